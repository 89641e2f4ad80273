package embedding;

import java.util.Locale;
import org.gradlang.Grad;
import org.gradlang.tensor.Tensor;

/**
 * Prices options by a formula in Grad; their Greeks come by autograd, and agree with the
 * textbook's.
 */
public final class Options {
  /** The formula of Black and Scholes, as an analyst would change it. */
  static final String MODEL =
      """
      fn price(spot, strike, rate, volatility, years) {
          let d1 = ((spot / strike).log() + (rate + volatility ** 2 / 2) * years) / (volatility * years.sqrt())
          let d2 = d1 - volatility * years.sqrt()
          spot * special.ndtr(d1) - strike * (-rate * years).exp() * special.ndtr(d2)
      }

      fn greeks(spot, strike, rate, volatility, years) {
          let inputs = [tensor(v, dtype=float64, requires_grad=True) for v in [spot, rate, volatility, years]]
          let s, r, v, t = inputs
          let value = price(s, strike, r, v, t)
          let delta, rho, vega, slope = autograd.grad(value, inputs, create_graph=True)
          let gamma, = autograd.grad(delta, [s])
          {"value": value, "delta": delta, "gamma": gamma, "vega": vega, "theta": -slope, "rho": rho}
      }
      """;

  /** What an option is worth, and how that changes with what it depends on. */
  public record Greeks(
      double value, double delta, double gamma, double vega, double theta, double rho) {}

  /** The functions that a model defines. */
  public interface Model {
    /** The Greeks of a European call. */
    Greeks greeks(double spot, double strike, double rate, double volatility, double years);
  }

  private Options() {}

  /** Runs the example. */
  public static void main(String[] args) {
    try (Grad grad = Grad.create()) {
      grad.eval("model.grad", MODEL);
      Model model = grad.as(Model.class);
      Greeks found = model.greeks(100, 105, 0.03, 0.2, 0.5);
      Greeks known = closedForm(100, 105, 0.03, 0.2, 0.5);
      System.out.println("by autograd: " + shown(found));
      System.out.println("closed form: " + shown(known));
      System.out.println(
          distance(found, known) < 1e-9
              ? "they agree"
              : "they differ by " + distance(found, known));
    }
  }

  /** The same by the textbook, in Java. */
  static Greeks closedForm(double s, double k, double r, double v, double t) {
    double root = Math.sqrt(t);
    double d1 = (Math.log(s / k) + (r + v * v / 2) * t) / (v * root);
    double d2 = d1 - v * root;
    double density = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
    double discounted = k * Math.exp(-r * t);
    return new Greeks(
        s * normal(d1) - discounted * normal(d2),
        normal(d1),
        density / (s * v * root),
        s * density * root,
        -s * density * v / (2 * root) - r * discounted * normal(d2),
        t * discounted * normal(d2));
  }

  /** The normal distribution function. */
  private static double normal(double x) {
    return Tensor.of(x).apply("special_ndtr").toDouble();
  }

  private static double distance(Greeks a, Greeks b) {
    double far = Math.max(Math.abs(a.value - b.value), Math.abs(a.delta - b.delta));
    far = Math.max(far, Math.max(Math.abs(a.gamma - b.gamma), Math.abs(a.vega - b.vega)));
    return Math.max(far, Math.max(Math.abs(a.theta - b.theta), Math.abs(a.rho - b.rho)));
  }

  private static String shown(Greeks g) {
    return String.format(
        Locale.ROOT,
        "value %.6f, delta %.6f, gamma %.6f, vega %.6f, theta %.6f, rho %.6f",
        g.value,
        g.delta,
        g.gamma,
        g.vega,
        g.theta,
        g.rho);
  }
}
