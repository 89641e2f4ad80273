package org.gradlang.bench.libtorch;

import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.gradlang.bench.Work;

/** Convolutions, forward and each gradient. */
final class ConvolutionSides {
  private static final long[] ONE = {1, 1};
  private static final long[] NONE = {0, 0};

  private ConvolutionSides() {}

  static void addTo(Map<String, Supplier<Work>> rows) {
    layer(rows, "conv 1-32", 1, 32, 28);
    layer(rows, "conv 32-64", 32, 64, 28);
  }

  private static void layer(
      Map<String, Supplier<Work>> rows, String name, int in, int out, int size) {
    rows.put(name, () -> new Layer(in, out, size).forward());
    rows.put(name + ", gradient of input", () -> new Layer(in, out, size).gradient(0));
    rows.put(name + ", gradient of weight", () -> new Layer(in, out, size).gradient(1));
  }

  private static final class Layer {
    private final Tensor x;
    private final Tensor w;
    private final Tensor b;
    private final Tensor g;

    Layer(int in, int out, int size) {
      torch.manual_seed(0);
      x = torch.randn(32, in, size, size);
      w = torch.randn(out, in, 3, 3);
      b = torch.randn(out);
      g = torch.randn(32, out, size, size);
    }

    Work forward() {
      TensorOptional bias = new TensorOptional(b);
      return Computation.of(() -> torch.conv2d(x, w, bias, ONE, ONE, ONE, 1));
    }

    Work gradient(int operand) {
      BoolPointer mask = new BoolPointer(3).put(0, operand == 0).put(1, operand == 1).put(2, false);
      LongArrayRefOptional noBias = new LongArrayRefOptional();
      return Computation.of(() -> {
        T_TensorTensorTensor_T all =
            torch.convolution_backward(g, x, w, noBias, ONE, ONE, ONE, false, NONE, 1, mask);
        return operand == 0 ? all.get0() : all.get1();
      });
    }
  }
}
