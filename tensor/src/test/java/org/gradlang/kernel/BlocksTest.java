package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

/** Pointwise loops over operands that are broadcast have the bits of those that are not. */
class BlocksTest {
  private static final Formula X = Formula.input(0);
  private static final Formula Y = Formula.input(1);

  /** Sizes of the result, and of what is broadcast to them. */
  private static final List<int[][]> SHAPES =
      List.of(
          new int[][] {{37, 1024}, {37, 1}},
          new int[][] {{37, 1024}, {1024}},
          new int[][] {{37, 1000}, {37, 1}},
          new int[][] {{37, 1000}, {1000}},
          new int[][] {{301, 64}, {64}},
          new int[][] {{301, 64}, {301, 1}},
          new int[][] {{700, 10}, {10}},
          new int[][] {{700, 10}, {700, 1}},
          new int[][] {{5, 130, 16}, {5, 1, 16}},
          new int[][] {{5, 130, 16}, {130, 1}},
          new int[][] {{4, 7, 20, 20}, {7, 1, 1}},
          new int[][] {{4, 7, 20, 20}, {4, 7, 1, 1}},
          new int[][] {{4, 7, 20, 20}, {4, 1, 20, 20}},
          new int[][] {{4, 7, 20, 20}, {4, 1, 20, 1}},
          new int[][] {{3, 2, 600}, {3, 1, 600}},
          new int[][] {{3, 2, 600}, {3, 1, 1}});

  @Test
  void oneStep() {
    for (int[][] shape : SHAPES) {
      for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64)) {
        compare(X.sub(Y), shape[0], numbers(shape[0], DType.FLOAT32), numbers(shape[1], dtype));
        compare(Y.sub(X), shape[0], numbers(shape[0], dtype), numbers(shape[1], DType.FLOAT32));
      }
    }
  }

  @Test
  void severalSteps() {
    for (int[][] shape : SHAPES) {
      View x = numbers(shape[0], DType.FLOAT32);
      compare(X.sub(Y).mul(Y).tanh(), shape[0], x, numbers(shape[1], DType.FLOAT32));
    }
  }

  @Test
  void bothBroadcast() {
    View column = numbers(new int[] {700, 1}, DType.FLOAT32);
    View row = numbers(new int[] {1, 900}, DType.FLOAT32);
    compare(X.mul(Y), new int[] {700, 900}, column, row);
    compare(X.mul(Y).sub(X), new int[] {700, 900}, row, column);
  }

  @Test
  void resultsWithGaps() {
    for (int[][] shape : SHAPES) {
      View x = numbers(shape[0], DType.FLOAT32);
      View y = numbers(shape[1], DType.FLOAT32);
      int[] wide = shape[0].clone();
      wide[wide.length - 1] += 3;
      Layout layout = Layout.strided(shape[0], Layout.contiguous(wide).strides(), 2);
      View out =
          new View(Storage.zeros(DType.FLOAT32, Layout.contiguous(wide).numel() + 2), layout);
      PointwiseLoop.of(X.add(Y)).run(new Operand[] {x, y}, out, DType.FLOAT32);
      float[] there = Copies.contiguous(out).floats();
      assertArrayEquals(expected(X.add(Y), shape[0], x, y), there, Arrays.deepToString(shape));
    }
  }

  @Test
  void bitsDoNotDependOnThreads() {
    int[] sizes = {1000, 200};
    View x = numbers(sizes, DType.FLOAT32);
    View y = numbers(new int[] {200}, DType.FLOAT32);
    View z = numbers(new int[] {1000, 1}, DType.FLOAT32);
    int threads = Context.current().threads();
    try {
      Context.current().setThreads(1);
      float[] rows = result(X.sub(Y).tanh(), sizes, x, y);
      float[] columns = result(X.sub(Y).tanh(), sizes, x, z);
      Context.current().setThreads(3);
      assertArrayEquals(rows, result(X.sub(Y).tanh(), sizes, x, y));
      assertArrayEquals(columns, result(X.sub(Y).tanh(), sizes, x, z));
    } finally {
      Context.current().setThreads(threads);
    }
  }

  private static void compare(Formula formula, int[] sizes, View x, View y) {
    String name = Arrays.toString(sizes) + Arrays.toString(y.layout().sizes());
    assertArrayEquals(expected(formula, sizes, x, y), result(formula, sizes, x, y), name);
  }

  private static float[] result(Formula formula, int[] sizes, Operand... operands) {
    return PointwiseLoop.of(formula)
        .evaluate(operands, Layout.contiguous(sizes), DType.FLOAT32, DType.FLOAT32)
        .floats();
  }

  /** The same of copies, in which nothing is broadcast. */
  private static float[] expected(Formula formula, int[] sizes, View x, View y) {
    return result(formula, sizes, spread(x, sizes), spread(y, sizes));
  }

  private static View spread(View from, int[] sizes) {
    int[] strides = new int[sizes.length];
    int ahead = sizes.length - from.layout().dim();
    for (int d = ahead; d < sizes.length; d++) {
      strides[d] = from.layout().size(d - ahead) == 1 ? 0 : from.layout().stride(d - ahead);
    }
    Layout to = Layout.contiguous(sizes);
    Storage storage = Storage.zeros(from.dtype(), to.numel());
    View there = new View(from.storage(), Layout.strided(sizes, strides, 0));
    Copies.copy(there, new View(storage, to));
    return new View(storage, to);
  }

  private static View numbers(int[] sizes, DType dtype) {
    Layout layout = Layout.contiguous(sizes);
    double[] values = new double[layout.numel()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 7919 % 1009 - 500) / (dtype == DType.INT64 ? 1.0 : 64.0);
    }
    return new View(Copies.converted(View.of(Storage.of(values)), dtype), layout);
  }
}
