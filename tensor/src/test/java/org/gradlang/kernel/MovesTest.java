package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

/** Elements moved by indices, against one loop over all of them. */
class MovesTest {
  private static final int ROWS = 530;
  private static final int COLUMNS = 270;

  private static GradError outside(long place) {
    return new GradError(ErrorKind.INDEX, "no " + place);
  }

  private static View floats(int rows, int columns) {
    float[] values = new float[rows * columns];
    SplittableRandom random = new SplittableRandom(rows);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new View(Storage.of(values), Layout.contiguous(rows, columns));
  }

  private static View indices(int below) {
    long[] values = new long[ROWS * COLUMNS];
    SplittableRandom random = new SplittableRandom(below);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(below);
    }
    return new View(Storage.of(values), Layout.contiguous(ROWS, COLUMNS));
  }

  private static View turned(View x) {
    return new View(x.storage(), x.layout().turned());
  }

  private static int at(View x, int i, int j) {
    return x.layout().offset() + i * x.layout().stride(0) + j * x.layout().stride(1);
  }

  /** Where along a dim the element (i, j) of an index leads to. */
  private static int named(View x, int dim, View index, int i, int j) {
    int place = (int) index.storage().longs()[at(index, i, j)];
    return dim == 0 ? at(x, place, j) : at(x, i, place);
  }

  @Test
  void gathered() {
    int threads = Context.current().threads();
    for (int dim = 0; dim < 2; dim++) {
      View index = indices(dim == 0 ? 600 : 300);
      for (View x : new View[] {floats(600, 300), turned(floats(300, 600))}) {
        float[] expected = new float[ROWS * COLUMNS];
        for (int i = 0; i < expected.length; i++) {
          int from = named(x, dim, index, i / COLUMNS, i % COLUMNS);
          expected[i] = x.storage().floats()[from];
        }
        Context.current().setThreads(1);
        assertArrayEquals(expected, Moves.gathered(x, dim, index, MovesTest::outside).floats());
        Context.current().setThreads(3);
        assertArrayEquals(expected, Moves.gathered(x, dim, index, MovesTest::outside).floats());
      }
    }
    Context.current().setThreads(threads);
  }

  @Test
  void scattered() {
    for (int dim = 0; dim < 2; dim++) {
      View index = indices(dim == 0 ? 600 : 300);
      for (View source : new View[] {floats(ROWS, 400), turned(floats(400, ROWS))}) {
        for (boolean add : new boolean[] {false, true}) {
          View target = floats(600, 300);
          float[] expected = target.storage().floats().clone();
          for (int i = 0; i < ROWS * COLUMNS; i++) {
            int to = named(target, dim, index, i / COLUMNS, i % COLUMNS);
            float moved = source.storage().floats()[at(source, i / COLUMNS, i % COLUMNS)];
            expected[to] = add ? expected[to] + moved : moved;
          }
          Moves.scatter(source, target, dim, index, add, MovesTest::outside);
          assertArrayEquals(expected, target.storage().floats());
        }
      }
    }
  }

  @Test
  void whatIsNotAPlace() {
    View x = floats(3, 4);
    View index = new View(Storage.of(new long[] {1, 4}), Layout.contiguous(1, 2));
    assertThrows(GradError.class, () -> Moves.gathered(x, 1, index, MovesTest::outside));
    assertThrows(GradError.class, () -> Moves.scatter(x, x, 1, index, true, MovesTest::outside));
  }

  @Test
  void blocks() {
    for (DType dtype : DType.values()) {
      for (int block : new int[] {1, 3, 40}) {
        for (boolean add : new boolean[] {false, true}) {
          int[] places = {5, 90, 5, 200};
          Storage from = Copies.converted(floats(1, 4 * block + 2), dtype);
          Storage to = Copies.converted(floats(1, 300), dtype);
          double[] expected = doubles(to);
          double[] moved = doubles(from);
          for (int i = 0; i < 4 * block; i++) {
            int at = 7 + places[i / block] + i % block;
            expected[at] = add ? sum(dtype, expected[at], moved[2 + i]) : moved[2 + i];
          }
          Moves.put(from, 2, to, 7, places, block, add);
          assertArrayEquals(expected, doubles(to));
        }
      }
    }
  }

  private static byte[] mask(int n) {
    byte[] mask = new byte[n];
    SplittableRandom random = new SplittableRandom(n);
    for (int i = 0; i < n; i++) {
      mask[i] = (byte) random.nextInt(2);
    }
    return mask;
  }

  @Test
  void chosen() {
    for (int n : new int[] {0, 1, 1000, 300_000}) {
      byte[] mask = mask(n + 3);
      int[] expected = IntStream.range(0, n).filter(i -> mask[3 + i] != 0).toArray();
      int[] chosen = new int[Moves.count(mask, 3, n)];
      Moves.chosen(mask, 3, n, chosen);
      assertArrayEquals(expected, chosen);
    }
  }

  @Test
  void whatIsChosenCanBeStopped() {
    byte[] mask = mask(1 << 20);
    int[] chosen = new int[Moves.count(mask, 0, mask.length)];
    Thread.currentThread().interrupt();
    GradError error =
        assertThrows(GradError.class, () -> Moves.chosen(mask, 0, mask.length, chosen));
    assertTrue(Thread.interrupted());
    assertEquals(ErrorKind.LIMIT, error.kind());
    assertEquals(0, chosen[chosen.length - 1]); // it stopped on its way
  }

  private static double sum(DType dtype, double a, double b) {
    return switch (dtype) {
      case FLOAT32 -> (float) a + (float) b;
      case FLOAT64, INT64 -> a + b;
      case BOOL -> Math.max(a, b);
    };
  }

  private static double[] doubles(Storage storage) {
    return Copies.converted(View.of(storage), DType.FLOAT64).doubles().clone();
  }
}
