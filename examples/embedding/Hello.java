package embedding;

import org.gradlang.Grad;
import org.gradlang.tensor.Tensor;

/** The first program: values go in, a script runs, values and gradients come out. */
public final class Hello {
  private Hello() {}

  /** Runs the example. */
  public static void main(String[] args) {
    try (Grad grad = Grad.create()) { // grants nothing: no files, no output
      grad.set("x", Tensor.of(new float[][] {{1, 2}, {3, 4}}));
      double mean = grad.eval("(x ** 2).mean()").asDouble();
      System.out.println("mean of squares: " + mean);
    }
    gradients();
  }

  private static void gradients() {
    try (Grad grad = Grad.create()) {
      Tensor w = Tensor.of(new double[] {1, 2, 3});
      w.setRequiresGrad(true);
      grad.set("w", w);
      grad.eval("(w ** 3).sum().backward()");
      System.out.println("gradient: " + w.grad());
    }
  }
}
