package org.gradlang.fuzz;

import java.util.List;
import java.util.Random;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/**
 * Random tensors of one call: their sizes come from few numbers, and most have one dtype, so that
 * they often fit each other.
 */
final class RandomTensors {
  private static final int[] SIZES = {1, 2, 2, 3, 3, 4, 4, 5, 6, 0};
  private static final double[] ODD = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, 1e300, -1e-300, 1e18
  };

  private final Random random;
  private final int[] sizes = new int[3];
  private final DType dtype;
  private final int[] shape;

  RandomTensors(Random random) {
    this.random = random;
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = SIZES[random.nextInt(SIZES.length)];
    }
    this.dtype = random.nextInt(4) == 0 ? anyDType() : floating();
    this.shape = anyShape();
  }

  private DType floating() {
    return random.nextBoolean() ? DType.FLOAT32 : DType.FLOAT64;
  }

  DType anyDType() {
    List<DType> all = List.of(DType.values());
    return all.get(random.nextInt(all.size()));
  }

  private int[] anyShape() {
    int[] found = new int[Math.max(0, Math.min(4, random.nextInt(7) - 1))];
    for (int d = 0; d < found.length; d++) {
      found[d] = sizes[random.nextInt(sizes.length)];
    }
    return found;
  }

  Tensor next() {
    DType chosen = random.nextInt(5) == 0 ? anyDType() : dtype;
    return recorded(of(chosen, random.nextInt(3) == 0 ? anyShape() : shape));
  }

  /** Of a dtype and a shape, sometimes a view of a larger tensor. */
  Tensor of(DType type, int[] wanted) {
    return switch (wanted.length == 0 ? 3 : random.nextInt(8)) {
      case 0 -> {
        int[] turned = wanted.clone();
        turned[0] = wanted[wanted.length - 1];
        turned[wanted.length - 1] = wanted[0];
        yield dense(type, turned).transpose(0, wanted.length - 1);
      }
      case 1 -> {
        int[] wider = wanted.clone();
        wider[0] += 2;
        yield dense(type, wider).narrow(0, 1, wanted[0]);
      }
      case 2 -> {
        int[] thin = wanted.clone();
        thin[0] = 1;
        yield dense(type, thin).expand(wanted);
      }
      default -> dense(type, wanted);
    };
  }

  private Tensor dense(DType type, int[] wanted) {
    Layout layout = Layout.contiguous(wanted);
    Storage storage = Storage.zeros(type, layout.numel());
    int manner = random.nextInt(6);
    for (int i = 0; i < layout.numel(); i++) {
      put(storage, i, number(manner));
    }
    return new Tensor(storage, layout);
  }

  private double number(int manner) {
    return switch (manner) {
      case 0 -> random.nextInt(5);
      case 1 -> random.nextInt(8) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextGaussian();
      case 2 -> random.nextDouble();
      case 3 -> random.nextInt(-3, 7);
      case 4 -> 0;
      default -> random.nextGaussian();
    };
  }

  private static void put(Storage storage, int i, double value) {
    switch (storage.dtype()) {
      case FLOAT32 -> storage.floats()[i] = (float) value;
      case FLOAT64 -> storage.doubles()[i] = value;
      case INT64 -> storage.longs()[i] = (long) value;
      case BOOL -> storage.bools()[i] = value > 0.5 ? (byte) 1 : 0;
    }
  }

  /** Some want gradients, as leaves or as results. */
  private Tensor recorded(Tensor x) {
    if (!x.dtype().isFloating() || random.nextInt(3) != 0) {
      return x;
    }
    x.setRequiresGrad(true);
    return random.nextBoolean() ? x : x.mul(1L);
  }
}
