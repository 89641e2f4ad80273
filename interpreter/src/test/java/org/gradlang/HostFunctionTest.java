package org.gradlang;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Functions, objects and operations that a host gives to its programs. */
class HostFunctionTest {
  /** What a trading system might export. */
  static final class Market {
    private final List<String> orders = new ArrayList<>();

    @Export(doc = "The last price.")
    public double quote(String symbol, @Argument(orElse = "1.0") double factor) {
      return symbol.length() * factor;
    }

    @Export("order")
    void place(String symbol, @Argument("n") int count, @Argument(orElse = "None") Double limit) {
      if (count < 1) {
        throw new IllegalArgumentException("count must be positive, not " + count);
      }
      orders.add(symbol + " " + count + " " + limit);
    }

    @Export
    double total(double... parts) {
      double sum = 0;
      for (double part : parts) {
        sum += part;
      }
      return sum;
    }

    @Export
    void fail() throws IOException {
      throw new IOException("the line is dead");
    }

    public void shutDown() {
      orders.clear();
    }
  }

  /** x cubed, which notes how often it went back. */
  static final class Cube implements DifferentiableFunction {
    int backwards;

    @Override
    public Tensor forward(HostCall call) {
      return call.tensor("x").pow(3).mul(call.number("scale"));
    }

    @Override
    public @Nullable Tensor[] gradients(HostCall call, Tensor result, Tensor cotangent) {
      backwards++;
      return new Tensor[] {call.tensor("x").square().mul(3 * call.number("scale")).mul(cotangent)};
    }
  }

  interface Payoff {
    Tensor pay(Tensor spot, double strike);
  }

  private final StringWriter out = new StringWriter();
  private final Market market = new Market();
  private final Cube cube = new Cube();
  private final Grad grad =
      Grad.builder()
          .out(out)
          .function(
              "price(spot: tensor, strike: float, rate: float = 0.5)",
              "A price.",
              call -> call.tensor("spot").sub(call.number("strike") * call.number("rate")))
          .function("apply(f: fn, x: any)", call -> call.value("f").call(call.value("x")))
          .function("pay", Payoff.class, (spot, strike) -> spot.sub(strike).apply("relu"))
          .export("market", market)
          .operation("cube(x: tensor, scale: float = 1)", cube)
          .build();

  private GradException error(String code) {
    return assertThrows(GradException.class, () -> grad.eval(code));
  }

  @Test
  void signaturesNameTypeAndDefaultTheParameters() {
    assertEquals("tensor([0.5000])", grad.eval("price(tensor([1.]), 1)").toString());
    assertEquals("tensor([1.])", grad.eval("price(tensor([1.]), strike=2, rate=0)").toString());
    GradException missing = error("let x = 1\nprice(tensor([1.]))");
    assertEquals("TypeError", missing.kind());
    assertEquals(2, missing.line());
    assertTrue(missing.message().contains("strike"), missing.message());
    assertTrue(error("price('a', 1)").message().contains("spot"));
    assertTrue(error("price(tensor([1.]), 1, speed=2)").message().contains("speed"));
    grad.eval("help(price)");
    assertTrue(out.toString().contains("A price."), out.toString());
  }

  @Test
  void aFunctionalInterfaceTypesItsParameters() {
    assertEquals("tensor([0., 1.])", grad.eval("pay(tensor([1., 3.]), 2)").toString());
    assertEquals("TypeError", error("pay(tensor([1.]), 'a')").kind());
    assertThrows(
        IllegalArgumentException.class, () -> Grad.builder().function("f", Market.class, market));
    assertThrows(
        IllegalArgumentException.class, () -> Grad.builder().function("f(x: what)", call -> 1));
  }

