package org.gradlang.eval.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.gradlang.eval.Completion;
import org.gradlang.eval.Elements;
import org.gradlang.eval.Node;
import org.gradlang.eval.expression.BinaryOperation;
import org.gradlang.eval.expression.Constant;
import org.gradlang.eval.expression.Member;
import org.gradlang.eval.expression.Subscript;
import org.gradlang.eval.function.Declaration;
import org.gradlang.eval.statement.Abrupt;
import org.gradlang.eval.statement.Assert;
import org.gradlang.eval.statement.Assign;
import org.gradlang.eval.statement.AssignLocal;
import org.gradlang.eval.statement.AugmentAttribute;
import org.gradlang.eval.statement.AugmentIndex;
import org.gradlang.eval.statement.AugmentVariable;
import org.gradlang.eval.statement.Block;
import org.gradlang.eval.statement.For;
import org.gradlang.eval.statement.GradModeBlock;
import org.gradlang.eval.statement.Handler;
import org.gradlang.eval.statement.If;
import org.gradlang.eval.statement.ImportFile;
import org.gradlang.eval.statement.ImportLibrary;
import org.gradlang.eval.statement.Landing;
import org.gradlang.eval.statement.Leave;
import org.gradlang.eval.statement.Mention;
import org.gradlang.eval.statement.Raise;
import org.gradlang.eval.statement.Return;
import org.gradlang.eval.statement.Try;
import org.gradlang.eval.statement.While;
import org.gradlang.eval.variable.Held;
import org.gradlang.eval.variable.Store;
import org.gradlang.eval.variable.StoreAttribute;
import org.gradlang.eval.variable.StoreIndex;
import org.gradlang.eval.variable.StoreLocal;
import org.gradlang.resolve.Place;
import org.gradlang.syntax.BinaryOperator;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.GradModeKind;
import org.gradlang.syntax.Program;
import org.gradlang.syntax.Span;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.Target;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.None;
import org.jspecify.annotations.Nullable;

/**
 * Links statements and blocks, and sees to it that what leaves a block reaches its loop or
 * function.
 */
final class Statements {
  private static final Node NONE = new Constant(None.NONE);

  /** Functions whose lists are new, and made as they are asked for. */
  private static final Set<String> PASSING = Set.of("enumerate", "zip", "map", "filter");

  private final Linker linker;

  /** Whether what was linked since this was cleared may answer a {@link Completion}. */
  private boolean completes;

  /** Whether what was linked since this was cleared has an {@link Abrupt} to be landed. */
  private boolean abrupt;

  Statements(Linker linker) {
    this.linker = linker;
  }

  Node program(Program program) {
    return block(linker.freshCells(program), all(program.statements()));
  }

  /** The body of a function: a {@code return} at its very end is just a value. */
  Node functionBody(org.gradlang.syntax.Block body) {
    return block(body, true);
  }

  List<Node> all(List<Statement> statements) {
    return statements(statements, false);
  }

