package org.gradlang.bench;

import static org.gradlang.bench.Row.LIBTORCH;
import static org.gradlang.bench.Row.PYTHON;

import java.util.ArrayList;
import java.util.List;

/** The convolutions of the CNN, forward and each gradient. */
final class ConvolutionRows {
  private static final String GROUP = "Convolutions";

  private ConvolutionRows() {}

  static List<Row> all() {
    List<Row> rows = new ArrayList<>();
    layer(rows, "conv 1-32", 1, 32, 28);
    layer(rows, "conv 32-64", 32, 64, 28);
    return rows;
  }

  private static void layer(List<Row> rows, String name, int in, int out, int size) {
    String setup =
        """
        torch.manual_seed(0)
        x = torch.randn(32, IN, SIZE, SIZE)
        w = torch.randn(OUT, IN, 3, 3)
        b = torch.randn(OUT)
        g = torch.randn(32, OUT, SIZE, SIZE)
        """
            .replace("IN", Integer.toString(in))
            .replace("OUT", Integer.toString(out))
            .replace("SIZE", Integer.toString(size));
    rows.add(row(name, setup, "torch.nn.functional.conv2d(x, w, b, padding=1)"));
    // The graph is recorded once, so that only the way back is timed.
    String recorded = "y = torch.nn.functional.conv2d(x, w, b, padding=1)\n";
    rows.add(
        row(
            name + ", gradient of input",
            setup + "x.requires_grad_()\n" + recorded,
            "torch.autograd.grad(y, [x], g, retain_graph=True)[0]"));
    rows.add(
        row(
            name + ", gradient of weight",
            setup + "w.requires_grad_()\n" + recorded,
            "torch.autograd.grad(y, [w], g, retain_graph=True)[0]"));
  }

  private static Row row(String name, String setup, String expression) {
    return Row.of(GROUP, name, Program.of(setup, expression))
        .threaded()
        .atLeast(1, PYTHON, LIBTORCH);
  }
}
