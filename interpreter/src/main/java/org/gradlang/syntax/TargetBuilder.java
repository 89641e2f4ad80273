package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.grammar.GradParser;

/** Makes what can be declared of targets, and what can be assigned of expressions. */
final class TargetBuilder {
  private final SyntaxErrors errors;

  TargetBuilder(SyntaxErrors errors) {
    this.errors = errors;
  }

  Target of(GradParser.TargetsContext context) {
    List<GradParser.TargetContext> elements = context.target();
    if (context.COMMA().isEmpty()
        && !(elements.getFirst() instanceof GradParser.RestTargetContext)) {
      return of(elements.getFirst());
    }
    if (context.COMMA().isEmpty()) {
      errors.add(
          OperatorBuilder.span(context), "`*` stands beside other names: `let a, *rest = xs`");
    }
    return tuple(OperatorBuilder.span(context), elements.stream().map(this::of).toList());
  }

  private Target of(GradParser.TargetContext context) {
    Span span = OperatorBuilder.span(context);
    return switch (context) {
      case GradParser.VariableTargetContext v -> new Target.Variable(span, v.name().getText());
      case GradParser.ParenthesizedTargetContext p -> of(p.targets());
      case GradParser.BracketedTargetContext b ->
          tuple(span, b.targets().target().stream().map(this::of).toList());
      case GradParser.RestTargetContext r -> new Target.Rest(span, of(r.target()));
      default -> throw new IllegalArgumentException(context.getText());
    };
  }

  private Target tuple(Span span, List<Target> elements) {
    List<Target> rests = elements.stream().filter(Target.Rest.class::isInstance).toList();
    if (rests.size() > 1) {
      errors.add(rests.get(1).span(), "there can be one `*` only");
    }
    return new Target.Tuple(span, elements);
  }

  /** The left side of {@code =}. */
  Target assigned(Expression left) {
    return switch (left) {
      case Expression.Name n -> new Target.Variable(n.span(), n.name());
      case Expression.Attribute a ->
          new Target.Attribute(a.span(), a.target(), a.name(), a.nameSpan());
      case Expression.Index i -> new Target.Index(i.span(), i.target(), i.index());
      case Expression.TupleLiteral t -> tuple(t.span(), assigned(t.elements()));
      case Expression.ListLiteral l -> tuple(l.span(), assigned(l.elements()));
      case Expression.Spread s -> new Target.Rest(s.span(), assigned(s.value()));
      default -> {
        errors.add(
            left.span(),
            what(left) + " cannot be assigned to",
            "only a name, an attribute `a.b` or an index `a[i]` can; to compare, write `==`");
        yield new Target.Tuple(left.span(), List.of());
      }
    };
  }

  private List<Target> assigned(List<Expression> elements) {
    List<Target> targets = new ArrayList<>();
    elements.forEach(element -> targets.add(assigned(element)));
    return targets;
  }

  /** The left side of {@code +=} and the like. */
  Target augmented(Expression left) {
    Target target = assigned(left);
    if (left instanceof Expression.TupleLiteral || left instanceof Expression.ListLiteral) {
      errors.add(left.span(), "only one value can be updated", "write one statement for each");
    }
    return target;
  }

  private static String what(Expression expression) {
    return switch (expression) {
      case Expression.Call c -> "the result of a call";
      case Expression.Binary b -> "the result of an operator";
      case Expression.Unary u -> "the result of an operator";
      case Expression.Comparison c -> "a comparison";
      case Expression.And a -> "the result of `and`";
      case Expression.Or o -> "the result of `or`";
      case Expression.Not n -> "the result of `not`";
      case Expression.Lambda l -> "a function";
      case Expression.NoneLiteral n -> "`None`";
      case Expression.BoolLiteral b -> "`True` or `False`";
      case Expression.IntLiteral i -> "a number";
      case Expression.FloatLiteral f -> "a number";
      case Expression.StringLiteral s -> "a string";
      default -> "this";
    };
  }
}
