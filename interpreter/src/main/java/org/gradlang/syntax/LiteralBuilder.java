package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.antlr.v4.runtime.Token;
import org.gradlang.grammar.GradParser;
import org.jspecify.annotations.Nullable;

/** Makes literals and f-strings. */
final class LiteralBuilder {
  private final Source source;
  private final SyntaxErrors errors;
  private final ExpressionBuilder builder;

  LiteralBuilder(Source source, SyntaxErrors errors, ExpressionBuilder builder) {
    this.source = source;
    this.errors = errors;
    this.builder = builder;
  }

  Expression literal(Token token) {
    Span span = OperatorBuilder.span(token);
    return switch (token.getType()) {
      case GradParser.INTEGER -> integer(span, token, Literals.integer(token.getText()));
      case GradParser.FLOAT ->
          new Expression.FloatLiteral(span, Literals.floating(token.getText()));
      case GradParser.STRING -> new Expression.StringLiteral(span, string(token));
      case GradParser.TRUE -> new Expression.BoolLiteral(span, true);
      case GradParser.FALSE -> new Expression.BoolLiteral(span, false);
      case GradParser.NONE -> new Expression.NoneLiteral(span);
      default -> throw new IllegalArgumentException(token.getText());
    };
  }

  /** An integer with a minus before it: the smallest one has no positive part. */
  Expression negative(Span span, Token token) {
    return integer(span, token, Literals.negated(token.getText()));
  }

  private Expression integer(Span span, Token token, OptionalLong value) {
    if (value.isEmpty()) {
      errors.add(
          span,
          "this integer needs more than 64 bits",
          "the largest is 9223372036854775807; a float, such as `1e20`, may be larger");
    } else if (Literals.hasLeadingZero(token.getText())) {
      errors.add(span, "an integer does not begin with 0", "for an octal number write `0o17`");
    }
    return new Expression.IntLiteral(span, value.orElse(0));
  }

  String string(Token token) {
    return Literals.string(token.getText(), token.getStartIndex(), errors::add);
  }

  List<FormatPart> parts(List<GradParser.FormatPartContext> contexts) {
    List<FormatPart> parts = new ArrayList<>();
    for (GradParser.FormatPartContext context : contexts) {
      parts.add(
          switch (context) {
            case GradParser.FormatTextContext t -> text(t.FORMAT_TEXT().getSymbol());
            case GradParser.FormatFieldContext f -> field(f.field());
            default -> throw new IllegalArgumentException(context.getText());
          });
    }
    return parts;
  }

  private FormatPart text(Token token) {
    return new FormatPart.Text(
        OperatorBuilder.span(token),
        Literals.formatText(token.getText(), token.getStartIndex(), errors::add));
  }

  private FormatPart field(GradParser.FieldContext context) {
    return new FormatPart.Field(
        OperatorBuilder.span(context),
        builder.tuple(context.expressions()),
        label(context),
        conversion(context.name()),
        specification(context.specPart()));
  }

  /** In {@code {x = }}, everything up to what follows the {@code =}. */
  private Optional<String> label(GradParser.FieldContext context) {
    if (context.ASSIGN() == null) {
      return Optional.empty();
    }
    int start = context.OPEN_FIELD().getSymbol().getStopIndex() + 1;
    int end = context.ASSIGN().getSymbol().getStopIndex() + 1;
    while (Character.isWhitespace(source.text().charAt(end))) {
      end++;
    }
    return Optional.of(source.text().substring(start, end));
  }

  private FormatPart.Conversion conversion(GradParser.@Nullable NameContext name) {
    if (name == null) {
      return FormatPart.Conversion.NONE;
    }
    return switch (name.getText()) {
      case "r" -> FormatPart.Conversion.REPR;
      case "s" -> FormatPart.Conversion.STR;
      default -> {
        errors.add(OperatorBuilder.span(name), "after `!` stands `r` or `s`");
        yield FormatPart.Conversion.NONE;
      }
    };
  }

  private List<FormatPart> specification(List<GradParser.SpecPartContext> contexts) {
    List<FormatPart> parts = new ArrayList<>();
    for (GradParser.SpecPartContext context : contexts) {
      parts.add(
          switch (context) {
            case GradParser.SpecTextContext t ->
                new FormatPart.Text(OperatorBuilder.span(t), t.SPEC_TEXT().getText());
            case GradParser.SpecFieldContext f -> field(f.field());
            default -> throw new IllegalArgumentException(context.getText());
          });
    }
    return parts;
  }
}
