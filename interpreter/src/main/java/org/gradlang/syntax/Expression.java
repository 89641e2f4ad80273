package org.gradlang.syntax;

import java.util.List;
import java.util.Optional;

/** What has a value. One record for each form of LANGUAGE.md sections 1 to 3. */
public sealed interface Expression extends Syntax permits Expression.Part, Comprehension {

  /** The forms that are no comprehension. */
  sealed interface Part extends Expression {}

  record NoneLiteral(Span span) implements Part {}

  record BoolLiteral(Span span, boolean value) implements Part {}

  /** {@code -9223372036854775808} is one literal, since its positive part does not fit. */
  record IntLiteral(Span span, long value) implements Part {}

  record FloatLiteral(Span span, double value) implements Part {}

  record StringLiteral(Span span, String value) implements Part {}

  record FormatString(Span span, List<FormatPart> parts) implements Part {}

  record Name(Span span, String name) implements Part {}

  /** {@code [a, *b]}: elements may be {@link Spread}. */
  record ListLiteral(Span span, List<Expression> elements) implements Part {}

  record TupleLiteral(Span span, List<Expression> elements) implements Part {}

  /** {@code *xs} inside a list or tuple. */
  record Spread(Span span, Expression value) implements Part {}

  /** An entry without a key is {@code **d}. */
  record DictLiteral(Span span, List<Entry> entries) implements Part {
    public record Entry(Optional<Expression> key, Expression value) {}
  }

  /** {@code [1, 2; 3, 4]}: at least one {@code ;}; rows are not empty. */
  record MatrixLiteral(Span span, List<List<Expression>> rows) implements Part {}

  record Unary(Span span, UnaryOperator operator, Expression operand) implements Part {}

  record Binary(Span span, BinaryOperator operator, Expression left, Expression right)
      implements Part {}

  /** {@code == != < <= > >= in, not in, is, is not}. */
  record Comparison(Span span, ComparisonOperator operator, Expression left, Expression right)
      implements Part {}

  record And(Span span, Expression left, Expression right) implements Part {}

  record Or(Span span, Expression left, Expression right) implements Part {}

  record Not(Span span, Expression operand) implements Part {}

  /**
   * A call. A pipe {@code x |> f(a)} is one too: its left side is the first argument, which is
   * evaluated before the callee, and {@code piped} is true.
   */
  record Call(Span span, Expression callee, List<Argument> arguments, boolean piped)
      implements Part {}

  /** {@code target.name}; {@code nameSpan} is the name alone. */
  record Attribute(Span span, Expression target, String name, Span nameSpan) implements Part {}

  /** {@code target[a]}; {@code target[a, b]} has a {@link TupleLiteral} as its index. */
  record Index(Span span, Expression target, Expression index) implements Part {}

  /** {@code a:b:c} inside an index. */
  record Slice(
      Span span, Optional<Expression> start, Optional<Expression> stop, Optional<Expression> step)
      implements Part {}

  /** {@code ...} inside an index. */
  record Ellipsis(Span span) implements Part {}

  /** {@code x -> e}, {@code (x, y=1) -> { ... }}, {@code fn(x) { ... }}: the body is a block. */
  record Lambda(Span span, List<Parameter> parameters, Block body) implements Part {}

  /** {@code else if} is an {@code otherwise} block holding just the inner {@code If}. */
  record If(Span span, Expression condition, Block then, Optional<Block> otherwise)
      implements Part {}

  /** {@code no_grad { }}, {@code enable_grad { }}, {@code inference_mode { }}. */
  record GradMode(Span span, GradModeKind kind, Block body) implements Part {}
}