  @Test
  void onlyExportedMethodsAreReachable() {
    assertEquals(3, grad.eval("market.quote('abc')").asDouble());
    assertEquals(6, grad.eval("market.quote('abc', factor=2)").asDouble());
    grad.eval("market.order('x', 2)\nmarket.order('y', n=1, limit=0.5)");
    assertEquals(List.of("x 2 null", "y 1 0.5"), market.orders);
    assertEquals(6, grad.eval("market.total(1, 2.5, 2.5)").asDouble());
    assertEquals("AttributeError", error("market.shutDown()").kind());
    assertEquals("AttributeError", error("market.orders").kind());
    assertEquals("AttributeError", error("market.getClass()").kind());
    assertThrows(IllegalArgumentException.class, () -> Grad.builder().export(new Object()));
  }

  @Test
  void whatTheHostThrowsIsAnErrorOfTheProgramWithItsCause() {
    GradException wrong = error("\nmarket.order('x', 0)");
    assertEquals("ValueError", wrong.kind());
    assertEquals(2, wrong.line());
    assertEquals("order(): count must be positive, not 0", wrong.message());
    assertInstanceOf(IllegalArgumentException.class, wrong.getCause());
    GradException dead = error("market.fail()");
    assertEquals("Error", dead.kind());
    assertInstanceOf(IOException.class, dead.getCause());
    assertEquals(
        "caught fail() failed: java.io.IOException: the line is dead",
        grad.eval("let m = ''; try { market.fail() } catch e { m = 'caught ' + e.message }; m")
            .asString());
    assertEquals("OverflowError", error("market.order('x', 2 ** 40)").kind());
  }

  @Test
  void hostsCallProgramsBack() {
    assertEquals(5, grad.eval("apply(x -> x + 2, 3)").asLong());
    GradException inner = error("fn f(x) { 1 / x }\napply(f, 0)");
    assertEquals("ZeroDivisionError", inner.kind());
    assertEquals(1, inner.line());
  }

  @Test
  void operationsOfTheHostHaveGradients() {
    Tensor x = Tensor.of(new double[] {1, 2});
    x.setRequiresGrad(true);
    grad.set("x", x);
    assertEquals("CubeBackward", grad.eval("cube(x).grad_fn.name()").asString());
    grad.eval("cube(x, scale=2).sum().backward()");
    assertArrayEquals(new double[] {6, 24}, Objects.requireNonNull(x.grad()).toDoubleArray());
    assertEquals(
        "tensor([ 6., 12.], dtype=torch.float64)",
        grad.eval(
                "let slope, = autograd.grad(cube(x).sum(), x, create_graph=True);"
                    + " autograd.grad(slope.sum(), x)[0]")
            .toString());
    int before = cube.backwards;
    grad.eval("no_grad { cube(x) }\ncube(ones(2))");
    assertEquals(before, cube.backwards);
    GradException changed = error("let y = x * 1; let z = cube(y).sum(); y.mul_(2); z.backward()");
    assertEquals("AutogradError", changed.kind());
  }

  @Test
  void hooksAreWrittenInJava() {
    Tensor x = Tensor.of(new double[] {1, 2});
    x.setRequiresGrad(true);
    List<double[]> seen = new ArrayList<>();
    x.registerHook(gradient -> {
      seen.add(gradient.toDoubleArray());
      return gradient.mul(10);
    });
    grad.set("x", x);
    grad.eval("(x * 3).sum().backward()");
    assertArrayEquals(new double[] {3, 3}, seen.getFirst());
    assertArrayEquals(new double[] {30, 30}, Objects.requireNonNull(x.grad()).toDoubleArray());
  }

  @Test
  void aScriptRunsWithVariables() {
    Script script = Script.compile("rule", "limit * 2 + x", Set.of("limit", "x"));
    assertEquals(7, script.run(grad, Map.of("limit", 3, "x", 1)).asLong());
    assertEquals(9, script.run(grad, Map.of("limit", 3, "x", 3)).asLong());
    Script own = grad.compile("own", "market.quote('ab')");
    assertEquals(2, own.run(grad, Map.of()).asDouble());
  }
}
