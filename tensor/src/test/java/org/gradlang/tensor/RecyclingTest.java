package org.gradlang.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.gradlang.autograd.SavedTensor;
import org.gradlang.kernel.Copies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecyclingTest {
  private static final int LARGE = 1 << 17;

  private final Context context = new Context();
  private Context before = context;

  @BeforeEach
  void enter() {
    before = context.enter();
  }

  @AfterEach
  void leave() {
    Context.restore(before);
  }

  private Storage owned(int length) {
    Storage storage = Storage.unwritten(DType.FLOAT32, length);
    assertTrue(storage.isNew());
    storage.own();
    return storage;
  }

  @Test
  void whatIsGivenBackIsTheNextOfItsKind() {
    Storage first = owned(LARGE);
    float[] array = first.floats();
    first.giveBack(context);
    assertNotSame(array, Storage.unwritten(DType.FLOAT32, LARGE + 1).floats());
    assertEquals(LARGE, Storage.unwritten(DType.FLOAT64, LARGE).doubles().length);
    assertSame(array, Storage.unwritten(DType.FLOAT32, LARGE).floats());
    assertNotSame(array, Storage.unwritten(DType.FLOAT32, LARGE).floats());
  }

  @Test
  void whatIsPassingMakesRoomForNewArraysOfItsSize() {
    Storage first = owned(LARGE);
    Storage second = owned(2 * LARGE);
    Storage third = owned(LARGE);
    float[] one = first.floats();
    float[] two = second.floats();
    float[] three = third.floats();
    first.giveBackInPassing(context);
    second.giveBackInPassing(context);
    third.giveBack(context);
    Storage.unwritten(DType.FLOAT32, LARGE + 1); // takes no more than the first, the oldest
    assertSame(three, Storage.unwritten(DType.FLOAT32, LARGE).floats());
    assertNotSame(one, Storage.unwritten(DType.FLOAT32, LARGE).floats());
    assertSame(two, Storage.unwritten(DType.FLOAT32, 2 * LARGE).floats());
  }

  @Test
  void twoOfTheLargestLieReadyUntilAsMuchIsNew() {
    int huge = (1 << 26) + 1;
    Storage first = large(huge);
    Storage second = large(huge);
    byte[] one = first.bools();
    byte[] two = second.bools();
    first.giveBack(context);
    second.giveBack(context);
    owned(LARGE).giveBack(context); // one of another size, which takes no place of theirs
    first = large(huge);
    second = large(huge);
    assertSame(two, first.bools());
    assertSame(one, second.bools());
    first.giveBack(context);
    second.giveBack(context);
    for (int i = 1; i <= 4; i++) {
      large(huge / 4 + i); // new ones that together are as large
    }
    Storage third = large(huge);
    assertNotSame(one, third.bools());
    assertNotSame(two, third.bools());
  }

  private static Storage large(int bytes) {
    Storage storage = Storage.unwritten(DType.BOOL, bytes);
    storage.own();
    return storage;
  }

  @Test
  void zerosAreZerosInAnArrayThatWasUsed() {
    for (DType dtype : DType.values()) {
      Storage first = Storage.zeros(dtype, LARGE << 1);
      View view = View.of(first);
      Copies.fill(view, Scalar.of(1));
      first.own();
      first.giveBack(context);
      Storage second = Storage.zeros(dtype, LARGE << 1);
      second.own();
      Tensor zeros = new Tensor(second, Layout.contiguous(new int[] {LARGE << 1}));
      for (double element : zeros.toDoubleArray()) {
        assertEquals(0, element);
      }
    }
  }

  @Test
  void whoAsksForWhatIsGoneFails() {
    Storage storage = owned(LARGE);
    storage.giveBack(context);
    assertThrows(NullPointerException.class, storage::floats);
    assertThrows(IllegalStateException.class, () -> storage.giveBack(context));
  }

  @Test
  void whatIsSharedIsNeverGivenBack() {
    Storage shared = owned(LARGE);
    shared.share();
    assertThrows(IllegalStateException.class, () -> shared.giveBack(context));
    assertFalse(shared.isNew());
    Storage known = owned(LARGE);
    assertSame(known.floats(), known.alias().floats());
    assertFalse(known.isOwned());
  }

  @Test
  void whatNodesSavedIsGivenBackWhenOwnerAndNodesAreGone() {
    Storage saved = owned(LARGE);
    float[] array = saved.floats();
    Tensor tensor = new Tensor(saved, Layout.contiguous(new int[] {LARGE}));
    SavedTensor first = SavedTensor.of(tensor);
    SavedTensor second = SavedTensor.of(tensor);
    saved.giveBack(context);
    assertFalse(saved.isNew());
    first.release(context);
    first.release(context);
    assertSame(array, saved.floats());
    assertNotSame(array, Storage.unwritten(DType.FLOAT32, LARGE).floats());
    second.release(context);
    assertSame(array, Storage.unwritten(DType.FLOAT32, LARGE).floats());
    assertThrows(NullPointerException.class, saved::floats);
  }

  @Test
  void ownersKeepWhatNodesLetGo() {
    Storage saved = owned(LARGE);
    float[] array = saved.floats();
    Tensor tensor = new Tensor(saved, Layout.contiguous(new int[] {LARGE}));
    SavedTensor.of(tensor).release(context);
    assertSame(array, saved.floats());
    saved.giveBack(context);
    assertSame(array, Storage.unwritten(DType.FLOAT32, LARGE).floats());
  }

  @Test
  void smallOnesAndThoseOfOthersAreNobodysOwn() {
    assertFalse(Storage.unwritten(DType.FLOAT32, 16).isNew());
    assertFalse(Storage.zeros(DType.FLOAT32, 16).isNew());
    assertFalse(Storage.of(new float[LARGE]).isNew());
  }

  @Test
  void smallOnesGoToTheNextOfTheirLengthWhereOneKnowsThatHeIsAlone() {
    assumeFalse(Storage.unwritten(DType.FLOAT32, 100).isNew(), "arrays of any size are owned");
    Storage small = Storage.unwritten(DType.FLOAT32, 100);
    float[] array = small.floats();
    assertTrue(small.giveBackAlone(context));
    assertThrows(NullPointerException.class, small::floats);
    assertNotSame(array, Storage.unwritten(DType.FLOAT32, 101).floats());
    assertSame(array, Storage.unwritten(DType.FLOAT32, 100).floats());
    assertNotSame(array, Storage.unwritten(DType.FLOAT32, 100).floats());
    assertFalse(Storage.unwritten(DType.FLOAT32, 10).giveBackAlone(context), "not worth it");
    Storage shared = owned(LARGE);
    shared.share();
    assertFalse(shared.giveBackAlone(context));
  }

  @Test
  void aShapeHasOneLayoutInAContext() {
    assertSame(Layout.contiguous(3, 4), Layout.contiguous(3, 4));
    assertSame(Layout.contiguous(3, 4), Layout.matrix(3, 4));
    assertNotSame(Layout.contiguous(3, 4), Layout.contiguous(4, 3));
    assertArrayEquals(new int[] {3, 1}, Layout.matrix(4, 3).strides());
  }

  @Test
  void noMoreLiesReadyThanIsBounded() {
    int length = 1 << 22; // 16 MB
    float[][] arrays = new float[5][];
    Storage[] storages = new Storage[arrays.length];
    for (int i = 0; i < arrays.length; i++) {
      storages[i] = owned(length);
      arrays[i] = storages[i].floats();
    }
    for (Storage storage : storages) {
      storage.giveBack(context);
    }
    for (int i = arrays.length - 1; i > 0; i--) {
      assertSame(arrays[i], Storage.unwritten(DType.FLOAT32, length).floats());
    }
    assertNotSame(arrays[0], Storage.unwritten(DType.FLOAT32, length).floats());
  }
}
