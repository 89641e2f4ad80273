package org.gradlang.advice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gradlang.autograd.GraphLesson;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.Syntax;

/** What to do about a graph that an earlier backward has freed. */
final class FreedAdvice {
  /** Where the freed part begins, where it was freed, and where it is needed again. */
  private final Passage begin;

  private final Passage freed;
  private final Passage needed;
  private final String variable;

  private FreedAdvice(Passage begin, String variable, Passage freed, Passage needed) {
    this.begin = begin;
    this.freed = freed;
    this.needed = needed;
    this.variable = variable;
  }

  static List<String> of(GraphLesson.Freed lesson, Passage needed) {
    Optional<Passage> begin = Passage.at(lesson.begin());
    Optional<Passage> freed = Passage.at(lesson.freed());
    if (begin.isEmpty() || freed.isEmpty()) {
      return List.of();
    }
    FreedAdvice advice = new FreedAdvice(begin.get(), begin.get().assigned(), freed.get(), needed);
    if (!freed.get().isSame(needed)) {
      return lesson.whole() ? advice.ofTheSame() : advice.ofShared();
    }
    // A state that a function or module keeps has its name in there.
    Passage named =
        Passage.at(lesson.last())
            .filter(last -> advice.variable.isEmpty() && !last.assigned().isEmpty())
            .orElse(begin.get());
    return lesson.whole() || !advice.isCarried(named)
        ? advice.ofOutside(lesson.whole())
        : new FreedAdvice(named, named.assigned(), freed.get(), needed).ofCarried();
  }

  /**
   * Whether each round of the loop, or each call, records anew what it takes from the one before.
   *
   * @param named where what it takes gets its name
   */
  private boolean isCarried(Passage named) {
    Optional<Syntax> loop = needed.loop();
    if (loop.isPresent() && begin.source() == needed.source()) {
      return begin.isIn(loop.get());
    }
    return named.assigned().isEmpty()
        ? begin.loop().isPresent() || begin.around(Statement.Function.class).isPresent()
        : named.readsWhatItAssigns();
  }

  /** The same backward runs twice, and takes along what an earlier round made. */
  private List<String> ofCarried() {
    return List.of(
        Carried.cut(begin, needed),
        "to go back through all rounds at once, add up their losses and call backward() once, after"
            + " the loop");
  }

  /** The same backward runs twice over one graph, which was made before the loop. */
  private List<String> ofOutside(boolean whole) {
    String what = variable.isEmpty() ? "what " + begin.line(needed) + " computes" : variable;
    Optional<Syntax> loop = needed.loop();
    String again =
        loop.isPresent() && !begin.isIn(loop.get())
            ? "compute "
                + what
                + " inside the loop on line "
                + needed.lineOf(loop.get())
                + ", once for each backward"
            : "compute " + what + " anew for each backward";
    String keep = "or keep the graph with " + retaining();
    return whole || variable.isEmpty()
        ? List.of(again, keep)
        : List.of(again, "or use " + variable + ".detach(), if it is only a constant here", keep);
  }

  private List<String> ofTheSame() {
    String what = variable.isEmpty() ? "the result" : variable;
    return List.of(
        "call backward() once for each time that "
            + what
            + " is computed, or keep the graph with "
            + retaining());
  }

  private List<String> ofShared() {
    String result = freed.root();
    Optional<Expression.Name> use = use();
    List<String> help = new ArrayList<>();
    if (use.isPresent()) {
      help.add(detaching(use.get(), result) + ", or keep the graph with " + retaining());
    } else {
      help.add("keep the graph with " + retaining());
      help.add(
          "or detach() what "
              + begin.line(needed)
              + " makes, where "
              + (result.isEmpty() ? "the first backward" : result)
              + " should not go back through it");
    }
    String other = needed.root();
    if (!result.isEmpty() && !other.isEmpty() && !isArgument(use)) {
      help.add("or go back once: (" + result + " + " + other + ").backward()");
    }
    return help;
  }

  /** The first use of the variable on the way to the backward that freed the graph. */
  private Optional<Expression.Name> use() {
    if (variable.isEmpty() || begin.source() != freed.source()) {
      return Optional.empty();
    }
    int from = begin.span().end();
    Stream<Expression.Name> before = begin.uses(variable, from, freed.span().start()).stream();
    // The backward may stand further up, in a function that gets the variable.
    Stream<Expression.Name> given =
        begin.uses(variable, from, Integer.MAX_VALUE).stream()
            .filter(use -> callWith(use).isPresent());
    return Stream.concat(before, given)
        .filter(use -> !Passage.covers(freed.span(), use.span()))
        .filter(use -> !Passage.covers(needed.span(), use.span()))
        .findFirst();
  }

  private boolean isArgument(Optional<Expression.Name> use) {
    return use.flatMap(this::callWith).isPresent();
  }

  private Optional<Expression.Call> callWith(Expression.Name use) {
    return begin
        .at(use)
        .around(Expression.Call.class)
        .filter(call ->
            call.arguments().stream()
                .anyMatch(argument -> argument.value().span().equals(use.span())));
  }

  private String detaching(Expression.Name use, String result) {
    String made = begin.call().map(call -> begin.text(call.callee())).orElse("");
    String first = result.isEmpty() ? "the first backward" : result;
    Optional<Expression.Call> call = callWith(use);
    String line = " on line " + begin.lineOf(use);
    String where =
        call.map(c -> "pass " + variable + ".detach() into " + begin.text(c.callee()) + line)
            .orElse("write " + variable + ".detach()" + line);
    boolean trains = call.isPresent() && !made.isEmpty() && !made.contains(".");
    if (result.equals(variable)) {
      return where + " if it is only kept for the record";
    }
    return where
        + " if "
        + first
        + (trains ? " should not train " + made : " should not go back through " + variable);
  }

  /** How to keep the graph, where it was freed. */
  private String retaining() {
    String line = " on " + freed.line(needed);
    String called = freed.calledName();
    if (called.equals("backward") || called.isEmpty()) {
      return "backward(retain_graph=True)" + line;
    }
    return "retain_graph=True in " + freed.callee() + "()" + line;
  }
}
