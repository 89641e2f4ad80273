package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

/** Whatever way elements are copied, each comes from where the layouts say. */
class CopiesTest {
  private final SplittableRandom random = new SplittableRandom(3);

  /** Some dimensions of the source are missing, some have size 1, some have stride 0. */
  @Test
  void broadcastElementsComeFromTheirPlaces() {
    for (int round = 0; round < 3000; round++) {
      int[] sizes = random.ints(1 + random.nextInt(4), 1, 6).toArray();
      int missing = random.nextInt(sizes.length + 1);
      int[] own = Arrays.copyOfRange(sizes, missing, sizes.length);
      int[] strides = new int[own.length];
      int step = 1 + random.nextInt(2) * random.nextInt(3);
      for (int d = own.length - 1; d >= 0; d--) {
        int kind = random.nextInt(4);
        strides[d] = kind == 0 ? 0 : step;
        own[d] = kind == 1 ? 1 : own[d];
        step *= kind == 0 ? 1 : own[d] + random.nextInt(2) * random.nextInt(2);
      }
      check(Layout.strided(own, strides, random.nextInt(3)), step + 8, sizes);
    }
  }

  private void check(Layout layout, int length, int[] sizes) {
    Storage source = Storage.of(random.doubles(length * 2L).toArray());
    View from = new View(source, layout);
    Layout to = Layout.contiguous(sizes);
    View target = new View(Storage.zeros(DType.FLOAT64, to.numel()), to);
    Copies.copy(from, target);
    for (int i = 0; i < to.numel(); i++) {
      int rest = i;
      int at = layout.offset();
      for (int d = sizes.length - 1; d >= 0; d--) {
        int index = rest % sizes[d];
        rest /= sizes[d];
        int own = d - (sizes.length - layout.dim());
        if (own >= 0 && layout.size(own) != 1) {
          at += index * layout.stride(own);
        }
      }
      assertEquals(
          source.doubles()[at],
          target.storage().doubles()[i],
          () -> layout + " to " + Arrays.toString(sizes));
    }
  }

  /** Runs without gaps, which have loops of their own, give what runs with gaps do. */
  @Test
  void everyDTypeBecomesEveryOther() {
    for (DType source : DType.values()) {
      for (DType target : DType.values()) {
        for (int n = 0; n < 70; n++) {
          int at = random.nextInt(3);
          int out = random.nextInt(3);
          Object from = Elements.array(numbers(source, at + n));
          Object apart = Elements.allocate(source, 2 * (at + n) + 1);
          Elements.copy(from, source, at, 1, apart, source, at, 2, n);
          Storage dense = Storage.zeros(target, out + n + 1);
          Storage sparse = Storage.zeros(target, out + n + 1);
          Elements.copy(from, source, at, 1, Elements.array(dense), target, out, 1, n);
          Elements.copy(apart, source, at, 2, Elements.array(sparse), target, out, 1, n);
          assertSame(sparse, dense, source + " to " + target);
        }
      }
    }
  }

  /** Sizes around the blocks that turned elements go by, in all orders, with gaps and offsets. */
  @Test
  void turnedElementsComeFromTheirPlaces() {
    int[] edges = {1, 2, 3, 4, 5, 8, 9, 16, 17, 31, 32, 33, 63, 64, 65, 129};
    int[][] orders = {{0, 2, 1}, {2, 0, 1}, {1, 2, 0}, {2, 1, 0}, {1, 0, 2}};
    for (DType source : DType.values()) {
      for (int round = 0; round < 120; round++) {
        int rows = edges[random.nextInt(edges.length)];
        int columns = edges[random.nextInt(edges.length)];
        int[] sizes = {1 + Transposition.SMALL / (rows * columns), rows, columns};
        int[] order = orders[random.nextInt(orders.length)];
        int[] turned = new int[3];
        int[] strides = new int[3];
        int stride = 1;
        for (int d = 2; d >= 0; d--) {
          turned[order[d]] = sizes[d];
          strides[order[d]] = stride;
          stride *= sizes[d] + (round % 3 == 2 && d == 1 ? 3 : 0);
        }
        DType target = round % 4 == 3 ? DType.FLOAT32 : source;
        int apart = round % 5 == 4 ? 2 : 1;
        checkTurned(Layout.strided(turned, strides, random.nextInt(4)), source, target, apart);
      }
    }
  }

  private void checkTurned(Layout layout, DType source, DType target, int apart) {
    int[] dense = Layout.denseStrides(layout.sizes());
    int n = layout.numel();
    Storage from = numbers(source, 4 * n + 64);
    Layout to =
        Layout.strided(
            layout.sizes(), Arrays.stream(dense).map(stride -> stride * apart).toArray(), 5);
    Storage copy = Storage.zeros(target, n * apart + 8);
    Storage expected = Storage.zeros(target, n * apart + 8);
    Copies.copy(new View(from, layout), new View(copy, to));
    int[] places = Copies.positions(layout);
    for (int i = 0; i < n; i++) {
      Elements.copy(
          Elements.array(from),
          source,
          places[i],
          2,
          Elements.array(expected),
          target,
          5 + i * apart,
          2,
          1);
    }
    assertSame(expected, copy, layout + " of " + source + " to " + target);
  }

  /** Among them what is not finite, too small, and too large for an int. */
  private Storage numbers(DType dtype, int n) {
    double[] special = {
      0, -0.0, 1, -1, 0.5, 256, 1e-40, Double.MIN_VALUE, 1e30, Double.NaN, Double.NEGATIVE_INFINITY
    };
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] =
          random.nextInt(4) > 0
              ? random.nextInt(-300, 300)
              : special[random.nextInt(special.length)];
    }
    Storage storage = Storage.zeros(dtype, n);
    for (int i = 0; i < n; i++) {
      switch (dtype) {
        case FLOAT32 -> storage.floats()[i] = (float) numbers[i];
        case FLOAT64 -> storage.doubles()[i] = numbers[i];
        case INT64 -> storage.longs()[i] = (long) numbers[i];
        case BOOL -> storage.bools()[i] = (byte) (numbers[i] > 0 ? 1 : 0);
      }
    }
    return storage;
  }

  private static void assertSame(Storage expected, Storage actual, String what) {
    switch (expected.dtype()) {
      case FLOAT32 -> assertArrayEquals(expected.floats(), actual.floats(), what);
      case FLOAT64 -> assertArrayEquals(expected.doubles(), actual.doubles(), what);
      case INT64 -> assertArrayEquals(expected.longs(), actual.longs(), what);
      case BOOL -> assertArrayEquals(expected.bools(), actual.bools(), what);
    }
  }
}
