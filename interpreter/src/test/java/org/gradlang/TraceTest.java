package org.gradlang;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What a host is told of a running program; what lines look like is in spec/autograd/trace.grad.
 */
class TraceTest {
  private final List<String> lines = new ArrayList<>();

  private static TextStyle style(int columns, boolean unicode) {
    return new TextStyle(columns, 24, TextStyle.Colors.NONE, unicode);
  }

  @Test
  void aHostHearsOperationsAndSteps() {
    try (Grad grad = Grad.create()) {
      grad.trace(lines::add, style(200, true));
      assertTrue(grad.isTraced());
      grad.eval("let w = ones(2, requires_grad=True)\n(w * 3).sum().backward()");
      grad.trace(null, style(200, true));
      assertFalse(grad.isTraced());
      grad.eval("ones(2)");
    }
    List<String> names = lines.stream().map(line -> line.strip().split(" ")[0]).toList();
    assertEquals(
        List.of("ones", "mul", "sum", "backward", "SumBackward0", "MulBackward0", "AccumulateGrad"),
        names);
    assertTrue(lines.get(1).contains("∂[2] 3"), lines.get(1));
    assertTrue(lines.getLast().contains("sets w.grad"), lines.getLast());
  }

  @Test
  void anErrorLeavesTheIndentationAsItWas() {
    String code =
        """
        let w = ones(2, requires_grad=True)
        w.register_hook(g -> { raise "stop" })
        no_grad { w.sum() }
        w.sum().backward()
        """;
    try (Grad grad = Grad.create()) {
      grad.trace(lines::add, style(200, true));
      assertThrows(GradException.class, () -> grad.eval(code));
      grad.eval("ones(2)");
    }
    assertTrue(lines.getLast().startsWith("  ones"), lines.getLast());
  }

  @Test
  void linesFitIntoATerminal() {
    try (Grad grad = Grad.create()) {
      grad.trace(lines::add, style(75, false));
      grad.eval("let w = ones(2, requires_grad=True)\n" + "(w * 3 + 1 + 2 + 3 + 4 + 5 + 6).sum()");
    }
    lines.forEach(line -> assertTrue(line.length() <= 75 && !line.contains("∂"), line));
    assertTrue(lines.get(1).contains("*[2] 3"), lines.get(1));
  }
}
