package org.gradlang.advice;

import java.util.List;
import java.util.Optional;
import org.gradlang.syntax.Argument;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.Parameter;
import org.gradlang.syntax.Site;
import org.gradlang.syntax.Source;
import org.gradlang.syntax.Span;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.Syntax;
import org.gradlang.syntax.SyntaxTree;
import org.gradlang.syntax.Target;
import org.gradlang.tensor.Origin;

/** A place in a program, with the syntax around it. */
final class Passage {
  /** Longer pieces of a program are not quoted in a sentence. */
  private static final int LONGEST = 40;

  private final Source source;
  private final Span span;
  private final List<Syntax> path;

  private Passage(Source source, Span span, List<Syntax> path) {
    this.source = source;
    this.span = span;
    this.path = path;
  }

  /** The passage at a place; empty where that is not in a script of the user's. */
  static Optional<Passage> at(Origin place) {
    if (!(place instanceof Site site) || site.source().isLibrary()) {
      return Optional.empty();
    }
    List<Syntax> path = SyntaxTree.path(site.source().program(), site.span());
    return Optional.of(new Passage(site.source(), site.span(), path));
  }

  Source source() {
    return source;
  }

  Span span() {
    return span;
  }

  int line() {
    return source.lineOf(span.start());
  }

  /** {@code line 3}, with the file where that is another one than {@code here}. */
  String line(Passage here) {
    return "line " + line() + (source == here.source ? "" : " of " + source.name());
  }

  int lineOf(Syntax node) {
    return source.lineOf(node.span().start());
  }

  boolean isSame(Passage other) {
    return source == other.source && span.equals(other.span);
  }

  /** The text of a node in one line; empty if that is too long to be quoted. */
  String text(Syntax node) {
    String text = source.text().substring(node.span().start(), node.span().end());
    return text.length() > LONGEST || text.contains("\n") ? "" : text;
  }

  /** Whether the program has a variable of that name; what is no name may well be one. */
  boolean isVariable(String name) {
    return name.isEmpty()
        || SyntaxTree.all(source.program()).stream()
            .anyMatch(node ->
                switch (node) {
                  case Target.Variable variable -> variable.name().equals(name);
                  case Parameter parameter -> parameter.name().equals(name);
                  case Statement.Module _ -> name.equals("self");
                  default -> false;
                });
  }

  /** The innermost node around this place of a kind, within the same function. */
  <T extends Syntax> Optional<T> around(Class<T> kind) {
    for (Syntax node : path.reversed()) {
      if (kind.isInstance(node)) {
        return Optional.of(kind.cast(node));
      }
      if (node instanceof Statement.Function || node instanceof Expression.Lambda) {
        break;
      }
    }
    return Optional.empty();
  }

  /** The innermost node around this place: the one that stands here. */
  Syntax node() {
    return path.getLast();
  }

  /** The innermost statement around this place. */
  Optional<Statement> statement() {
    return around(Statement.class);
  }

  /** The call that stands exactly here. */
  Optional<Expression.Call> call() {
    return around(Expression.Call.class).filter(call -> call.span().equals(span));
  }

  /** The innermost loop of the same function around this place. */
  Optional<Syntax> loop() {
    Optional<Statement.For> round = around(Statement.For.class);
    Optional<Statement.While> repeat = around(Statement.While.class);
    if (round.isPresent() && repeat.isPresent()) {
      boolean inner = covers(round.get().span(), repeat.get().span());
      return Optional.of(inner ? repeat.get() : round.get());
    }
    return round.<Syntax>map(loop -> loop).or(() -> repeat);
  }

  boolean isIn(Syntax node) {
    return covers(node.span(), span);
  }

  static boolean covers(Span outer, Span inner) {
    return outer.start() <= inner.start() && inner.end() <= outer.end();
  }

  /** What the value of this place is assigned to, such as {@code fake}; empty if to nothing. */
  String assigned() {
    return statement().map(this::assigned).orElse("");
  }

  private String assigned(Statement statement) {
    return switch (statement) {
      case Statement.Let let when let.value().span().equals(span) -> name(let.target());
      case Statement.Assign assign when assign.value().span().equals(span) -> name(assign.target());
      case Statement.AugmentedAssign augmented when augmented.span().equals(span) ->
          name(augmented.target());
      default -> "";
    };
  }

  /** Whether the value of this place is computed from the variable that it is assigned to. */
  boolean readsWhatItAssigns() {
    String variable = assigned();
    return SyntaxTree.all(node()).stream().anyMatch(part -> text(part).equals(variable));
  }

  private String name(Target target) {
    return target instanceof Target.Tuple ? "" : text(target);
  }

  /** The names that a scope's text uses between two offsets, in order. */
  List<Expression.Name> uses(String name, int from, int to) {
    return SyntaxTree.all(source.program()).stream()
        .filter(Expression.Name.class::isInstance)
        .map(Expression.Name.class::cast)
        .filter(use -> use.name().equals(name))
        .filter(use -> use.span().start() >= from && use.span().end() <= to)
        .toList();
  }

  /** The nodes around another one in the same source. */
  Passage at(Syntax node) {
    return new Passage(source, node.span(), SyntaxTree.path(source.program(), node.span()));
  }

  /** The text in front of the name that is called: {@code loss} of {@code loss.backward()}. */
  String receiver() {
    return call()
        .filter(call -> call.callee() instanceof Expression.Attribute)
        .map(call -> text(((Expression.Attribute) call.callee()).target()))
        .orElse("");
  }

  /**
   * What a backward here begins at: {@code loss} of {@code loss.backward()} and of {@code
   * autograd.grad(loss, w)}; empty if that is too long.
   */
  String root() {
    String receiver = receiver();
    if (calledName().equals("backward") && !receiver.endsWith("autograd")) {
      return receiver;
    }
    return call()
        .flatMap(call -> argument(call, 0, calledName().equals("grad") ? "outputs" : "tensors"))
        .map(this::text)
        .orElse("");
  }

  /** The argument of a call at a position or of a name. */
  static Optional<Expression> argument(Expression.Call call, int position, String name) {
    if (position < call.arguments().size()
        && call.arguments().get(position) instanceof Argument.Positional positional) {
      return Optional.of(positional.value());
    }
    for (Argument argument : call.arguments()) {
      if (argument instanceof Argument.Keyword keyword && keyword.name().equals(name)) {
        return Optional.of(keyword.value());
      }
    }
    return Optional.empty();
  }

  /** What is called here: {@code loss.backward} or {@code D}; empty if nothing is. */
  String callee() {
    return call().map(call -> text(call.callee())).orElse("");
  }

  /** The name that is called here: {@code backward} or {@code D}; empty if there is none. */
  String calledName() {
    return call().map(Passage::calledName).orElse("");
  }

  static String calledName(Expression.Call call) {
    return switch (call.callee()) {
      case Expression.Attribute attribute -> attribute.name();
      case Expression.Name name -> name.name();
      default -> "";
    };
  }
}
