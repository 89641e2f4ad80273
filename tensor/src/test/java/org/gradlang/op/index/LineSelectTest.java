package org.gradlang.op.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.RadixSort;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

/** {@link LineSelect} must find the positions that a whole sort finds. */
class LineSelectTest {
  private static final double[] SPECIAL = {
    0, -0.0, Double.NaN, 1 / 0.0, -1 / 0.0, Float.MIN_VALUE, -Float.MIN_VALUE, 2, 2, -3
  };

  private static final int[] LENGTHS = {1, 2, 3, 63, 64, 65, 129, 1000, 70_000};

  private final SplittableRandom random = new SplittableRandom(3);

  /** Of this many kinds, one of which is special. */
  private double[] numbers(int length, int kinds) {
    double[] numbers = new double[length];
    for (int i = 0; i < length; i++) {
      int kind = random.nextInt(kinds);
      numbers[i] =
          kind == 0
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : kind == 1 ? random.nextInt(-4, 4) : random.nextDouble(-1, 1);
    }
    return numbers;
  }

  private List<Storage> storages(double[] numbers) {
    float[] floats = new float[numbers.length];
    long[] longs = new long[numbers.length];
    byte[] bools = new byte[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      floats[i] = (float) numbers[i];
      longs[i] = numbers[i] == 2 ? Long.MIN_VALUE : (long) numbers[i];
      longs[i] = numbers[i] == -3 ? Long.MAX_VALUE : longs[i];
      bools[i] = (byte) (numbers[i] > 0 ? 1 : 0);
    }
    return List.of(
        Storage.of(floats), Storage.of(numbers), Storage.of(longs), Storage.ofBools(bools));
  }

  private void check(Lines lines) {
    int n = lines.length();
    LineSelect select = new LineSelect(n);
    for (int line = 0; line < lines.count(); line++) {
      for (boolean descending : new boolean[] {false, true}) {
        int[] order = RadixSort.order(lines.keys(line), descending);
        for (int count : new int[] {0, 1, 5, 64, 65, n / 3, n / 2 + 1, n}) {
          if (count <= n) {
            int[] first = select.first(lines, line, count, descending);
            assertArrayEquals(Arrays.copyOf(order, count), Arrays.copyOf(first, count));
          }
        }
        if (!descending) {
          checkRanks(lines, line, select, order);
        }
      }
    }
  }

  private static void checkRanks(Lines lines, int line, LineSelect select, int[] order) {
    int n = order.length;
    for (int rank : new int[] {0, n / 7, n / 2, n - 1}) {
      assertEquals(order[rank], select.ranked(lines, line, rank));
    }
    int numbers = n;
    while (numbers > 0 && Double.isNaN(lines.real(line, order[numbers - 1]))) {
      numbers--;
    }
    int ofNumbers = order[numbers == 0 ? 0 : (numbers - 1) / 2];
    assertEquals(ofNumbers, select.middle(lines, line, true));
    assertEquals(numbers < n ? order[numbers] : ofNumbers, select.middle(lines, line, false));
  }

  @Test
  void findsWhatASortFinds() {
    for (int length : LENGTHS) {
      for (int kinds : new int[] {1, 2, 40}) {
        for (Storage storage : storages(numbers(length, kinds))) {
          check(Lines.of(new View(storage, Layout.contiguous(length)), 0));
        }
      }
    }
  }

  @Test
  void linesWithGaps() {
    for (Storage storage : storages(numbers(300 * 7, 4))) {
      check(Lines.of(new View(storage, Layout.contiguous(300, 7)), 0));
    }
  }

  @Test
  void linesInOrder() {
    double[] numbers = new double[3000];
    for (boolean falling : new boolean[] {false, true}) {
      Arrays.setAll(numbers, i -> falling ? -Math.floorDiv(i, 3) : Math.floorDiv(i, 3));
      for (Storage storage : storages(numbers)) {
        check(Lines.of(new View(storage, Layout.contiguous(3000)), 0));
      }
    }
  }
}
