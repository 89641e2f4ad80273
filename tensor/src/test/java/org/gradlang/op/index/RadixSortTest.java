package org.gradlang.op.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.RadixSort;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

/** {@link RadixSort} must find the order that the stable sort of Java finds by comparisons. */
class RadixSortTest {
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

  /** On both sides of those that are compared, and of stretches that are done at once. */
  private static final int[] LENGTHS = {0, 1, 2, 3, 10, 64, 65, 257, 5000, 65_537, 300_001};

  private final SplittableRandom random = new SplittableRandom(5);

  private void check(IntFunction<Storage> storage) {
    for (int length : LENGTHS) {
      Lines lines = Lines.of(new View(storage.apply(length), Layout.contiguous(length)), 0);
      if (lines.count() > 0) {
        check(lines.keys(0));
      }
    }
  }

  private static void check(long[] keys) {
    for (boolean descending : new boolean[] {false, true}) {
      Comparator<Integer> order = Comparator.comparingLong(i -> keys[i]);
      int[] expected =
          IntStream.range(0, keys.length)
              .boxed()
              .sorted(descending ? order.reversed() : order)
              .mapToInt(Integer::intValue)
              .toArray();
      assertArrayEquals(expected, RadixSort.order(keys.clone(), descending));
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
    check(new long[] {0xffff_ffffL, 0, 1});
    check(new long[] {0x1_0000_0000L, 0});
    check(length -> ints(length, 0, 0x1_0000_0000L));
    check(length -> ints(length, 0, 0x1_0000_0001L));
    check(length -> ints(length, Long.MIN_VALUE, Long.MAX_VALUE));
    check(length -> {
      long[] values = random.longs(length, -3, 3).toArray();
      for (int i = 0; i < length; i += 7) {
        values[i] = i % 2 == 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      return Storage.of(values);
    });
  }

  @Test
  void doubles() {
    check(length -> {
      double[] values = new double[length];
      for (int i = 0; i < length; i++) {
        values[i] =
            random.nextInt(3) == 0
                ? SPECIAL[random.nextInt(SPECIAL.length)]
                : Double.longBitsToDouble(random.nextLong());
      }
      return Storage.of(values);
    });
  }

  @Test
  void keysOfNumbersAreInTheirOrder() {
    double[] rising = {Double.NEGATIVE_INFINITY, -1, -Double.MIN_VALUE, 0, 1, Double.NaN};
    for (int i = 1; i < rising.length; i++) {
      assertTrue(RadixSort.key(rising[i - 1]) < RadixSort.key(rising[i]));
      assertTrue(RadixSort.key((float) rising[i - 1]) <= RadixSort.key((float) rising[i]));
    }
    assertEquals(RadixSort.key(0.0), RadixSort.key(-0.0));
    assertEquals(RadixSort.key(0f), RadixSort.key(-0f));
    assertEquals(
        RadixSort.key(Double.NaN), RadixSort.key(Double.longBitsToDouble(0xfff8_0000_0000_0001L)));
  }

  /** One instance for several lines of a length, so that nothing is left of those before. */
  @Test
  void oneAfterTheOther() {
    for (int length : new int[] {10, 1000}) {
      RadixSort sort = new RadixSort(length);
      for (long most : new long[] {Long.MAX_VALUE, 100, Long.MAX_VALUE, 1}) {
        long[] keys = random.longs(length, 0, most).toArray();
        assertArrayEquals(RadixSort.order(keys.clone(), true), sort.positions(keys, true));
      }
    }
  }
}
