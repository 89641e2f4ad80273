package org.gradlang.eval.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gradlang.eval.Condition;
import org.gradlang.eval.Elements;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.eval.call.Invocation;
import org.gradlang.eval.comprehension.AddElement;
import org.gradlang.eval.comprehension.Clause;
import org.gradlang.eval.comprehension.DictComprehension;
import org.gradlang.eval.comprehension.ForClause;
import org.gradlang.eval.comprehension.IfClause;
import org.gradlang.eval.comprehension.ListComprehension;
import org.gradlang.eval.comprehension.PutEntry;
import org.gradlang.eval.expression.And;
import org.gradlang.eval.expression.BinaryOperation;
import org.gradlang.eval.expression.Comparison;
import org.gradlang.eval.expression.Constant;
import org.gradlang.eval.expression.DictLiteral;
import org.gradlang.eval.expression.FormatField;
import org.gradlang.eval.expression.FormatString;
import org.gradlang.eval.expression.ListLiteral;
import org.gradlang.eval.expression.MatrixLiteral;
import org.gradlang.eval.expression.Member;
import org.gradlang.eval.expression.Not;
import org.gradlang.eval.expression.Or;
import org.gradlang.eval.expression.Sequence;
import org.gradlang.eval.expression.Slice;
import org.gradlang.eval.expression.Spread;
import org.gradlang.eval.expression.Subscript;
import org.gradlang.eval.expression.TruthOf;
import org.gradlang.eval.expression.TupleLiteral;
import org.gradlang.eval.expression.UnaryOperation;
import org.gradlang.syntax.Comprehension;
import org.gradlang.syntax.Expression;
import org.gradlang.syntax.FormatPart;
import org.gradlang.syntax.UnaryOperator;
import org.gradlang.tensor.None;
import org.gradlang.value.Ellipsis;

/** Links expressions. */
final class Expressions {
  private static final Node NONE = new Constant(None.NONE);

  /** What it costs to make an expression's node. */
  private static final int EXPRESSION = 32;

  private final Linker linker;

  Expressions(Linker linker) {
    this.linker = linker;
  }

  Node link(Expression expression) {
    linker.engine().context().worked(EXPRESSION);
    return switch (expression) {
      case Expression.NoneLiteral e -> NONE;
      case Expression.BoolLiteral e -> new Constant(e.value());
      case Expression.IntLiteral e -> new Constant(e.value());
      case Expression.FloatLiteral e -> new Constant(e.value());
      case Expression.StringLiteral e -> new Constant(e.value());
      case Expression.FormatString e -> formatString(e.parts());
      case Expression.Name e -> linker.targets().read(e, e.name(), e.span());
      case Expression.ListLiteral e -> new ListLiteral(sequence(e.elements()));
      case Expression.TupleLiteral e -> new TupleLiteral(sequence(e.elements()));
      case Expression.Spread e -> new Spread(linker.at(e.span()), link(e.value()));
      case Expression.DictLiteral e -> dict(e);
      case Expression.MatrixLiteral e -> matrix(e);
      case Expression.Unary e -> unary(e);
      case Expression.Binary e -> binary(e);
      case Expression.Comparison e -> comparison(e);
      case Expression.And e ->
          new And(linker.at(e.left().span()), condition(e.left()), perhaps(e.right()));
      case Expression.Or e ->
          new Or(linker.at(e.left().span()), condition(e.left()), perhaps(e.right()));
      case Expression.Not e -> new Not(linker.at(e.span()), condition(e.operand()));
      case Expression.Call e -> linker.calls().link(e);
      case Expression.Attribute e -> member(e);
      case Expression.Index e -> subscript(e);
      case Expression.Slice e -> new Slice(orNone(e.start()), orNone(e.stop()), orNone(e.step()));
      case Expression.Ellipsis e -> new Constant(Ellipsis.ELLIPSIS);
      case Expression.Lambda e -> linker.functions().lambda(e);
      case Expression.If e -> linker.statements().inExpression(e);
      case Expression.GradMode e -> linker.statements().inExpression(e);
      case Comprehension.OfList e -> listComprehension(e);
      case Comprehension.OfDict e -> dictComprehension(e);
    };
  }

  /** Links what an operation or a call takes: nobody else sees its value. */
  Node operand(Expression expression) {
    linker.lives().enterOperand();
    Node node = link(expression);
    linker.lives().leaveOperand();
    becomeTemporary(node);
    return node;
  }

  static void becomeTemporary(Node operand) {
    if (operand instanceof Operation operation) {
      operation.becomeTemporary();
    }
  }

  Condition condition(Expression expression) {
    Node node = link(expression);
    return node instanceof Condition condition
        ? condition
        : new TruthOf(linker.at(expression.span()), node);
  }

