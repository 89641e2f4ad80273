package org.gradlang.resolve;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gradlang.syntax.Block;
import org.gradlang.syntax.Comprehension;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.Parameter;
import org.gradlang.syntax.Program;
import org.gradlang.syntax.Span;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.Syntax;
import org.gradlang.syntax.Target;

/**
 * Finds out what each name of a program means: LANGUAGE.md sections 4 and 11.
 *
 * <p>A block's names are all known when it is entered, so that functions in it see later ones; the
 * code of the same function sees a {@code let} only from there on, and until then what the name
 * means outside.
 */
final class Resolver {
  private final Program program;
  private final Known known;
  private final Scopes scopes;
  private final NameErrors errors;
  private final ExpressionResolver expressions;

  /**
   * @param lostNames names that may have been declared where the program could not be parsed; they
   *     are not reported as undeclared
   */
  Resolver(Program program, Known known, Set<String> lostNames) {
    this.program = program;
    this.known = known;
    this.scopes = new Scopes(program, known.fileVariables());
    this.errors = new NameErrors(program.source(), lostNames);
    this.expressions = new ExpressionResolver(this);
  }

  /** Resolves the program; to be called once. */
  Resolution resolve() {
    statements(program.statements());
    Resolution resolution = new Resolution();
    scopes.fill(resolution);
    return resolution;
  }

  /** What {@link #resolve} found wrong. */
  List<Diagnostic> diagnostics() {
    return errors.diagnostics();
  }

  /** The names that are read and that nothing declares. */
  Set<String> undeclared() {
    return errors.undeclared();
  }

  // Statements.

  void block(Block block) {
    scopes.enter(block);
    statements(block.statements());
    scopes.leave();
  }

  private void statements(List<Statement> statements) {
    statements.forEach(this::announce);
    statements.forEach(this::statement);
  }

  /** Makes the names that a statement declares known to all of its block. */
  private void announce(Statement statement) {
    switch (statement) {
      case Statement.Let s -> announce(s.target());
      case Statement.Function s -> announce(s.name(), s.nameSpan(), Variable.State.DECLARED);
      case Statement.Module s -> announce(s.name(), s.nameSpan(), Variable.State.DECLARED);
      case Statement.ImportFile s -> announce(s.alias(), s.aliasSpan(), Variable.State.LATER);
      case Statement.ImportLibrary s -> announce(s);
      case Statement.Evaluate s -> {}
      case Statement.Assign s -> {}
      case Statement.AugmentedAssign s -> {}
      case Statement.Return s -> {}
      case Statement.While s -> {}
      case Statement.For s -> {}
      case Statement.Break s -> {}
      case Statement.Continue s -> {}
      case Statement.Try s -> {}
      case Statement.Raise s -> {}
      case Statement.Assert s -> {}
    }
  }

  /** A library may be imported again, as in Python. */
  private void announce(Statement.ImportLibrary library) {
    Variable earlier = scopes.here(library.alias());
    if (earlier == null || !earlier.isLibrary) {
      announce(library.alias(), library.aliasSpan(), Variable.State.LATER);
    }
    Variable variable = scopes.here(library.alias());
    if (variable != null) {
      variable.isLibrary = true;
    }
  }

  private void announce(Target target) {
    switch (target) {
      case Target.Variable v -> announce(v.name(), v.span(), Variable.State.LATER);
      case Target.Tuple t -> t.elements().forEach(this::announce);
      case Target.Rest r -> announce(r.target());
      case Target.Attribute a -> {}
      case Target.Index i -> {}
    }
  }

