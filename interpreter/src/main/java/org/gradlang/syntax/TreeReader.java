package org.gradlang.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads the bytes of a {@link StoredTree}: for each form of node its name, and its components in
 * their order.
 */
final class TreeReader {
  private static final UnaryOperator[] UNARY = UnaryOperator.values();
  private static final BinaryOperator[] BINARY = BinaryOperator.values();
  private static final ComparisonOperator[] COMPARISONS = ComparisonOperator.values();
  private static final GradModeKind[] MODES = GradModeKind.values();
  private static final FormatPart.Conversion[] CONVERSIONS = FormatPart.Conversion.values();
  private static final Parameter.Kind[] PARAMETERS = Parameter.Kind.values();

  private final byte[] bytes;
  private String[] words = {};
  private int next;
  private int lastStart;

  TreeReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The program, unless the bytes are those of another text or form. */
  Optional<Program> program(Source source) {
    String text = source.text();
    if (bytes.length == 0
        || number() != StoredTree.VERSION
        || number() != text.length()
        || number() != text.hashCode()) {
      return Optional.empty();
    }
    words = new String[index()];
    for (int i = 0; i < words.length; i++) {
      int length = index();
      words[i] = new String(bytes, next, length, StandardCharsets.UTF_8);
      next += length;
    }
    return Optional.of(new Program(new Span(0, text.length()), source, statements()));
  }

  private List<Statement> statements() {
    return list(this::statement);
  }

  private Statement statement() {
    String form = word();
    Span span = span();
    return switch (form) {
      case "Evaluate" -> new Statement.Evaluate(span, expression(), truth());
      case "Let" -> new Statement.Let(span, target(), expression());
      case "Assign" -> new Statement.Assign(span, target(), expression());
      case "AugmentedAssign" ->
          new Statement.AugmentedAssign(span, BINARY[index()], target(), expression());
      case "Function" ->
          new Statement.Function(span, word(), span(), parameters(), block(), optional(this::word));
      case "Module" ->
          new Statement.Module(span, word(), span(), parameters(), block(), optional(this::word));
      case "Return" -> new Statement.Return(span, optional(this::expression));
      case "While" -> new Statement.While(span, expression(), block());
      case "For" -> new Statement.For(span, target(), expression(), block());
      case "Break" -> new Statement.Break(span);
      case "Continue" -> new Statement.Continue(span);
      case "Try" ->
          new Statement.Try(span, block(), optional(this::handler), optional(this::block));
      case "Raise" -> new Statement.Raise(span, optional(this::expression));
      case "Assert" -> new Statement.Assert(span, expression(), optional(this::expression));
      case "ImportFile" -> new Statement.ImportFile(span, word(), span(), word(), span());
      case "ImportLibrary" -> new Statement.ImportLibrary(span, list(this::word), word(), span());
      default -> throw unknown(form);
    };
  }

  private Statement.Try.Catch handler() {
    begin("Catch");
    return new Statement.Try.Catch(optional(this::variable), block());
  }

  private Target.Variable variable() {
    return (Target.Variable) target();
  }

  private Block block() {
    begin("Block");
    return new Block(span(), statements());
  }

  private List<Parameter> parameters() {
    return list(this::parameter);
  }

  private Parameter parameter() {
    begin("Parameter");
    return new Parameter(span(), word(), PARAMETERS[index()], optional(this::expression));
  }

  private Target target() {
    String form = word();
    Span span = span();
    return switch (form) {
      case "Variable" -> new Target.Variable(span, word());
      case "Attribute" -> new Target.Attribute(span, expression(), word(), span());
      case "Index" -> new Target.Index(span, expression(), expression());
      case "Tuple" -> new Target.Tuple(span, list(this::target));
      case "Rest" -> new Target.Rest(span, target());
      default -> throw unknown(form);
    };
  }

  private List<Expression> expressions() {
    return list(this::expression);
  }

