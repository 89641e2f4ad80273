package org.gradlang.spec.operation;

import java.util.List;
import java.util.stream.Collectors;
import org.gradlang.op.Chapter;
import org.gradlang.op.Op;
import org.gradlang.op.OperationText;
import org.gradlang.op.Operations;

/** The text of {@code docs/operations.md}: all operations, as their declarations describe them. */
final class ReferencePage {
  private static final String HEAD =
      """
      # Operations

      Every operation on tensors, as it is declared. `help(softmax)` shows a script the same, with samples.

      - A tensor, or a nested list of numbers, is taken where a signature says `tensor`; `operand` takes a number too, `tensors` a list of
        tensors, `ints` one int or several. `?` admits None. What stands after `*` is given by keyword only.
      - `x.view(...)` stands for what is a method only. Every other operation is a function; most are methods as well, and `dir(x)` lists those.
      - "In place" names the form that writes its result over its first tensor.
      - "Gradients" names the parameters that gradients flow to. They have gradients themselves, save where it says "once".

      This page is written from the declarations: `tools/operations` does so, and a test fails where it is out of date.
      """;

  private static final String COLUMNS =
      """
      | operation | what it gives | in place | gradients |
      | --- | --- | --- | --- |
      """;

  private ReferencePage() {}

  static String text() {
    return Operations.chapters().stream()
        .map(ReferencePage::chapter)
        .collect(Collectors.joining("\n", HEAD + "\n", ""));
  }

  private static String chapter(Chapter chapter) {
    return chapter.operations().stream()
        .filter(op -> GradientCheck.plain(op) == op)
        .map(ReferencePage::row)
        .collect(Collectors.joining("", "## " + chapter.title() + "\n\n" + COLUMNS, ""));
  }

  private static String row(Op op) {
    String forms =
        OperationText.forms(op).stream()
            .map(form -> "`" + form + "`")
            .collect(Collectors.joining("<br>"));
    Op inPlace = Operations.find(op.name() + "_");
    return "| %s | %s | %s | %s |\n"
        .formatted(
            forms,
            op.documentation().replace("|", "\\|"),
            inPlace == null ? "" : "`" + inPlace.path() + "`",
            gradients(op));
  }

  private static String gradients(Op op) {
    List<String> parameters = OperationText.differentiable(op);
    String names =
        parameters.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    return parameters.isEmpty() || op.isDifferentiableTwice() ? names : names + ", once";
  }
}
