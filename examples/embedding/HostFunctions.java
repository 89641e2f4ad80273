package embedding;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.Argument;
import org.gradlang.DifferentiableFunction;
import org.gradlang.Export;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.HostCall;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What a host can give to its programs: functions, objects, operations with gradients, hooks. */
public final class HostFunctions {
  /** An object of the host; programs reach what is exported, and nothing else. */
  public static final class Orders {
    private final List<String> placed = new ArrayList<>();

    /** Places an order. */
    @Export(doc = "Places an order and gives its number.")
    public int order(String symbol, int count, @Argument(orElse = "None") @Nullable Double limit) {
      if (count < 1) {
        throw new IllegalArgumentException("count must be positive, not " + count);
      }
      placed.add(count + " " + symbol + (limit == null ? "" : " at " + limit));
      return placed.size();
    }

    /** For the host alone. */
    public void cancelAll() {
      placed.clear();
    }
  }

  /** The softplus of x, with a gradient that is made in Java. */
  static final class Softplus implements DifferentiableFunction {
    @Override
    public Tensor forward(HostCall call) {
      return call.tensor("x").exp().add(1).log();
    }

    @Override
    public Tensor[] gradients(HostCall call, Tensor result, Tensor cotangent) {
      return new Tensor[] {call.tensor("x").sigmoid().mul(cotangent)};
    }
  }

  private HostFunctions() {}

  /** Runs the example. */
  public static void main(String[] args) {
    Orders orders = new Orders();
    Grad grad =
        Grad.builder()
            .function(
                "discount(amount: tensor, years: float, rate: float = 0.05)",
                call ->
                    call.tensor("amount")
                        .mul(Math.exp(-call.number("rate") * call.number("years"))))
            .export("market", orders)
            .operation("soft(x: tensor)", new Softplus())
            .build();

    System.out.println(grad.eval("discount(tensor([100., 200.]), years=2)"));
    grad.eval("market.order(\"grad\", 3); market.order(\"java\", 1, limit=2.5);");
    System.out.println(orders.placed);
    try {
      grad.eval("let n = 0\nmarket.order(\"grad\", n)");
    } catch (GradException e) {
      System.out.println("line " + e.line() + ": " + e.message());
    }

    Tensor x = Tensor.of(new double[] {0, 2});
    x.setRequiresGrad(true);
    x.registerHook(gradient -> gradient.mul(10));
    grad.set("x", x);
    grad.eval("soft(x).sum().backward()");
    System.out.println(x.grad());
    System.out.println(
        "right: " + grad.eval("autograd.gradcheck(soft, (x.detach().requires_grad_(),))"));
  }
}