  private Expression expression() {
    String form = word();
    Span span = span();
    return switch (form) {
      case "NoneLiteral" -> new Expression.NoneLiteral(span);
      case "BoolLiteral" -> new Expression.BoolLiteral(span, truth());
      case "IntLiteral" -> new Expression.IntLiteral(span, number());
      case "FloatLiteral" -> new Expression.FloatLiteral(span, Double.longBitsToDouble(number()));
      case "StringLiteral" -> new Expression.StringLiteral(span, word());
      case "FormatString" -> new Expression.FormatString(span, list(this::formatPart));
      case "Name" -> new Expression.Name(span, word());
      case "ListLiteral" -> new Expression.ListLiteral(span, expressions());
      case "TupleLiteral" -> new Expression.TupleLiteral(span, expressions());
      case "Spread" -> new Expression.Spread(span, expression());
      case "DictLiteral" -> new Expression.DictLiteral(span, list(this::entry));
      case "MatrixLiteral" -> new Expression.MatrixLiteral(span, list(this::expressions));
      case "Unary" -> new Expression.Unary(span, UNARY[index()], expression());
      case "Binary" -> new Expression.Binary(span, BINARY[index()], expression(), expression());
      case "Comparison" ->
          new Expression.Comparison(span, COMPARISONS[index()], expression(), expression());
      case "And" -> new Expression.And(span, expression(), expression());
      case "Or" -> new Expression.Or(span, expression(), expression());
      case "Not" -> new Expression.Not(span, expression());
      default -> compound(form, span);
    };
  }

  private Expression compound(String form, Span span) {
    return switch (form) {
      case "Call" -> new Expression.Call(span, expression(), list(this::argument), truth());
      case "Attribute" -> new Expression.Attribute(span, expression(), word(), span());
      case "Index" -> new Expression.Index(span, expression(), expression());
      case "Slice" ->
          new Expression.Slice(
              span,
              optional(this::expression),
              optional(this::expression),
              optional(this::expression));
      case "Ellipsis" -> new Expression.Ellipsis(span);
      case "Lambda" -> new Expression.Lambda(span, parameters(), block());
      case "If" -> new Expression.If(span, expression(), block(), optional(this::block));
      case "GradMode" -> new Expression.GradMode(span, MODES[index()], block());
      case "OfList" -> new Comprehension.OfList(span, expression(), list(this::clause));
      case "OfDict" ->
          new Comprehension.OfDict(span, expression(), expression(), list(this::clause));
      default -> throw unknown(form);
    };
  }

  private Expression.DictLiteral.Entry entry() {
    begin("Entry");
    return new Expression.DictLiteral.Entry(optional(this::expression), expression());
  }

  private Comprehension.Clause clause() {
    String form = word();
    Span span = span();
    return switch (form) {
      case "ForClause" -> new Comprehension.ForClause(span, target(), expression());
      case "IfClause" -> new Comprehension.IfClause(span, expression());
      default -> throw unknown(form);
    };
  }

  private FormatPart formatPart() {
    String form = word();
    Span span = span();
    return switch (form) {
      case "Text" -> new FormatPart.Text(span, word());
      case "Field" ->
          new FormatPart.Field(
              span,
              expression(),
              optional(this::word),
              CONVERSIONS[index()],
              list(this::formatPart));
      default -> throw unknown(form);
    };
  }

  private Argument argument() {
    String form = word();
    Span span = span();
    return switch (form) {
      case "Positional" -> new Argument.Positional(span, expression());
      case "Keyword" -> new Argument.Keyword(span, word(), span(), expression());
      case "Spread" -> new Argument.Spread(span, expression());
      case "NamedSpread" -> new Argument.NamedSpread(span, expression());
      default -> throw unknown(form);
    };
  }

  // What nodes are made of.

  private <T> List<T> list(Supplier<T> part) {
    int count = index();
    if (count == 0) {
      return List.of();
    }
    List<T> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      parts.add(part.get());
    }
    return parts;
  }

  private <T> Optional<T> optional(Supplier<T> part) {
    return truth() ? Optional.of(part.get()) : Optional.empty();
  }

  private void begin(String form) {
    String found = word();
    if (!found.equals(form)) {
      throw unknown(found);
    }
  }

  private static IllegalStateException unknown(String form) {
    return new IllegalStateException("a syntax tree of another version: " + form);
  }

  private Span span() {
    int start = lastStart + index();
    lastStart = start;
    return new Span(start, start + index());
  }

  private String word() {
    return words[index()];
  }

  private boolean truth() {
    return bytes[next++] != 0;
  }

  private int index() {
    return (int) number();
  }

  private long number() {
    byte first = bytes[next++];
    long bits = first & 127;
    if (first < 0) {
      byte group;
      int shift = 7;
      do {
        group = bytes[next++];
        bits |= (long) (group & 127) << shift;
        shift += 7;
      } while (group < 0);
    }
    return bits >>> 1 ^ -(bits & 1);
  }
}
