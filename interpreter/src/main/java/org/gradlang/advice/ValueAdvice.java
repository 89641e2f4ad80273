package org.gradlang.advice;

import java.util.List;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.Syntax;
import org.gradlang.syntax.SyntaxTree;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** What to do where a gradient, or a loss, is not the tensor that it was taken for. */
final class ValueAdvice {
  private ValueAdvice() {}

  static List<String> of(GradError error, Passage here) {
    boolean kind = error.kind() == ErrorKind.ATTRIBUTE || error.kind() == ErrorKind.TYPE;
    if (kind && error.message().contains("None")) {
      return SyntaxTree.all(here.node()).stream()
          .filter(ValueAdvice::isGradient)
          .map(node -> here.text(((Expression.Attribute) node).target()))
          .filter(name -> !name.isEmpty())
          .findFirst()
          .map(ValueAdvice::ofGradient)
          .orElse(List.of());
    }
    if (!error.message().endsWith("has no attribute 'backward'")) {
      return List.of();
    }
    List<String> became = NoGraphAdvice.ofNumber(here);
    return became.isEmpty()
        ? List.of("backward() is a method of tensors, and this is none")
        : became;
  }

  private static boolean isGradient(Syntax node) {
    return node instanceof Expression.Attribute attribute && attribute.name().equals("grad");
  }

  private static List<String> ofGradient(String name) {
    return List.of(
        "`"
            + name
            + ".grad` is None until a backward() has come to "
            + name
            + ", which must be a leaf that the loss depends on");
  }
}
