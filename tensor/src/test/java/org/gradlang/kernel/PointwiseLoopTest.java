package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

class PointwiseLoopTest {
  private static final Formula X = Formula.input(0);
  private static final Formula Y = Formula.input(1);

  private static View floats(int[] sizes, double... values) {
    Storage storage = Copies.converted(View.of(Storage.of(values)), DType.FLOAT32);
    return new View(storage, Layout.contiguous(sizes));
  }

  private static float[] run(Formula formula, int[] sizes, Operand... operands) {
    return PointwiseLoop.of(formula)
        .evaluate(operands, Layout.contiguous(sizes), DType.FLOAT32, DType.FLOAT32)
        .floats();
  }

  private static Storage longs(Formula formula, DType result, Operand... operands) {
    int n = ((Strided) operands[0]).layout().numel();
    return PointwiseLoop.of(formula).evaluate(operands, Layout.contiguous(n), DType.INT64, result);
  }

  private static View longs(long... values) {
    return View.of(Storage.of(values));
  }

  @Test
  void broadcasting() {
    View matrix = floats(new int[] {2, 3}, 1, 2, 3, 4, 5, 6);
    View row = floats(new int[] {3}, 10, 20, 30);
    View column = floats(new int[] {2, 1}, 100, 200);
    int[] sizes = {2, 3};
    assertArrayEquals(new float[] {11, 22, 33, 14, 25, 36}, run(X.add(Y), sizes, matrix, row));
    assertArrayEquals(
        new float[] {101, 102, 103, 204, 205, 206}, run(X.add(Y), sizes, matrix, column));
    assertArrayEquals(
        new float[] {110, 120, 130, 210, 220, 230}, run(X.add(Y), sizes, column, row));
    assertArrayEquals(new float[] {2, 4, 6, 8, 10, 12}, run(X.mul(Y), sizes, matrix, Scalar.of(2)));
  }

  @Test
  void stridesOfOperandsAndResult() {
    View matrix = floats(new int[] {2, 3}, 1, 2, 3, 4, 5, 6);
    Layout flipped = Layout.strided(new int[] {3, 2}, new int[] {1, 3}, 0);
    View transposed = new View(matrix.storage(), flipped);
    View out =
        new View(
            Storage.zeros(DType.FLOAT32, 8), Layout.strided(new int[] {3, 2}, new int[] {1, 4}, 1));
    PointwiseLoop.of(X.mul(X).add(Y))
        .run(new Operand[] {transposed, Scalar.of(1)}, out, DType.FLOAT32);
    assertArrayEquals(new float[] {0, 2, 5, 10, 0, 17, 26, 37}, out.storage().floats());
  }

  @Test
  void dtypesAreConvertedOnTheWay() {
    View ints = longs(1, 2, 3);
    View bools = View.of(Storage.ofBools(new byte[] {1, 0, 1}));
    assertArrayEquals(
        new float[] {1.5f, 1, 2.5f}, run(X.div(2).add(Y), new int[] {3}, ints, bools));
    Storage less =
        PointwiseLoop.of(X.less(2.5))
            .evaluate(new Operand[] {ints}, Layout.contiguous(3), DType.FLOAT32, DType.BOOL);
    assertArrayEquals(new byte[] {1, 1, 0}, less.bools());
    Storage not =
        PointwiseLoop.of(X.logicalNot())
            .evaluate(new Operand[] {bools}, Layout.contiguous(3), DType.BOOL, DType.BOOL);
    assertArrayEquals(new byte[] {0, 1, 0}, not.bools());
  }

  @Test
  void integers() {
    View a = longs(7, -7, Long.MAX_VALUE, 5);
    View b = longs(2, 2, 1, -3);
    assertArrayEquals(
        new long[] {9, -5, Long.MIN_VALUE, 2}, longs(X.add(Y), DType.INT64, a, b).longs());
    assertArrayEquals(
        new long[] {3, -4, Long.MAX_VALUE, -2}, longs(X.floorDivide(Y), DType.INT64, a, b).longs());
    assertArrayEquals(new long[] {1, 1, 0, -1}, longs(X.remainder(Y), DType.INT64, a, b).longs());
    assertArrayEquals(
        new long[] {49, 49, Long.MAX_VALUE, 0}, longs(X.pow(Y), DType.INT64, a, b).longs());
    assertThrows(GradError.class, () -> longs(X.floorDivide(Y), DType.INT64, a, longs(1, 0, 1, 1)));
  }

