package org.gradlang.advice;

import java.util.List;
import java.util.Optional;
import org.gradlang.autograd.GraphLesson;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.SyntaxTree;

/** What to do about calls of backward and grad that ask for the wrong thing. */
final class BackwardAdvice {
  private BackwardAdvice() {}

  static List<String> ofSeveral(GraphLesson.SeveralElements lesson, Passage here) {
    String root = here.root();
    if (root.isEmpty()) {
      return List.of();
    }
    String dot = root.matches("[\\w.\\[\\]()]+") ? root : "(" + root + ")";
    return List.of(
        "make it one number first: " + dot + ".mean().backward() or " + dot + ".sum().backward()",
        "or pass gradient=, of shape "
            + lesson.layout()
            + ", which says how much each element counts");
  }

  static List<String> ofNotKept(GraphLesson.NotKept lesson, Passage here) {
    Optional<String> update =
        Passage.at(lesson.made())
            .flatMap(made -> made.around(Statement.Assign.class))
            .filter(assign -> isUpdate(assign, here))
            .map(assign -> here.text(assign.target()));
    if (update.isPresent()) {
      String w = update.get();
      return List.of(
          "`"
              + w
              + " = "
              + w
              + " ...` made a new tensor, no leaf: change the leaf itself, with"
              + " no_grad { "
              + w
              + " -= ... }");
    }
    return here.around(Expression.Attribute.class)
        .map(attribute -> here.text(attribute.target()))
        .filter(name -> !name.isEmpty())
        .map(name ->
            List.of(
                "call "
                    + name
                    + ".retain_grad() before backward()"
                    + Passage.at(lesson.made()).map(made -> ", after " + made.line(here)).orElse("")
                    + "; or take the gradient from autograd.grad(loss, "
                    + name
                    + ")"))
        .orElse(List.of());
  }

  /** Whether the tensor asked for its gradient here was assigned anew, from itself. */
  private static boolean isUpdate(Statement.Assign assign, Passage here) {
    String target = here.text(assign.target());
    return here.node() instanceof Expression.Attribute attribute
        && here.text(attribute.target()).equals(target)
        && SyntaxTree.all(assign.value()).stream().anyMatch(node -> here.text(node).equals(target));
  }

  static List<String> ofUnused(GraphLesson.Unused lesson, Passage here) {
    Optional<String> name = input(lesson.position(), here);
    String output =
        here.call()
            .flatMap(call -> Passage.argument(call, 0, "outputs"))
            .map(here::text)
            .orElse("");
    String of = output.isEmpty() ? "the outputs" : "`" + output + "`";
    return name.filter(text -> !text.isEmpty())
        .map(text ->
            List.of(
                of
                    + " was computed without `"
                    + text
                    + "`: leave it out of the inputs, or pass"
                    + " allow_unused=True to get None for it"))
        .orElse(List.of());
  }

  static List<String> ofNotRequiring(GraphLesson.NotRequiring lesson, Passage here) {
    String place = Passage.at(lesson.made()).map(made -> " on " + made.line(here)).orElse("");
    return input(lesson.position(), here)
        .filter(text -> !text.isEmpty())
        .map(text ->
            List.of(
                "pass requires_grad=True where `"
                    + text
                    + "` is made"
                    + place
                    + ", before anything is computed from it"))
        .orElse(List.of());
  }

  /** How the call writes an input. */
  private static Optional<String> input(int position, Passage here) {
    return here.call()
        .flatMap(call -> Passage.argument(call, 1, "inputs"))
        .flatMap(inputs ->
            switch (inputs) {
              case Expression.ListLiteral list -> element(list.elements(), position);
              case Expression.TupleLiteral tuple -> element(tuple.elements(), position);
              default -> position == 0 ? Optional.of(inputs) : Optional.empty();
            })
        .map(here::text);
  }

  private static Optional<Expression> element(List<Expression> elements, int position) {
    boolean known =
        position < elements.size()
            && elements.subList(0, position + 1).stream()
                .noneMatch(Expression.Spread.class::isInstance);
    return known ? Optional.of(elements.get(position)) : Optional.empty();
  }
}