  private List<Node> statements(List<Statement> statements, boolean tail) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      boolean last = i == statements.size() - 1;
      Node node = landed(statements.get(i), tail && last);
      nodes.add(last ? node : withoutUse(statements.get(i), node));
    }
    return nodes;
  }

  /** A statement whose value nobody takes. */
  private Node withoutUse(Statement statement, Node node) {
    return statement instanceof Statement.Evaluate evaluate
            && evaluate.expression() instanceof Expression.Attribute attribute
        ? new Mention(linker.at(statement.span()), node, linker.text(attribute.span(), "it"))
        : node;
  }

  private Node block(org.gradlang.syntax.Block block, boolean tail) {
    int before = linker.putOff().enter();
    Node node = block(linker.freshCells(block), statements(block.statements(), tail));
    linker.putOff().leave(before);
    return node;
  }

  private static Node block(List<Integer> freshCells, List<Node> statements) {
    boolean single =
        statements.size() == 1
            && freshCells.isEmpty()
            && !(statements.get(0) instanceof Declaration);
    return single ? statements.get(0) : new Block(freshCells, statements);
  }

  private Node landed(Statement statement, boolean tail) {
    boolean outer = abrupt;
    abrupt = false;
    linker.putOff().begin();
    boolean straight = isStraight(statement);
    if (!straight) {
      linker.putOff().interrupt();
    }
    Node node = link(statement, tail);
    if (!straight) {
      linker.putOff().interrupt();
    }
    if (abrupt) {
      node = new Landing(node);
      completes = true;
    }
    abrupt = outer;
    return node;
  }

  /** Whether a statement only computes what it has or gives to variables, once. */
  private static boolean isStraight(Statement statement) {
    return switch (statement) {
      case Statement.Let _, Statement.Evaluate _, Statement.Return _ -> true;
      case Statement.Assign s -> s.target() instanceof Target.Variable;
      case Statement.AugmentedAssign _,
          Statement.Function _,
          Statement.Module _,
          Statement.While _,
          Statement.For _,
          Statement.Break _,
          Statement.Continue _,
          Statement.Try _,
          Statement.Raise _,
          Statement.Assert _,
          Statement.ImportFile _,
          Statement.ImportLibrary _ ->
          false;
    };
  }

  /** An {@code if} or grad-mode block that stands in an expression. */
  Node inExpression(Expression expression) {
    boolean outer = completes;
    completes = false;
    Node node = compound(expression, false);
    if (completes) {
      node = new Abrupt(node);
      abrupt = true;
    }
    completes = outer;
    return node;
  }

  private Node compound(Expression expression, boolean tail) {
    return switch (expression) {
      case Expression.If e ->
          new If(
              linker.expressions().condition(e.condition()),
              block(e.then(), tail),
              e.otherwise().map(b -> block(b, tail)).orElse(NONE));
      case Expression.GradMode e ->
          new GradModeBlock(linker.at(e.span()), mode(e.kind()), block(e.body(), false));
      default -> linker.expressions().link(expression);
    };
  }

  private static GradMode mode(GradModeKind kind) {
    return switch (kind) {
      case NO_GRAD -> GradMode.NO_GRAD;
      case ENABLE_GRAD -> GradMode.RECORD;
      case INFERENCE -> GradMode.INFERENCE;
    };
  }

  private Node link(Statement statement, boolean tail) {
    return switch (statement) {
      case Statement.Evaluate s -> compound(s.expression(), tail);
      case Statement.Let s -> assign(s.target(), s.value(), true);
      case Statement.Assign s -> assign(s.target(), s.value(), false);
      case Statement.AugmentedAssign s -> augment(s);
      case Statement.Function s -> linker.functions().function(s);
      case Statement.Module s -> linker.functions().module(s);
      case Statement.Return s -> result(s, tail);
      case Statement.While s -> loop(s);
      case Statement.For s -> loop(s);
      case Statement.Break s -> leave(Completion.BREAK);
      case Statement.Continue s -> leave(Completion.CONTINUE);
      case Statement.Try s -> attempt(s);
      case Statement.Raise s -> new Raise(linker.at(s.span()), orNull(s.value()));
      case Statement.Assert s ->
          new Assert(
              linker.at(s.span()),
              linker.expressions().condition(s.condition()),
              orNull(s.message()));
      case Statement.ImportFile s ->
          new ImportFile(
              linker.at(s.span()),
              s.path(),
              linker.targets().variable(s, s.alias(), s.aliasSpan()));
      case Statement.ImportLibrary s ->
          new ImportLibrary(
              linker.at(s.span()),
              s.path(),
              linker.targets().variable(s, s.alias(), s.aliasSpan()));
    };
  }

  private @Nullable Node orNull(Optional<Expression> expression) {
    return expression.isPresent() ? linker.expressions().link(expression.get()) : null;
  }

  private Node assign(Target target, Expression value, boolean declared) {
    Node node = linker.expressions().link(value);
    Store store = linker.targets().store(target);
    if (!(store instanceof StoreLocal local)) {
      return new Assign(store, node);
    }
    if (declared) {
      linker.putOff().declare(local.slot(), node);
    } else {
      linker.putOff().assign(local.slot(), node);
    }
    return linker.lives().assign(local.slot(), node);
  }

  private Node augment(Statement.AugmentedAssign s) {
    Node value = linker.expressions().link(s.value());
    return switch (s.target()) {
      case Target.Variable variable -> augmentVariable(s, variable, value);
      case Target.Attribute attribute -> augmentAttribute(s, attribute, value);
      case Target.Index index -> augmentIndex(s, index, value);
      case Target.Tuple _, Target.Rest _ ->
          throw new IllegalArgumentException("cannot be augmented: " + s.target());
    };
  }

  private Node augmentVariable(Statement.AugmentedAssign s, Target.Variable variable, Node value) {
    Span span = variable.span();
    Node before = linker.targets().read(variable, variable.name(), span);
    Store store = linker.targets().variable(variable, variable.name(), span);
    BinaryOperation changed = inPlace(s, before, value);
    if (s.operator() == BinaryOperator.ADD && before instanceof Held held) {
      return new AugmentVariable(held, changed, value, store);
    }
    return store instanceof StoreLocal local
        ? new AssignLocal(local.slot(), changed)
        : new Assign(store, changed);
  }

  private Node augmentAttribute(
      Statement.AugmentedAssign s, Target.Attribute attribute, Node value) {
    StoreAttribute store = linker.targets().attribute(attribute);
    Member member = new Member(store.location(), NONE, attribute.name());
    return new AugmentAttribute(store, member, inPlace(s, NONE, NONE), value);
  }

  private Node augmentIndex(Statement.AugmentedAssign s, Target.Index index, Node value) {
    StoreIndex store = linker.targets().index(index);
    Subscript subscript = new Subscript(store.location(), NONE, NONE);
    return new AugmentIndex(store, subscript, inPlace(s, NONE, NONE), value);
  }

  private BinaryOperation inPlace(Statement.AugmentedAssign s, Node left, Node right) {
    return BinaryOperation.of(linker.at(s.span()), s.operator(), left, right, true);
  }

  private Node result(Statement.Return s, boolean tail) {
    Node value = linker.expressions().orNone(s.value());
    if (tail) {
      return value;
    }
    completes = true;
    return new Return(value);
  }

  private Node leave(Completion completion) {
    completes = true;
    return new Leave(completion);
  }

  private Node loop(Statement.While s) {
    return new While(
        linker.at(s.span()), linker.expressions().condition(s.condition()), block(s.body(), false));
  }

  private Node loop(Statement.For s) {
    return new For(
        new Elements(
            linker.at(s.iterable().span()),
            linker.expressions().link(s.iterable()),
            isPassing(s.iterable())),
        linker.freshCells(s),
        linker.targets().store(s.target()),
        block(s.body(), false));
  }

  /**
   * Whether an expression makes a list for the loop alone: {@code for i, batch in
   * enumerate(loader)} then keeps one batch at a time.
   */
  private boolean isPassing(Expression iterable) {
    return iterable instanceof Expression.Call call
        && call.callee() instanceof Expression.Name name
        && linker.place(name) instanceof Place.Global global
        && PASSING.contains(global.name());
  }

  private Node attempt(Statement.Try s) {
    Node body = block(s.body(), false);
    Handler handler = s.handler().map(this::handler).orElse(null);
    Node cleanup = s.cleanup().map(block -> block(block, false)).orElse(null);
    return new Try(body, handler, cleanup);
  }

  private Handler handler(Statement.Try.Catch handler) {
    Optional<Target.Variable> variable = handler.variable();
    return new Handler(
        variable.map(linker::freshCells).orElse(List.of()),
        variable.map(linker.targets()::store).orElse(null),
        block(handler.body(), false));
  }
}
