package org.gradlang.kernel;

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
}
