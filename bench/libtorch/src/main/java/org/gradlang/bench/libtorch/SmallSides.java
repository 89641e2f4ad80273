package org.gradlang.bench.libtorch;

import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.gradlang.bench.Work;

/** Small programs. */
final class SmallSides {
  private SmallSides() {}

  static void addTo(Map<String, Supplier<Work>> rows) {
    rows.put("alternating step", () -> new Steps(10, Alternating::new));
    rows.put(
        "add 4x4",
        () -> {
          Small t = new Small();
          return Computation.bare(() -> t.x.add(t.w));
        });
    rows.put(
        "mul-add-sum-backward 4x4",
        () -> {
          Small t = new Small();
          return Computation.of(() -> {
            t.x.mul(t.w).add(t.w).sum().backward();
            return t.x.grad();
          });
        });
    rows.put(
        "relu 4x4",
        () -> {
          Small t = new Small();
          return Computation.bare(() -> t.x.relu());
        });
    rows.put(
        "mm 4x4",
        () -> {
          Small t = new Small();
          return Computation.bare(() -> t.x.mm(t.w));
        });
    rows.put(
        "Linear(4, 4)",
        () -> {
          Small t = new Small();
          LinearImpl layer = new LinearImpl(4, 4);
          return Computation.bare(() -> layer.forward(t.w));
        });
  }

  private static final class Small {
    private final Tensor x;
    private final Tensor w;

    Small() {
      torch.manual_seed(0);
      x = torch.randn(4, 4).requires_grad_();
      w = torch.randn(4, 4);
    }
  }

  private static final class Alternating implements Steps.Training {
    private final Tensor x = torch.linspace(new Scalar(-3), new Scalar(3), 64).unsqueeze(1);
    private final Tensor y = x.sin();
    private final LinearImpl features;
    private final LinearImpl inner;
    private final LinearImpl outer;
    private final Adam first;
    private final Adam second;

    Alternating() {
      torch.manual_seed(1);
      features = new LinearImpl(1, 10);
      inner = new LinearImpl(10, 10);
      outer = new LinearImpl(10, 1);
      first = new Adam(features.parameters(), new AdamOptions(0.005));
      TensorVector both = inner.parameters();
      both.push_back(outer.weight());
      both.push_back(outer.bias());
      second = new Adam(both, new AdamOptions(0.005));
    }

    private Tensor guess(Tensor hidden) {
      return outer.forward(inner.forward(hidden).tanh());
    }

    @Override
    public Tensor step() {
      first.zero_grad();
      second.zero_grad();
      torch.mse_loss(guess(features.forward(x).tanh().detach()), y).backward();
      second.step();
      first.zero_grad();
      second.zero_grad();
      Tensor loss = torch.mse_loss(guess(features.forward(x).tanh()), y);
      loss.backward();
      first.step();
      return loss;
    }

    @Override
    public Tensor parameter() {
      return features.weight();
    }
  }
}
