package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gradlang.grammar.GradParser;
import org.jspecify.annotations.Nullable;

/** Makes the parameters of functions, lambdas and modules, and checks their order and names. */
final class ParameterBuilder {
  private final SyntaxErrors errors;
  private final ExpressionBuilder builder;

  ParameterBuilder(SyntaxErrors errors, ExpressionBuilder builder) {
    this.errors = errors;
    this.builder = builder;
  }

  List<Parameter> of(GradParser.LambdaParametersContext context) {
    if (context.name() == null) {
      return of(context.parameterList());
    }
    return List.of(plain(context.name(), Optional.empty(), OperatorBuilder.span(context)));
  }

  List<Parameter> of(GradParser.@Nullable ParameterListContext context) {
    if (context == null) {
      return List.of();
    }
    List<Parameter> parameters = new ArrayList<>();
    context.parameter().forEach(parameter -> parameters.add(parameter(parameter)));
    checkNames(parameters);
    checkOrder(parameters);
    return parameters;
  }

  private Parameter parameter(GradParser.ParameterContext context) {
    Span span = OperatorBuilder.span(context);
    return switch (context) {
      case GradParser.PlainParameterContext p ->
          plain(p.name(), Optional.ofNullable(p.expression()).map(builder::expression), span);
      case GradParser.RestParameterContext r ->
          new Parameter(span, text(r.name()), Parameter.Kind.REST, Optional.empty());
      case GradParser.NamedRestParameterContext r ->
          new Parameter(span, text(r.name()), Parameter.Kind.NAMED_REST, Optional.empty());
      default -> throw new IllegalArgumentException(context.getText());
    };
  }

  private static Parameter plain(
      GradParser.NameContext name, Optional<Expression> value, Span span) {
    return new Parameter(span, name.getText(), Parameter.Kind.PLAIN, value);
  }

  private static String text(GradParser.@Nullable NameContext name) {
    return name == null ? "" : name.getText();
  }

  private void checkNames(List<Parameter> parameters) {
    Map<String, Parameter> seen = new HashMap<>();
    for (Parameter parameter : parameters) {
      Parameter earlier = parameter.name().isEmpty() ? null : seen.get(parameter.name());
      if (earlier != null) {
        String message = "there are two parameters named `" + parameter.name() + "`";
        errors.addWithNote(parameter.span(), message, earlier.span(), "the first one");
      }
      seen.putIfAbsent(parameter.name(), parameter);
    }
  }

  private void checkOrder(List<Parameter> parameters) {
    boolean defaults = false;
    boolean rest = false;
    Parameter last = parameters.getLast();
    for (Parameter parameter : parameters) {
      switch (parameter.kind()) {
        case PLAIN -> {
          if (defaults && !rest && parameter.defaultValue().isEmpty()) {
            errors.add(
                parameter.span(), "a parameter without a default follows one with a default");
          }
          defaults |= parameter.defaultValue().isPresent();
        }
        case REST -> {
          if (rest) {
            errors.add(parameter.span(), "there can be one `*` only");
          }
          rest = true;
        }
        case NAMED_REST -> {
          if (parameter != last) {
            errors.add(parameter.span(), "`**` must be the last parameter");
          }
        }
      }
    }
  }
}
