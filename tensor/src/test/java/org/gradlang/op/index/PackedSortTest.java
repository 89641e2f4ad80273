package org.gradlang.op.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.PackedSort;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

/** {@link PackedSort} must find the order that {@link LineSort} finds without it. */
class PackedSortTest {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.NaN,
    Float.intBitsToFloat(0xffc00001),
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MAX_VALUE,
    -Float.MAX_VALUE
  };

  /** Up to several stretches that are sorted at once. */
  private static final int[] LENGTHS = {0, 1, 2, 3, 10, 257, 5000, 262_144, 262_145, 800_001};

  private final SplittableRandom random = new SplittableRandom(5);

  private void check(IntFunction<Storage> storage) {
    for (int length : LENGTHS) {
      Lines lines = Lines.of(new View(storage.apply(length), Layout.contiguous(length)), 0);
      if (lines.count() == 0) {
        continue;
      }
      for (boolean descending : new boolean[] {false, true}) {
        int[] packed = PackedSort.positions(lines.keys(0), descending);
        assertNotNull(packed);
        assertArrayEquals(LineSort.positions(lines.keys(0), descending), packed);
      }
    }
  }

  private Storage floats(int length, int kinds) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      int kind = random.nextInt(kinds);
      values[i] =
          kind == 0
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : kind == 1 ? random.nextInt(-3, 4) : Float.intBitsToFloat(random.nextInt());
    }
    return Storage.of(values);
  }

  private Storage ints(int length, long from, long to) {
    return Storage.of(random.longs(length, from, to).toArray());
  }

  @Test
  void floats() {
    check(length -> floats(length, 3));
  }

  @Test
  void floatsOfWhichManyAreEqual() {
    check(length -> floats(length, 2));
  }

  @Test
  void floatsInOrder() {
    check(length -> {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = Math.floorDiv(i, 7);
      }
      return Storage.of(values);
    });
  }

  @Test
  void ints() {
    check(length -> ints(length, -5, 5));
    check(length -> ints(length, -2_000_000_000, 2_000_000_000));
    check(length -> ints(length, Long.MAX_VALUE - 100, Long.MAX_VALUE));
  }

  @Test
  void bools() {
    check(length -> {
      byte[] values = new byte[length];
      for (int i = 0; i < length; i++) {
        values[i] = (byte) random.nextInt(2);
      }
      return Storage.ofBools(values);
    });
  }

  @Test
  void intsAsFarApartAsCanBe() {
    long[] fit = {0xffff_ffffL, 0, 1};
    Lines lines = Lines.of(new View(Storage.of(fit), Layout.contiguous(3)), 0);
    assertArrayEquals(new int[] {1, 2, 0}, PackedSort.positions(lines.keys(0), false));
    for (long[] values : new long[][] {{0x1_0000_0000L, 0}, {Long.MIN_VALUE, Long.MAX_VALUE}}) {
      Lines far = Lines.of(new View(Storage.of(values), Layout.contiguous(2)), 0);
      assertNull(PackedSort.positions(far.keys(0), false));
    }
  }

  @Test
  void doublesFarApartAreSortedOtherwise() {
    Lines lines = Lines.of(new View(Storage.of(new double[] {1, 2}), Layout.contiguous(2)), 0);
    assertNull(PackedSort.positions(lines.keys(0), false));
  }
}
