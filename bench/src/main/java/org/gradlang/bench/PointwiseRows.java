package org.gradlang.bench;

import static org.gradlang.bench.Row.LIBTORCH;
import static org.gradlang.bench.Row.PYTHON;

import java.util.ArrayList;
import java.util.List;

/** Functions of 2^20 elements, forward and backward. */
final class PointwiseRows {
  private static final String GROUP = "Functions of 2^20 elements";
  private static final String FORWARD =
      """
      torch.manual_seed(0)
      x = torch.randn(1024, 1024)
      """;
  private static final String BACKWARD =
      """
      torch.manual_seed(0)
      x = torch.randn(1024, 1024, requires_grad=True)
      g = torch.randn(1024, 1024)
      """;
  private static final String PAIR =
      """
      torch.manual_seed(0)
      a = torch.randn(1024, 1024)
      b = torch.randn(1024, 1024)
      """;
  private static final String PAIR_BACKWARD =
      """
      torch.manual_seed(0)
      a = torch.randn(1024, 1024, requires_grad=True)
      b = torch.randn(1024, 1024, requires_grad=True)
      g = torch.randn(1024, 1024)
      """;

  private PointwiseRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    function(rows, "exp", "torch.exp(x)", 1.2);
    function(rows, "tanh", "torch.tanh(x)", 2);
    function(rows, "sigmoid", "torch.sigmoid(x)", 1.2);
    function(rows, "softmax", "torch.softmax(x, dim=1)", 1.2);
    function(rows, "layer_norm", "torch.nn.functional.layer_norm(x, [1024])", 1.2);
    function(rows, "sum", "torch.sum(x)", 1.2);
    rows.add(
        Row.of(GROUP, "a*b + a*0.5 - tanh(b)", Program.of(PAIR, "a * b + a * 0.5 - torch.tanh(b)"))
            .threaded()
            .atLeast(2.5, PYTHON, LIBTORCH));
    rows.add(
        Row.of(
                GROUP,
                "a*b + a*0.5 - tanh(b), forward and backward",
                Program.of(
                    PAIR_BACKWARD,
                    "torch.autograd.grad(a * b + a * 0.5 - torch.tanh(b), [a, b], g)[1]"))
            .threaded()
            .atLeast(2.5, PYTHON, LIBTORCH));
    other(rows, "add", PAIR, "a + b");
    other(rows, "log", FORWARD, "torch.log(torch.abs(x))");
    other(rows, "erf", FORWARD, "torch.erf(x)");
    other(rows, "gelu", FORWARD, "torch.nn.functional.gelu(x)");
    other(rows, "leaky_relu", FORWARD, "torch.nn.functional.leaky_relu(x, 0.2)");
    other(rows, "sum over rows", FORWARD, "x.sum(dim=0)");
    other(rows, "sum over columns", FORWARD, "x.sum(dim=1)");
    other(rows, "max over columns", FORWARD, "x.max(dim=1)[0]");
    other(rows, "copy of a transposed", FORWARD, "x.t().contiguous()");
    other(rows, "cat", PAIR, "torch.cat([a, b], dim=1)");
    other(
        rows,
        "batch_norm",
        images(),
        "torch.nn.functional.batch_norm(x, None, None, training=True)");
    other(rows, "max_pool2d", images(), "torch.nn.functional.max_pool2d(x, 2)");
    other(
        rows,
        "upsample",
        images(),
        "torch.nn.functional.interpolate(x, scale_factor=2, mode=\"nearest\")");
    other(
        rows,
        "embedding",
        """
        torch.manual_seed(0)
        w = torch.randn(10000, 64)
        places = torch.randint(0, 10000, (16384,))
        """,
        "torch.nn.functional.embedding(places, w)");
    return rows;
  }

  private static String images() {
    return """
    torch.manual_seed(0)
    x = torch.randn(16, 64, 32, 32)
    """;
  }

  private static void function(List<Row> rows, String name, String expression, double required) {
    rows.add(
        Row.of(GROUP, name, Program.of(FORWARD, expression))
            .threaded()
            .atLeast(required, PYTHON, LIBTORCH));
    String gradient =
        name.equals("sum")
            ? "torch.autograd.grad(EXPRESSION, [x])[0]"
            : "torch.autograd.grad(EXPRESSION, [x], g)[0]";
    rows.add(
        Row.of(
                GROUP,
                name + ", forward and backward",
                Program.of(BACKWARD, gradient.replace("EXPRESSION", expression)))
            .threaded());
  }

  private static void other(List<Row> rows, String name, String setup, String expression) {
    rows.add(Row.of(GROUP, name, Program.of(setup, expression)).threaded());
  }
}
