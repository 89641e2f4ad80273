package org.gradlang.advice;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.SyntaxTree;
import org.gradlang.syntax.Target;

/** A state that goes from round to round, and with it the graph that made it: how to cut it. */
final class Carried {
  private final Passage made;
  private final String line;

  private Carried(Passage made, Passage here) {
    this.made = made;
    this.line = " before " + made.line(here);
  }

  /**
   * What to do.
   *
   * @param made where each round makes the state
   */
  static String cut(Passage made, Passage here) {
    Carried carried = new Carried(made, here);
    return carried.text() + ", so that each round goes back through its own steps";
  }

  private String text() {
    String variable = made.assigned();
    if (!variable.isEmpty()) {
      return ofVariables(List.of(variable));
    }
    List<String> several = sharedNames();
    if (!several.isEmpty()) {
      return ofVariables(several);
    }
    return state()
        .map(name -> brings(List.of(name)) + ": detach() the tensors in it" + line)
        .orElse(
            "what is made here is used again in the next round, and brings the graph of this one"
                + " along: detach() it"
                + line);
  }

  private String ofVariables(List<String> names) {
    return brings(names)
        + ". Cut "
        + (names.size() == 1 ? "it" : "them")
        + " off with "
        + names.stream()
            .map(name -> "`" + name + " = " + name + ".detach()`")
            .collect(Collectors.joining(" and "))
        + line;
  }

  private static String brings(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(" and "))
        + (names.size() == 1 ? " brings" : " bring")
        + " the graph of the round before along";
  }

  /** Of {@code out, (h, c) = lstm(x, (h, c))} what is both assigned and read: h and c. */
  private List<String> sharedNames() {
    List<String> read = read();
    return targets().stream().filter(read::contains).toList();
  }

  /** Of {@code let out, next = lstm(x, state)} and {@code state = next}: state. */
  private Optional<String> state() {
    List<String> read = read();
    List<String> targets = targets();
    return SyntaxTree.all(made.source().program()).stream()
        .filter(Statement.Assign.class::isInstance)
        .map(Statement.Assign.class::cast)
        .filter(assign -> targets.contains(made.text(assign.value())))
        .map(assign -> made.text(assign.target()))
        .filter(read::contains)
        .findFirst();
  }

  private List<String> read() {
    return SyntaxTree.all(made.node()).stream()
        .filter(Expression.Part.class::isInstance)
        .map(made::text)
        .toList();
  }

  private List<String> targets() {
    return made.statement().stream()
        .flatMap(statement ->
            switch (statement) {
              case Statement.Let let -> SyntaxTree.all(let.target()).stream();
              case Statement.Assign assign -> SyntaxTree.all(assign.target()).stream();
              default -> java.util.stream.Stream.empty();
            })
        .filter(Target.Variable.class::isInstance)
        .map(made::text)
        .toList();
  }
}
