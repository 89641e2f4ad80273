package org.gradlang.advice;

import java.util.List;
import java.util.Optional;
import org.gradlang.autograd.GraphLesson;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.Target;

/** What to do about leaves: those that were to be changed, and results that should be some. */
final class LeafAdvice {
  private LeafAdvice() {}

  /** A leaf, or a view of it, was to be changed in place here. */
  static List<String> ofChanged(Passage here) {
    Optional<String> statement = here.statement().map(here::text).filter(text -> !text.isEmpty());
    if (statement.isEmpty()) {
      return List.of();
    }
    String update =
        "to set or update values, do it unrecorded: no_grad { " + statement.get() + " }";
    return List.of(update, "to compute with them, make a new tensor first: " + copy(here));
  }

  private static String copy(Passage here) {
    String name =
        here.around(Statement.AugmentedAssign.class)
            .map(Statement.AugmentedAssign::target)
            .or(() -> here.around(Statement.Assign.class).map(Statement.Assign::target))
            .map(target ->
                target instanceof Target.Index index
                    ? here.text(index.object())
                    : here.text(target))
            .orElseGet(here::receiver);
    return name.isEmpty() ? "a clone() of it" : "let copy = " + name + ".clone()";
  }

  /** A result was given where only a leaf will do. */
  static List<String> ofNotLeaf(GraphLesson.NotLeaf lesson, Passage here) {
    Optional<Passage> made = Passage.at(lesson.made());
    Optional<Expression> value = made.flatMap(LeafAdvice::value);
    if (made.isEmpty() || value.isEmpty() || made.get().text(value.get()).isEmpty()) {
      return List.of();
    }
    String text = made.get().text(value.get());
    return List.of(
        "make a leaf of the finished values on "
            + made.get().line(here)
            + ": ("
            + text
            + ").detach().requires_grad_()");
  }

  private static Optional<Expression> value(Passage made) {
    return made.around(Expression.class).filter(node -> node.span().equals(made.span()));
  }
}
