package embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gradlang.Frozen;
import org.gradlang.Grad;
import org.gradlang.Script;
import org.gradlang.tensor.Tensor;

/** A model is trained once, and served from several threads: each has an engine of its own. */
public final class Serving {
  private static final Script MODEL =
      Script.compile(
          "model.grad",
          """
          let model = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1), nn.Sigmoid())
          fn predict(x) { no_grad { model(x).squeeze(1) } }
          """);

  private static final String TRAINING =
      """
      let x = rand(256, 2) * 2 - 1
      let y = (x[:, 0] * x[:, 1] > 0).float()
      let optimizer = optim.Adam(model.parameters(), lr=0.02)
      let loss = None
      for step in range(400) {
          optimizer.zero_grad()
          loss = F.binary_cross_entropy(model(x).squeeze(1), y)
          loss.backward()
          optimizer.step()
      }
      loss.item()
      """;

  private Serving() {}

  /** What serves a request. */
  interface Predictor {
    /** The probabilities for rows of two numbers. */
    float[] predict(Tensor rows);
  }

  /** Trains a model and gives its state, which every thread can have. */
  static Frozen train() {
    try (Grad grad = Grad.builder().seed(1).build()) {
      grad.eval(MODEL);
      double loss = grad.eval("training.grad", TRAINING).asDouble();
      System.out.println("trained: " + (loss < 0.2 ? "well" : "badly, loss " + loss));
      return grad.eval("model.state_dict()").freeze();
    }
  }

  /** An engine with the trained model, for the thread that calls. */
  static Grad engine(Frozen state) {
    Grad grad = Grad.builder().threads(1).build();
    grad.eval(MODEL);
    grad.set("state", state);
    grad.eval("model.load_state_dict(state); model.eval();");
    return grad;
  }

  /** Runs the example. */
  public static void main(String[] args) throws InterruptedException, ExecutionException {
    Frozen state = train();
    ThreadLocal<Predictor> predictors =
        ThreadLocal.withInitial(() -> engine(state).as(Predictor.class));
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<float[]>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        float side = i % 2 == 0 ? 0.5f : -0.5f;
        answers.add(
            threads.submit(
                () -> predictors.get().predict(Tensor.of(new float[][] {{0.5f, side}}))));
      }
      int right = 0;
      for (int i = 0; i < answers.size(); i++) {
        right += answers.get(i).get()[0] > 0.5f == (i % 2 == 0) ? 1 : 0;
      }
      System.out.println(right + " of 100 requests answered rightly by 4 threads");
    }
  }
}
