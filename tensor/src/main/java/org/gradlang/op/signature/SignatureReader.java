package org.gradlang.op.signature;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Reads the text of one {@link Signature}. */
final class SignatureReader {
  private final String text;
  private int position;

  SignatureReader(String text) {
    this.text = text;
  }

  /** The name before the parenthesis. */
  String name() {
    return text.substring(0, text.indexOf('(')).strip();
  }

  Parameter[] parameters() {
    position = text.indexOf('(') + 1;
    List<Parameter> found = new ArrayList<>();
    boolean keywordOnly = false;
    skipBlanks();
    while (text.charAt(position) != ')') {
      if (text.startsWith("*,", position)) {
        keywordOnly = true;
        position++;
      } else {
        Parameter parameter = parameter(keywordOnly);
        found.add(parameter);
        keywordOnly |= parameter.variadic();
      }
      if (text.charAt(position) == ',') {
        position++;
      }
      skipBlanks();
    }
    return found.toArray(Parameter[]::new);
  }

  private Parameter parameter(boolean keywordOnly) {
    boolean variadic = skip('*');
    String name = word();
    expect(':');
    ParameterType type = ParameterType.named(word());
    boolean optional = skip('?');
    if (!skip('=')) {
      return new Parameter(
          name,
          type,
          optional,
          variadic ? false : true,
          empty(type, variadic),
          variadic ? "()" : "",
          keywordOnly,
          variadic);
    }
    String written = standard();
    return new Parameter(
        name, type, optional, false, value(type, written), written, keywordOnly, variadic);
  }

  private static @Nullable Object empty(ParameterType type, boolean variadic) {
    if (!variadic) {
      return null;
    }
    return switch (type) {
      case INTS, FLOATS -> value(type, "()");
      case TENSORS -> new Tensor[0];
      default -> List.of();
    };
  }

  private String word() {
    skipBlanks();
    int start = position;
    while (Character.isJavaIdentifierPart(text.charAt(position))) {
      position++;
    }
    if (start == position) {
      throw new IllegalArgumentException("a name is expected at " + position + " of " + text);
    }
    return text.substring(start, position);
  }

  private String standard() {
    skipBlanks();
    int start = position;
    int depth = 0;
    while (depth > 0 || text.charAt(position) != ',' && text.charAt(position) != ')') {
      char c = text.charAt(position++);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
    }
    return text.substring(start, position).strip();
  }

  private static @Nullable Object value(ParameterType type, String written) {
    if (written.equals("None")) {
      return type == ParameterType.ANY ? None.NONE : null;
    }
    return switch (type) {
      case INTS -> ints(written);
      case FLOATS -> doubles(written);
      case INT -> Long.valueOf(written);
      case FLOAT -> number(written);
      case DTYPE -> DType.valueOf(written.toUpperCase(java.util.Locale.ROOT));
      case TENSOR, TENSORS, NUMBER, OPERAND, BOOL, STR, DEVICE, GENERATOR, FN, ANY ->
          literal(written);
    };
  }

  private static Object literal(String written) {
    if (written.equals("True") || written.equals("False")) {
      return written.equals("True");
    }
    if (written.equals("()")) {
      return List.of();
    }
    char first = written.charAt(0);
    if (first == '"' || first == '\'') {
      return written.substring(1, written.length() - 1);
    }
    boolean isInt = written.chars().allMatch(c -> c == '-' || Character.isDigit(c));
    return isInt ? (Object) Long.valueOf(written) : (Object) number(written);
  }

  private static Double number(String written) {
    return switch (written) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.valueOf(written);
    };
  }

  private static int[] ints(String written) {
    return elements(written).stream().mapToInt(Integer::parseInt).toArray();
  }

  private static double[] doubles(String written) {
    return elements(written).stream().mapToDouble(SignatureReader::number).toArray();
  }

  private static List<String> elements(String written) {
    List<String> parts = new ArrayList<>();
    for (String part : written.replaceAll("[()\\[\\]]", "").split(",", -1)) {
      if (!part.isBlank()) {
        parts.add(part.strip());
      }
    }
    return parts;
  }

  private void expect(char c) {
    if (!skip(c)) {
      throw new IllegalArgumentException("'" + c + "' is expected at " + position + " of " + text);
    }
  }

  private boolean skip(char c) {
    skipBlanks();
    if (text.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }
}
