package org.gradlang.eval.function;

import java.util.StringJoiner;

/** Parameters as text. */
final class Signatures {
  private Signatures() {}

  /** {@code (p, q=1, *rest, k, **named)}. */
  static String of(Parameters parameters) {
    StringJoiner text = new StringJoiner(", ", "(", ")");
    for (int i = 0; i < parameters.count(); i++) {
      text.add(parameter(parameters, i));
    }
    return text.toString();
  }

  private static String parameter(Parameters parameters, int index) {
    String name = parameters.names[index];
    if (index == parameters.rest) {
      return "*" + name;
    }
    if (index == parameters.named) {
      return "**" + name;
    }
    return parameters.optional[index] ? name + "=" + parameters.defaults[index] : name;
  }
}
