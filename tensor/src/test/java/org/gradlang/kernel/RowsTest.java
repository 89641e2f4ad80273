package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

/** Extremes, scans and copies. */
class RowsTest {
  private static final View X =
      new View(Storage.of(new float[] {3, 1, 3, -2, 5, -2}), Layout.contiguous(2, 3));

  @Test
  void extremes() {
    Extremes rows = Extremes.max(X, 1);
    assertArrayEquals(new float[] {3, 5}, rows.values().floats());
    assertArrayEquals(new long[] {0, 1}, rows.indices().longs());
    Extremes columns = Extremes.min(X, 0);
    assertArrayEquals(new float[] {-2, 1, -2}, columns.values().floats());
    assertArrayEquals(new long[] {1, 0, 1}, columns.indices().longs());
    View nan = View.of(Storage.of(new double[] {1, Double.NaN, 7, Double.NaN}));
    assertEquals(1, Extremes.max(nan, 0).indices().longs()[0]);
    assertEquals(1, Extremes.min(nan, 0).indices().longs()[0]);
    View bools = View.of(Storage.ofBools(new byte[] {0, 1, 1}));
    assertEquals(1, Extremes.max(bools, 0).indices().longs()[0]);
    assertEquals(1, Extremes.max(bools, 0).values().bools()[0]);
  }

  @Test
  void scans() {
    assertArrayEquals(
        new float[] {3, 4, 7, -2, 3, 1}, Scan.run(Fold.SUM, X, 1, DType.FLOAT32).floats());
    assertArrayEquals(
        new double[] {3, 1, 3, -6, 5, -6}, Scan.run(Fold.PROD, X, 0, DType.FLOAT64).doubles());
    assertArrayEquals(
        new float[] {3, 3, 3, -2, 5, 5}, Scan.run(Fold.MAX, X, 1, DType.FLOAT32).floats());
    assertArrayEquals(new long[] {0, 0, 2, 0, 1, 1}, Scan.extremeIndices(X, 1, true).longs());
    View scalar = View.zeros(DType.INT64);
    assertArrayEquals(new long[] {0}, Scan.run(Fold.SUM, scalar, 0, DType.INT64).longs());
  }

  @Test
  void copiesConvertAndBroadcast() {
    View doubles = View.of(Storage.of(new double[] {1.9, -1.9, 0, Double.NaN}));
    long[] longs = {1, -1, 0, Long.MIN_VALUE};
    assertArrayEquals(longs, Copies.converted(doubles, DType.INT64).longs());
    assertArrayEquals(new byte[] {1, 1, 0, 1}, Copies.converted(doubles, DType.BOOL).bools());
    View out = View.zeros(DType.FLOAT32, 2, 3);
    Copies.copy(new View(Storage.of(new long[] {7, 8}), Layout.contiguous(2, 1)), out);
    assertArrayEquals(new float[] {7, 7, 7, 8, 8, 8}, out.storage().floats());
    Layout columns = Layout.strided(new int[] {2}, new int[] {3}, 1);
    Copies.fill(new View(out.storage(), columns), Scalar.of(-1));
    assertArrayEquals(new float[] {7, -1, 7, 8, -1, 8}, out.storage().floats());
  }

  @Test
  void transposedCopies() {
    int rows = 130;
    int columns = 257;
    long[] numbers = new long[rows * columns];
    java.util.Arrays.setAll(numbers, i -> i);
    Layout flipped = Layout.strided(new int[] {columns, rows}, new int[] {1, columns}, 0);
    for (DType dtype : DType.values()) {
      View x = new View(Copies.converted(View.of(Storage.of(numbers)), dtype), flipped);
      long[] copy = Copies.converted(View.of(Copies.contiguous(x)), DType.INT64).longs();
      for (int i = 0; i < copy.length; i++) {
        long number = (long) (i % rows) * columns + i / rows;
        assertEquals(dtype == DType.BOOL ? Math.min(number, 1) : number, copy[i]);
      }
    }
  }

  @Test
  void positions() {
    Layout layout = Layout.strided(new int[] {2, 3}, new int[] {1, 4}, 5);
    assertArrayEquals(new int[] {5, 9, 13, 6, 10, 14}, Copies.positions(layout));
    Storage taken = Copies.take(Storage.of(new long[] {10, 11, 12}), new int[] {2, 0, 2});
    assertArrayEquals(new long[] {12, 10, 12}, taken.longs());
  }
}
