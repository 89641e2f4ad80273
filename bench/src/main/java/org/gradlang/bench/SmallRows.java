package org.gradlang.bench;

import static org.gradlang.bench.Row.LIBTORCH;
import static org.gradlang.bench.Row.PYTHON;

import java.util.List;

/** Programs whose tensors are so small that what surrounds the arithmetic takes the time. */
final class SmallRows {
  private static final String GROUP = "Small programs";
  private static final String SETUP =
      """
      torch.manual_seed(0)
      x = torch.randn(4, 4, requires_grad=True)
      w = torch.randn(4, 4)
      """;

  private SmallRows() {}

  static List<Row> all() {
    return List.of(
        Row.of(GROUP, "alternating step", Program.files("alternating"))
            .atLeast(15, PYTHON)
            .atLeast(5, LIBTORCH),
        Row.of(GROUP, "add 4x4", Program.of(SETUP, "x + w")).atLeast(15, PYTHON),
        Row.of(
                GROUP,
                "mul-add-sum-backward 4x4",
                Program.statements(SETUP, "(x * w + w).sum().backward()", "[x.grad]"))
            .atLeast(20, PYTHON),
        Row.of(GROUP, "relu 4x4", Program.of(SETUP, "x.relu()")),
        Row.of(GROUP, "mm 4x4", Program.of(SETUP, "x.mm(w)")),
        Row.of(
            GROUP,
            "Linear(4, 4)",
            Program.of(SETUP + "layer = torch.nn.Linear(4, 4)\n", "layer(w)")));
  }
}