  @Test
  void bigIntegersAreNotRoundedByScalars() {
    Storage sum = longs(X.add(Y), DType.INT64, longs(1), Scalar.of((1L << 60) + 1));
    assertEquals((1L << 60) + 2, sum.longs()[0]);
  }

  @Test
  void inPlace() {
    View x = floats(new int[] {3}, 1, 2, 3);
    PointwiseLoop.of(X.mul(X).add(X)).run(new Operand[] {x}, x, DType.FLOAT32);
    assertArrayEquals(new float[] {2, 6, 12}, x.storage().floats());
  }

  @Test
  void aFormulaWithoutSteps() {
    View x = floats(new int[] {2}, 1, 2);
    assertArrayEquals(new float[] {1, 2}, run(X, new int[] {2}, x));
    assertArrayEquals(new float[] {3, 3}, run(Formula.constant(3), new int[] {2}));
    assertArrayEquals(new float[0], run(X.exp(), new int[] {0}, floats(new int[] {0})));
  }

  /** Many tiles, several threads, each way of reading operands: against one loop in Java. */
  @Test
  void largeTensorsGiveWhatOneLoopGives() {
    int rows = 301;
    int columns = 977;
    Formula formula = X.mul(Y).add(X.mul(0.5)).sub(Y.tanh());
    float[] a = new float[rows * columns];
    float[] b = new float[columns];
    for (int i = 0; i < a.length; i++) {
      a[i] = (i % 1000) / 100f - 5;
    }
    for (int i = 0; i < columns; i++) {
      b[i] = i / 500f - 1;
    }
    View x = new View(Storage.of(a), Layout.contiguous(rows, columns));
    View y = new View(Storage.of(b), Layout.contiguous(columns));
    float[] expected = new float[a.length];
    for (int i = 0; i < a.length; i++) {
      float v = b[i % columns];
      expected[i] = a[i] * v + a[i] * 0.5f - FloatMath.tanh(v);
    }
    int[] sizes = {rows, columns};
    assertArrayEquals(expected, run(formula, sizes, x, y));
    Context.current().setThreads(3);
    assertArrayEquals(expected, run(formula, sizes, x, y));
    Layout flipped = Layout.strided(new int[] {columns, rows}, new int[] {1, columns}, 0);
    View out = new View(Storage.zeros(DType.FLOAT32, a.length), flipped);
    View column = new View(y.storage(), Layout.contiguous(columns, 1));
    PointwiseLoop.of(formula)
        .run(new Operand[] {new View(x.storage(), flipped), column}, out, DType.FLOAT32);
    assertArrayEquals(expected, out.storage().floats());
  }

  @Test
  void errorsOfOtherThreadsArrive() {
    Context.current().setThreads(2);
    long[] divisor = new long[1 << 18];
    java.util.Arrays.fill(divisor, 3);
    divisor[divisor.length - 1] = 0;
    View x = longs(divisor);
    assertThrows(GradError.class, () -> longs(X.remainder(Y).add(X), DType.INT64, x, x));
  }

  @Test
  void givesNoTensorsMemoryAwayAsATile() {
    Formula formula = X.mul(Y).add(Formula.constant(0.5));
    for (int n : new int[] {1, 5, 511, 512, 513, 1300}) {
      View x = floats(new int[] {n}, IntStream.range(0, n).asDoubleStream().toArray());
      View one = new View(x.storage(), Layout.strided(new int[] {n}, new int[] {0}, n - 1));
      View spread = new View(Storage.zeros(DType.FLOAT32, 2 * n), spread(n));
      float[] once = run(formula, new int[] {n}, x, Scalar.of(2));
      float[] kept = once.clone();
      run(formula, new int[] {n}, x, x);
      run(formula, new int[] {n}, one, Scalar.of(7));
      run(formula, new int[] {n}, spread, one);
      run(X.mul(Y), new int[] {n}, x, Scalar.of(9));
      assertArrayEquals(kept, once);
      assertArrayEquals(kept, run(formula, new int[] {n}, x, Scalar.of(2)));
      for (int i = 0; i < n; i++) {
        assertEquals(i, x.storage().floats()[i]);
        assertEquals(2 * i + 0.5f, once[i]);
      }
    }
  }

  private static Layout spread(int n) {
    return Layout.strided(new int[] {n}, new int[] {2}, 0);
  }
}
