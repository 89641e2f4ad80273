package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.gradlang.kernel.PointwiseUpdate.Write;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointwiseUpdateTest {
  private static final Formula A = Formula.input(0);
  private static final Formula B = Formula.input(1);
  private static final Formula C = Formula.input(2);

  /** {@code a = a * c + b} and {@code b = b - a * c - b}, of the old values. */
  private static final PointwiseUpdate BOTH =
      PointwiseUpdate.of(
          List.of(new Write(0, A.mul(C).add(B)), new Write(1, B.sub(A.mul(C).sub(B.mul(C))))));

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 1024, 1025, 70_000})
  void everyFormulaSeesWhatWasBefore(int n) {
    double[] a = random(n, 1);
    double[] b = random(n, 2);
    double[] newA = new double[n];
    double[] newB = new double[n];
    for (int i = 0; i < n; i++) {
      newA[i] = a[i] * 0.5 + b[i];
      newB[i] = b[i] - (a[i] * 0.5 - b[i] * 0.5);
    }
    BOTH.run(new Operand[] {view(a), view(b), Scalar.of(0.5)}, DType.FLOAT64);
    assertArrayEquals(newA, a, 0);
    assertArrayEquals(newB, b, 0);
  }

  /** Sets of any lengths that stand anywhere in their memory, with an operand that nobody reads. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 40})
  void setsTogetherGiveTheBitsOfOneByOne(int count) {
    Random random = new Random(count);
    Operand[][] together = new Operand[count][];
    Operand[][] alone = new Operand[count][];
    for (int i = 0; i < count; i++) {
      int n = 1 + random.nextInt(JointUpdate.LARGEST / count);
      int before = random.nextInt(5);
      float[] a = floats(random, before + n);
      float[] b = floats(random, before + n);
      View ownA = part(a, before);
      View copyA = part(a.clone(), before);
      together[i] = new Operand[] {ownA, part(b, before), Scalar.of(0.3), ownA};
      alone[i] = new Operand[] {copyA, part(b.clone(), before), Scalar.of(0.3), copyA};
    }
    new JointUpdate(BOTH, together, DType.FLOAT32).run();
    for (int i = 0; i < count; i++) {
      BOTH.run(alone[i], DType.FLOAT32);
      for (int place = 0; place < 2; place++) {
        float[] expected = ((View) alone[i][place]).storage().floats();
        assertArrayEquals(expected, ((View) together[i][place]).storage().floats());
      }
    }
  }

  /** Columns of a wide matrix are read and written line by line, where lines fit vectors. */
  @ParameterizedTest
  @ValueSource(ints = {3, 63, 64, 80, 700, 1024})
  void columnsOfAMatrix(int width) {
    Random random = new Random(width);
    int rows = 9;
    Operand[] strided = new Operand[4];
    Operand[] dense = new Operand[4];
    float[] wide = floats(random, rows * 2 * width);
    for (int i = 0; i < 4; i++) {
      // two beside each other, one of its own, and one that is written and not read
      float[] memory = i < 2 ? wide : floats(random, rows * 2 * width);
      int[] strides = {i == 2 ? width : 2 * width, 1};
      View view =
          new View(
              Storage.of(memory), Layout.strided(new int[] {rows, width}, strides, i % 2 * width));
      strided[i] = view;
      dense[i] = new View(Copies.contiguous(view), Layout.contiguous(rows, width));
    }
    PointwiseUpdate update =
        PointwiseUpdate.of(
            List.of(new Write(3, A.mul(B).add(C)), new Write(0, A.sub(B)), new Write(2, C.mul(A))));
    update.run(strided, DType.FLOAT32);
    update.run(dense, DType.FLOAT32);
    for (int i = 0; i < 4; i++) {
      assertArrayEquals(
          ((View) dense[i]).storage().floats(), Copies.contiguous((View) strided[i]).floats());
    }
  }

  private static float[] floats(Random random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static View part(float[] memory, int from) {
    Layout layout = Layout.strided(new int[] {memory.length - from}, new int[] {1}, from);
    return new View(Storage.of(memory), layout);
  }

  @Test
  void targetsMayBeStrided() {
    double[] memory = random(6000, 3);
    double[] expected = memory.clone();
    double[] b = random(3000, 4);
    for (int i = 0; i < 3000; i++) {
      expected[2 * i + 1] = memory[2 * i + 1] + b[i];
    }
    View odd = new View(Storage.of(memory), Layout.strided(new int[] {3000}, new int[] {2}, 1));
    PointwiseUpdate.of(List.of(new Write(0, A.add(B))))
        .run(new Operand[] {odd, view(b)}, DType.FLOAT64);
    assertArrayEquals(expected, memory, 0);
  }

  @Test
  void whatIsReadMayOverlapTheTarget() {
    double[] memory = random(3001, 5);
    double[] expected = memory.clone();
    for (int i = 1; i <= 3000; i++) {
      expected[i] = memory[i] * memory[i - 1];
    }
    Storage storage = Storage.of(memory);
    View target = new View(storage, Layout.strided(new int[] {3000}, new int[] {1}, 1));
    View before = new View(storage, Layout.strided(new int[] {3000}, new int[] {1}, 0));
    PointwiseUpdate.of(List.of(new Write(0, A.mul(B))))
        .run(new Operand[] {target, before}, DType.FLOAT64);
    assertArrayEquals(expected, memory, 0);
  }

  /** Columns of one matrix, which lie apart, next to each other, on each other, or on in part. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 30, 40, 41, 55, 60, 99})
  void columnsOfOneMatrixAreReadBeforeTheyAreWritten(int first) {
    double[] memory = random(201 * 100, 6);
    double[] expected = memory.clone();
    for (int row = 0; row < 200; row++) {
      for (int i = 0; i < 40; i++) {
        double a = memory[row * 100 + 20 + i];
        expected[row * 100 + 20 + i] = a * memory[row * 100 + first + i];
      }
    }
    Storage storage = Storage.of(memory);
    int[] sizes = {200, 40};
    int[] strides = {100, 1};
    View target = new View(storage, Layout.strided(sizes, strides, 20));
    View other = new View(storage, Layout.strided(sizes, strides, first));
    PointwiseUpdate.of(List.of(new Write(0, A.mul(B))))
        .run(new Operand[] {target, other}, DType.FLOAT64);
    assertArrayEquals(expected, memory, 0);
  }

  /**
   * Columns of one matrix that are written over each other, by views of their own, before and after
   * a loop does that line by line: lines shorter and longer than a tile, and several threads.
   */
  @ParameterizedTest
  @ValueSource(ints = {80, 640})
  void columnsAreWrittenInPlaceByOneLoop(int width) throws InterruptedException {
    assumeTrue(SimdKernels.isAvailable());
    // of so many steps that one loop is certainly faster
    Formula sum = A.mul(C).add(B).mul(B).sub(C).mul(A).add(C).mul(B).sub(A);
    PointwiseUpdate update =
        PointwiseUpdate.of(
            List.of(
                new Write(3, sum), new Write(4, A.sub(B).mul(C).add(sum)), new Write(5, C.neg())));
    int rows = 900;
    Random random = new Random(width);
    float[] before = floats(random, rows * 2 * width);
    float[] third = floats(random, rows * width);
    float[][] expected = {before.clone(), third.clone()};
    for (int i = 0; i < third.length; i++) {
      int at = i / width * 2 * width + i % width;
      float a = before[at];
      float b = before[at + width];
      float c = third[i];
      float all = (((a * c + b) * b - c) * a + c) * b - a;
      expected[0][at] = all;
      expected[0][at + width] = (a - b) * c + all;
      expected[1][i] = -c;
    }
    ProgramLoops loops = update.program().loops(DType.FLOAT32, new BitSet());
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    for (boolean isLast = false; !isLast; ) {
      assertTrue(System.nanoTime() < end, "it is never compiled");
      isLast = loops.pieces() != null;
      for (int threads = 1; threads <= 2; threads++) {
        Context.current().setThreads(threads);
        float[][] memory = {before.clone(), third.clone()};
        Operand[] operands = new Operand[6];
        for (int i = 0; i < 6; i++) {
          int pitch = i % 3 < 2 ? 2 * width : width;
          Layout layout =
              Layout.strided(new int[] {rows, width}, new int[] {pitch, 1}, i % 3 == 1 ? width : 0);
          operands[i] = new View(Storage.of(memory[i % 3 / 2]), layout);
        }
        update.run(operands, DType.FLOAT32);
        assertArrayEquals(expected[0], memory[0]);
        assertArrayEquals(expected[1], memory[1]);
      }
      Thread.sleep(1);
    }
  }

  /**
   * Elements that stand side by side, before and after one loop does many tiles of them at once.
   */
  @ParameterizedTest
  @ValueSource(ints = {5000, 40_009})
  void longStretchesInPlaceByOneLoop(int n) throws InterruptedException {
    assumeTrue(SimdKernels.isAvailable());
    // of so many steps that one loop is certainly faster
    Formula sum = A.mul(C).add(B).mul(B).sub(C).mul(A).add(C).mul(B).sub(A);
    PointwiseUpdate update =
        PointwiseUpdate.of(List.of(new Write(0, sum), new Write(1, B.sub(C).mul(B).add(sum))));
    Random random = new Random(n);
    float[][] before = {floats(random, n), floats(random, n)};
    float[][] expected = new float[2][n];
    for (int i = 0; i < n; i++) {
      float a = before[0][i];
      float b = before[1][i];
      expected[0][i] = (((a * 0.5f + b) * b - 0.5f) * a + 0.5f) * b - a;
      expected[1][i] = (b - 0.5f) * b + expected[0][i];
    }
    BitSet numbers = new BitSet();
    numbers.set(2);
    ProgramLoops loops = update.program().loops(DType.FLOAT32, numbers);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    for (boolean isLast = false; !isLast; ) {
      assertTrue(System.nanoTime() < end, "it is never compiled");
      isLast = loops.pieces() != null;
      for (int threads = 1; threads <= 2; threads++) {
        Context.current().setThreads(threads);
        float[][] memory = {before[0].clone(), before[1].clone()};
        View[] views = new View[2];
        for (int i = 0; i < 2; i++) {
          views[i] = View.of(Storage.of(memory[i]));
        }
        update.run(new Operand[] {views[0], views[1], Scalar.of(0.5)}, DType.FLOAT32);
        assertArrayEquals(expected[0], memory[0]);
        assertArrayEquals(expected[1], memory[1]);
      }
      Thread.sleep(1);
    }
  }

  private static View view(double[] elements) {
    return View.of(Storage.of(elements));
  }

  private static double[] random(int n, long seed) {
    return new Random(seed).doubles(n, -1, 1).toArray();
  }
}