  /** A condition that is not evaluated each time. */
  private Condition perhaps(Expression expression) {
    linker.putOff().interrupt();
    Condition condition = condition(expression);
    linker.putOff().interrupt();
    return condition;
  }

  Node orNone(Optional<Expression> expression) {
    return expression.isPresent() ? link(expression.get()) : NONE;
  }

  private Sequence sequence(List<Expression> elements) {
    return new Sequence(elements.stream().map(this::link).toArray(Node[]::new));
  }

  private Node unary(Expression.Unary e) {
    Long constant = IntConstants.valueOf(e);
    return constant != null ? new Constant(constant) : unary(e, operand(e.operand()));
  }

  private Node unary(Expression.Unary e, Node operand) {
    UnaryOperation node = new UnaryOperation(linker.at(e.span()), e.operator(), operand);
    return e.operator() == UnaryOperator.PLUS ? node : linker.lives().lending(node, operand);
  }

  private Node binary(Expression.Binary e) {
    Long constant = IntConstants.valueOf(e);
    return constant != null
        ? new Constant(constant)
        : binary(e, operand(e.left()), operand(e.right()));
  }

  private Node binary(Expression.Binary e, Node left, Node right) {
    return linker
        .lives()
        .lending(
            BinaryOperation.of(linker.at(e.span()), e.operator(), left, right, false), left, right);
  }

  private Node subscript(Expression.Index e) {
    Node target = link(e.target());
    Subscript node = new Subscript(linker.at(e.span()), target, link(e.index()));
    if (target instanceof Invocation call) {
      node.ownParts(call);
    }
    return node;
  }

  private Node comparison(Expression.Comparison e) {
    return new Comparison(linker.at(e.span()), e.operator(), link(e.left()), link(e.right()));
  }

  Member member(Expression.Attribute e) {
    return new Member(linker.at(linker.from(e.span(), e.nameSpan())), link(e.target()), e.name());
  }

  private Node dict(Expression.DictLiteral e) {
    List<DictLiteral.Entry> entries = new ArrayList<>();
    for (Expression.DictLiteral.Entry entry : e.entries()) {
      Node key = entry.key().map(this::link).orElse(null);
      entries.add(new DictLiteral.Entry(key, link(entry.value())));
    }
    return new DictLiteral(linker.at(e.span()), entries);
  }

  private Node matrix(Expression.MatrixLiteral e) {
    return new MatrixLiteral(linker.at(e.span()), e.rows().stream().map(this::sequence).toList());
  }

  private Node formatString(List<FormatPart> parts) {
    List<Node> nodes = new ArrayList<>();
    for (FormatPart part : parts) {
      switch (part) {
        case FormatPart.Text text -> nodes.add(new Constant(text.text()));
        case FormatPart.Field field -> addField(nodes, field);
      }
    }
    return switch (nodes.size()) {
      case 0 -> new Constant("");
      case 1 -> nodes.get(0);
      default -> new FormatString(nodes.toArray(Node[]::new));
    };
  }

  private void addField(List<Node> nodes, FormatPart.Field field) {
    field.label().ifPresent(label -> nodes.add(new Constant(label)));
    FormatPart.Conversion conversion = field.conversion();
    boolean debugging = field.label().isPresent() && field.spec().isEmpty();
    if (debugging && conversion == FormatPart.Conversion.NONE) {
      conversion = FormatPart.Conversion.REPR; // as Python shows {x=}
    }
    nodes.add(
        new FormatField(
            linker.at(field.span()), link(field.value()), conversion, formatString(field.spec())));
  }

  private Node listComprehension(Comprehension.OfList e) {
    linker.putOff().interrupt();
    Clause all = clauses(e.clauses(), new AddElement(link(e.element())));
    linker.putOff().interrupt();
    return new ListComprehension(all);
  }

  private Node dictComprehension(Comprehension.OfDict e) {
    linker.putOff().interrupt();
    Clause last = new PutEntry(linker.at(e.key().span()), link(e.key()), link(e.value()));
    Clause all = clauses(e.clauses(), last);
    linker.putOff().interrupt();
    return new DictComprehension(all);
  }

  private Clause clauses(List<Comprehension.Clause> clauses, Clause last) {
    Clause next = last;
    for (Comprehension.Clause clause : clauses.reversed()) {
      next =
          switch (clause) {
            case Comprehension.ForClause each -> forClause(each, next);
            case Comprehension.IfClause when -> new IfClause(condition(when.condition()), next);
          };
    }
    return next;
  }

  private Clause forClause(Comprehension.ForClause each, Clause next) {
    return new ForClause(
        new Elements(linker.at(each.iterable().span()), link(each.iterable()), false),
        linker.freshCells(each),
        linker.targets().store(each.target()),
        next);
  }
}
