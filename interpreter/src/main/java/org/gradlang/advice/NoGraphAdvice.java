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
          case COPY ->
              "compute "
                  + result
                  + " with the tensor itself, or stack() several: tensor() on "
                  + line
                  + " copies the numbers alone";
          case SWITCHED ->
              "compute " + result + " before " + line + ", or switch gradients on again";
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
    List<Setting> behind = behind(made);
    Optional<String> numbers = numbers(made, behind);
    if (numbers.isPresent()) {
      return List.of(numbers.get());
    }
    String leaves =
        Stream.concat(made.statement().flatMap(Setting::of).stream(), behind.stream())
            .filter(set -> makes(set.value()) && set.at() instanceof Target.Variable)
            .map(set -> made.text(set.at()) + " (line " + made.lineOf(set.at()) + ")")
            .distinct()
            .collect(Collectors.joining(" or "));
    return leaves.isEmpty()
        ? List.of()
        : List.of("pass requires_grad=True where you make what is to be trained: " + leaves);
  }

  /** For a backward of what is no tensor at all: where it became a number. */
  static List<String> ofNumber(Passage here) {
    return numbers(here, behind(here)).map(List::of).orElse(List.of());
  }

  private static Optional<String> numbers(Passage made, List<Setting> behind) {
    return Stream.concat(made.statement().stream(), behind.stream().map(Setting::value))
        .flatMap(node -> toNumbers(node).stream())
        .findFirst()
        .map(node ->
            (made.text(node).isEmpty() ? "a value" : "`" + made.text(node) + "`")
                + " on line "
                + made.lineOf(node)
                + " is a plain number without history: compute with the tensor itself, and put"
                + " several together with stack()");
  }

  private static Optional<Syntax> toNumbers(Syntax node) {
    return SyntaxTree.all(node).stream()
        .filter(part ->
            part instanceof Expression.Call call && TO_NUMBERS.contains(Passage.calledName(call)))
        .findFirst();
  }

  private static boolean makes(Syntax value) {
    return value instanceof Expression.Call call && MAKERS.contains(Passage.calledName(call));
  }

  /** The declarations of the variables that a place was computed from, the nearest first. */
  private static List<Setting> behind(Passage place) {
    List<Setting> all =
        SyntaxTree.all(place.source().program()).stream()
            .filter(node -> node.span().end() <= place.span().end())
            .flatMap(node -> Setting.of(node).stream())
            .toList();
    List<Setting> found = new ArrayList<>();
    Deque<Syntax> open = new ArrayDeque<>();
    place.statement().ifPresent(open::add);
    while (!open.isEmpty() && found.size() < FAR) {
      List<String> names = names(open.poll());
      all.stream()
          .filter(set -> !found.contains(set) && set.sets(names))
          .forEach(set -> {
            found.add(set);
            open.add(set.value());
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

  /**
   * That a statement gives a value to some names.
   *
   * @param at where the names stand
   * @param value what they stand for: of a function, its body
   */
  private record Setting(List<String> names, Syntax at, Syntax value) {
    static Optional<Setting> of(Syntax node) {
      return switch (node) {
        case Statement.Let set -> of(set.target(), set.value());
        case Statement.Assign set -> of(set.target(), set.value());
        case Statement.AugmentedAssign set -> of(set.target(), set.value());
        case Statement.Function set ->
            Optional.of(new Setting(List.of(set.name()), set, set.body()));
        default -> Optional.empty();
      };
    }

    private static Optional<Setting> of(Target target, Expression value) {
      List<String> names =
          SyntaxTree.all(target).stream()
              .filter(Target.Variable.class::isInstance)
              .map(variable -> ((Target.Variable) variable).name())
              .toList();
      return Optional.of(new Setting(names, target, value));
    }

    boolean sets(List<String> wanted) {
      return names.stream().anyMatch(wanted::contains);
    }
  }
}
