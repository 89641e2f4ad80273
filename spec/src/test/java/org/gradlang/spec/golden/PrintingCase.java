package org.gradlang.spec.golden;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How something prints: an expression, perhaps after {@code set_printoptions}, or a number or text
 * under a format.
 *
 * @param format the format; then there are a type and a value, else there is an expression
 * @param text what is printed
 */
record PrintingCase(
    @Nullable String expr,
    @Nullable Map<String, Object> options,
    @Nullable String format,
    @Nullable String type,
    @Nullable Object value,
    String text)
    implements GoldenCase {

  @Override
  public String title() {
    return expr == null ? value + " as '" + format + "'" : expr;
  }

  @Override
  public List<String> differences(Interpreter interpreter) {
    String found = expr == null ? formatted(interpreter) : printed(interpreter, expr);
    return found.equals(text) ? List.of() : List.of("expected " + text, "but got  " + found);
  }

  private String printed(Interpreter interpreter, String expression) {
    if (options != null) {
      String settings =
          options.entrySet().stream()
              .map(option -> option.getKey() + "=" + literal(option.getValue()))
              .collect(Collectors.joining(", "));
      interpreter.evaluate("set_printoptions(" + settings + ")");
    }
    return interpreter.evaluate("str(" + expression + ")").asString();
  }

  private static Object literal(Object option) {
    return switch (option) {
      case Boolean bool -> bool ? "True" : "False";
      case String text -> '"' + text + '"';
      default -> option;
    };
  }

  private String formatted(Interpreter interpreter) {
    Object content =
        "float".equals(type)
            ? (Object) RecordedTensor.number(Objects.requireNonNull(value))
            : Objects.requireNonNull(value);
    return interpreter.evaluate("f\"{value:" + format + "}\"", Map.of("value", content)).asString();
  }
}
