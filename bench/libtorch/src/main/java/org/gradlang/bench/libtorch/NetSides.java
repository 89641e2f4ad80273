package org.gradlang.bench.libtorch;

import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.LSTMImpl;
import org.bytedeco.pytorch.LSTMOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.gradlang.bench.Work;

/** Steps of training. */
final class NetSides {
  private NetSides() {}

  static void addTo(Map<String, Supplier<Work>> rows) {
    rows.put("MLP step", () -> new Steps(3, Mlp::new));
    rows.put("CNN step", () -> new Steps(3, Cnn::new));
    rows.put("LSTM step", () -> new Steps(3, Lstm::new));
  }

  private static TensorVector parameters(Module... layers) {
    TensorVector all = new TensorVector();
    for (Module layer : layers) {
      TensorVector some = layer.parameters();
      for (long i = 0; i < some.size(); i++) {
        all.push_back(some.get(i));
      }
    }
    return all;
  }

  /** The loss of a net's scores, and a step of its optimizer. */
  private abstract static class Classifier implements Steps.Training {
    private final Tensor x;
    private final Tensor t;

    Classifier(long... sizes) {
      torch.manual_seed(0);
      x = torch.randn(sizes);
      t = torch.randint(0, 10, new long[] {sizes[0]}).to(torch.ScalarType.Long);
      torch.manual_seed(1);
    }

    abstract Tensor scores(Tensor input);

    abstract Optimizer optimizer();

    @Override
    public Tensor step() {
      optimizer().zero_grad();
      Tensor loss = torch.cross_entropy(scores(x), t);
      loss.backward();
      optimizer().step();
      return loss;
    }
  }

  private static final class Mlp extends Classifier {
    private final LinearImpl first;
    private final LinearImpl second;
    private final LinearImpl third;
    private final Adam optimizer;

    Mlp() {
      super(64, 784);
      first = new LinearImpl(784, 256);
      second = new LinearImpl(256, 128);
      third = new LinearImpl(128, 10);
      optimizer = new Adam(parameters(first, second, third), new AdamOptions(0.001));
    }

    @Override
    Tensor scores(Tensor input) {
      return third.forward(second.forward(first.forward(input).relu()).relu());
    }

    @Override
    Optimizer optimizer() {
      return optimizer;
    }

    @Override
    public Tensor parameter() {
      return first.weight();
    }
  }

  private static final class Cnn extends Classifier {
    private static final long[] ONE = {1, 1};
    private final Conv2dImpl first;
    private final Conv2dImpl second;
    private final LinearImpl third;
    private final SGD optimizer;

    Cnn() {
      super(32, 1, 28, 28);
      first = new Conv2dImpl(1, 32, new LongPointer(3, 3));
      second = new Conv2dImpl(32, 64, new LongPointer(3, 3));
      third = new LinearImpl(64 * 7 * 7, 10);
      optimizer = new SGD(parameters(first, second, third), new SGDOptions(0.01));
    }

    /** The layer with padding, which its options as bytedeco has them cannot say. */
    private static Tensor padded(Conv2dImpl layer, Tensor input) {
      return torch.conv2d(
          input, layer.weight(), new TensorOptional(layer.bias()), ONE, ONE, ONE, 1);
    }

    @Override
    Tensor scores(Tensor input) {
      Tensor middle = torch.max_pool2d(padded(first, input).relu(), 2, 2);
      return third.forward(torch.max_pool2d(padded(second, middle).relu(), 2, 2).flatten(1, -1));
    }

    @Override
    Optimizer optimizer() {
      return optimizer;
    }

    @Override
    public Tensor parameter() {
      return first.weight();
    }
  }

  private static final class Lstm extends Classifier {
    private final LSTMImpl lstm;
    private final LinearImpl out;
    private final Adam optimizer;

    Lstm() {
      super(32, 50, 32);
      LSTMOptions options = new LSTMOptions(32, 128);
      options.batch_first().put(true);
      lstm = new LSTMImpl(options);
      out = new LinearImpl(128, 10);
      optimizer = new Adam(parameters(lstm, out), new AdamOptions(0.001));
    }

    @Override
    Tensor scores(Tensor input) {
      return out.forward(lstm.forward(input).get0().select(1, -1));
    }

    @Override
    Optimizer optimizer() {
      return optimizer;
    }

    @Override
    public Tensor parameter() {
      return out.weight();
    }
  }
}