  private void announce(String name, Span span, Variable.State state) {
    Variable earlier = scopes.here(name);
    if (earlier == null) {
      scopes.declare(name, span, state);
    } else if (earlier.isKnown || known.session() && scopes.atFileLevel()) {
      scopes.declareAgain(earlier, span);
    } else if (!name.equals("_")) {
      errors.declaredTwice(name, span, earlier.declaration);
    }
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Evaluate s -> expressions.resolve(s.expression());
      case Statement.Let s -> let(s);
      case Statement.Assign s -> {
        expressions.resolve(s.value());
        assign(s.target());
      }
      case Statement.AugmentedAssign s -> {
        assign(s.target());
        expressions.resolve(s.value());
      }
      case Statement.Function s -> {
        declared(s, s.name());
        function(s, s.parameters(), s.body(), Frame.Kind.FUNCTION);
      }
      case Statement.Module s -> {
        declared(s, s.name());
        function(s, s.parameters(), s.body(), Frame.Kind.MODULE);
      }
      case Statement.Return s -> {
        if (scopes.frame().kind != Frame.Kind.FUNCTION) {
          errors.misplaced("`return` belongs into a function", s.span());
        }
        s.value().ifPresent(expressions::resolve);
      }
      case Statement.While s -> {
        expressions.resolve(s.condition());
        loop(s.body());
      }
      case Statement.For s -> forLoop(s);
      case Statement.Break s -> inLoop("break", s.span());
      case Statement.Continue s -> inLoop("continue", s.span());
      case Statement.Try s -> tryStatement(s);
      case Statement.Raise s -> raise(s);
      case Statement.Assert s -> {
        expressions.resolve(s.condition());
        s.message().ifPresent(expressions::resolve);
      }
      case Statement.ImportFile s -> declared(s, s.alias());
      case Statement.ImportLibrary s -> declared(s, s.alias());
    }
  }

  private void let(Statement.Let let) {
    expressions.resolve(let.value());
    declared(let.target());
  }

  /** From here on, what a {@code let} or a loop declares is there. */
  private void declared(Target target) {
    switch (target) {
      case Target.Variable v -> declared(v, v.name());
      case Target.Tuple t -> t.elements().forEach(this::declared);
      case Target.Rest r -> declared(r.target());
      case Target.Attribute a -> expressions.resolve(a.object());
      case Target.Index i -> expressions.resolve(i.object());
    }
  }

  private void declared(Syntax node, String name) {
    Variable variable = scopes.here(name);
    if (variable != null) {
      variable.state = Variable.State.DECLARED;
      scopes.use(node, variable);
    }
  }

  private void forLoop(Statement.For loop) {
    expressions.resolve(loop.iterable());
    scopes.enter(loop);
    declare(loop.target());
    loop(loop.body());
    scopes.leave();
  }

  private void declare(Target target) {
    announce(target);
    declared(target);
  }

  private void loop(Block body) {
    scopes.frame().loops++;
    block(body);
    scopes.frame().loops--;
  }

  private void inLoop(String word, Span span) {
    if (scopes.frame().loops == 0) {
      errors.misplaced("`" + word + "` belongs into a loop", span);
    }
  }

  private void raise(Statement.Raise raise) {
    if (raise.value().isEmpty() && scopes.frame().handlers == 0) {
      errors.misplaced("`raise` without a value belongs into a `catch`", raise.span());
    }
    raise.value().ifPresent(expressions::resolve);
  }

  private void tryStatement(Statement.Try statement) {
    block(statement.body());
    scopes.frame().handlers++;
    statement.handler().ifPresent(this::handler);
    scopes.frame().handlers--;
    statement.cleanup().ifPresent(this::block);
  }

  private void handler(Statement.Try.Catch handler) {
    if (handler.variable().isEmpty()) {
      block(handler.body());
      return;
    }
    scopes.enter(handler.variable().get());
    declare(handler.variable().get());
    block(handler.body());
    scopes.leave();
  }

  // Functions.

  /** Defaults belong to the code around, parameters and the body to the function. */
  void function(Syntax node, List<Parameter> parameters, Block body, Frame.Kind kind) {
    parameters.forEach(parameter -> parameter.defaultValue().ifPresent(expressions::resolve));
    scopes.enterFunction(node, kind);
    Frame frame = scopes.frame();
    for (Parameter parameter : parameters) {
      frame.parameters.add(
          scopes.declare(parameter.name(), parameter.span(), Variable.State.DECLARED));
    }
    if (kind == Frame.Kind.MODULE) {
      frame.self = scopes.declare("self", node.span(), Variable.State.DECLARED);
    }
    block(body);
    scopes.leaveFunction();
  }

  // Names.

  void name(Expression.Name name) {
    Scopes.Found found = scopes.find(name.name());
    if (found != null && !found.early()) {
      scopes.use(name, found.variable());
    } else if (known.globals().contains(name.name())) {
      scopes.useGlobal(name, name.name());
    } else if (found != null) {
      scopes.useEarly(name, found.variable());
    } else {
      errors.undeclared(name.name(), name.span(), names());
    }
  }

  private void assign(Target target) {
    switch (target) {
      case Target.Variable v -> assign(v);
      case Target.Attribute a -> expressions.resolve(a.object());
      case Target.Index i -> {
        expressions.resolve(i.object());
        expressions.resolve(i.index());
      }
      case Target.Tuple t -> t.elements().forEach(this::assign);
      case Target.Rest r -> assign(r.target());
    }
  }

  private void assign(Target.Variable target) {
    Scopes.Found found = scopes.find(target.name());
    if (found != null && !found.early()) {
      scopes.use(target, found.variable());
    } else if (found != null) {
      scopes.useEarly(target, found.variable());
    } else if (known.globals().contains(target.name())) {
      errors.assignedGlobal(target.name(), target.span());
    } else {
      errors.undeclaredTarget(target.name(), target.span(), names());
    }
  }

  private Stream<String> names() {
    return Stream.concat(scopes.names(), known.globals().stream());
  }

  // Comprehensions.

  /** Each {@code for} is a scope of its own, inside those before it. */
  void comprehension(Comprehension comprehension) {
    int entered = 0;
    for (Comprehension.Clause clause : comprehension.clauses()) {
      switch (clause) {
        case Comprehension.ForClause c -> {
          expressions.resolve(c.iterable());
          scopes.enter(c);
          declare(c.target());
          entered++;
        }
        case Comprehension.IfClause c -> expressions.resolve(c.condition());
      }
    }
    switch (comprehension) {
      case Comprehension.OfList c -> expressions.resolve(c.element());
      case Comprehension.OfDict c -> {
        expressions.resolve(c.key());
        expressions.resolve(c.value());
      }
    }
    for (; entered > 0; entered--) {
      scopes.leave();
    }
  }
}
