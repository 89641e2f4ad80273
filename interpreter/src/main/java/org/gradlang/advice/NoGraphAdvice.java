package org.gradlang.advice;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gradlang.autograd.Cut;
import org.gradlang.autograd.GraphLesson;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.Syntax;
import org.gradlang.syntax.SyntaxTree;
import org.gradlang.syntax.Target;

/** What to do about a tensor without a graph: which line cut it, or which leaves are none. */
final class NoGraphAdvice {
  private static final Set<String> TO_NUMBERS = Set.of("item", "tolist", "float", "int");
  private static final Set<String> MAKERS =
      Set.of(
          "tensor",
          "zeros",
          "ones",
          "rand",
          "randn",
          "full",
          "arange",
          "linspace",
          "eye",
          "zeros_like",
          "ones_like",
          "rand_like",
          "randn_like",
          "full_like");

  /** How many assignments are followed. */
  private static final int FAR = 50;

  private final Passage needed;

  private NoGraphAdvice(Passage needed) {
    this.needed = needed;
  }

  static List<String> of(GraphLesson.NoGraph lesson, Passage needed) {
    NoGraphAdvice advice = new NoGraphAdvice(needed);
    Cut cut = lesson.cut();
    return cut == null
        ? Passage.at(lesson.made()).map(advice::ofLeaves).orElse(List.of())
        : Passage.at(cut.origin()).map(place -> advice.ofCut(cut, place)).orElse(List.of());
  }

  private List<String> ofCut(Cut cut, Passage place) {
    String line = place.line(needed);
    String result = needed.root().isEmpty() ? "the result" : needed.root();
    return List.of(
        switch (cut.reason()) {
          case DETACH -> "leave out the detach() on " + line;
          case DATA -> "leave out the `.data` on " + line;
          case NO_GRAD, INFERENCE -> ofMode(place, line, result);
          case INTEGER ->
              line
                  + " gives integers or bools, which have no gradient: keep to floats all the way"
                  + " to "
                  + result;
          case NOT_DIFFERENTIABLE -> "use another operation on " + line + ", one with a gradient";
          case BACKWARD -> "pass create_graph=True to " + call(place) + " on " + line;
          case FROZEN ->
              "leave out "
                  + line
                  + ", or switch it on again with requires_grad_() before "
                  + result
                  + " is computed";
        });
  }

  private static String ofMode(Passage place, String line, String result) {
    return place.around(Expression.GradMode.class).isPresent()
        ? "compute " + result + " outside of the block that begins on " + line
        : "compute " + result + " where gradients are on: " + line + " switched them off";
  }

  private static String call(Passage place) {
    return place.callee().isEmpty() ? "the backward" : place.callee() + "()";
  }

  /** Follows the names back to where numbers were taken out of tensors, or leaves were made. */
  private List<String> ofLeaves(Passage made) {
    List<Statement.Let> behind = behind(made);
    Optional<Syntax> numbers =
        Stream.concat(made.statement().stream(), behind.stream())
            .flatMap(statement -> toNumbers(statement).stream())
            .findFirst();
    if (numbers.isPresent()) {
      String text = made.text(numbers.get());
      return List.of(
          (text.isEmpty() ? "a plain number" : "`" + text + "`")
              + " on line "
              + made.lineOf(numbers.get())
              + " is a plain number without history: compute with the tensor itself, and put"
              + " several together with stack()");
    }
    String leaves =
        behind.stream()
            .filter(let -> makes(let.value()) && let.target() instanceof Target.Variable)
            .map(let -> made.text(let.target()) + " (line " + made.lineOf(let) + ")")
            .collect(Collectors.joining(" or "));
    return leaves.isEmpty()
        ? List.of()
        : List.of("pass requires_grad=True where you make what is to be trained: " + leaves);
  }

  private static Optional<Syntax> toNumbers(Syntax node) {
    return SyntaxTree.all(node).stream()
        .filter(part ->
            part instanceof Expression.Call call && TO_NUMBERS.contains(Passage.calledName(call)))
        .findFirst();
  }

  private static boolean makes(Expression value) {
    return value instanceof Expression.Call call && MAKERS.contains(Passage.calledName(call));
  }

  /** The declarations of the variables that a place was computed from, the nearest first. */
  private static List<Statement.Let> behind(Passage place) {
    List<Statement.Let> all =
        SyntaxTree.all(place.source().program()).stream()
            .filter(Statement.Let.class::isInstance)
            .map(Statement.Let.class::cast)
            .toList();
    List<Statement.Let> found = new ArrayList<>();
    Deque<Syntax> open = new ArrayDeque<>();
    place.statement().ifPresent(open::add);
    while (!open.isEmpty() && found.size() < FAR) {
      List<String> names = names(open.poll());
      all.stream()
          .filter(let -> !found.contains(let) && declares(let, names, place))
          .forEach(let -> {
            found.add(let);
            open.add(let.value());
          });
    }
    return found;
  }

  private static List<String> names(Syntax node) {
    return SyntaxTree.all(node).stream()
        .filter(Expression.Name.class::isInstance)
        .map(name -> ((Expression.Name) name).name())
        .toList();
  }

  private static boolean declares(Statement.Let let, List<String> names, Passage place) {
    return let.span().end() <= place.span().end()
        && SyntaxTree.all(let.target()).stream()
            .anyMatch(target ->
                target instanceof Target.Variable variable && names.contains(variable.name()));
  }
}
