package org.gradlang.op.declare;

import java.util.Map;

/** The names that PyTorch gives to graph nodes. */
public final class NodeNames {
  private NodeNames() {}

  /** Second names, whose nodes PyTorch calls by the first one. */
  private static final Map<String, String> ALIASES =
      Map.of(
          "arcsin", "asin", "arccos", "acos", "arctan", "atan", "arctan2", "atan2", "arcsinh",
          "asinh", "arccosh", "acosh", "arctanh", "atanh", "fix", "trunc");

  /** {@code log_softmax} becomes {@code LogSoftmaxBackward0}, {@code log1p} becomes Log1P. */
  public static String of(String operation) {
    StringBuilder name = new StringBuilder();
    boolean inside = false;
    for (char c : ALIASES.getOrDefault(operation, operation).toCharArray()) {
      if (c != '_') {
        name.append(inside ? c : Character.toUpperCase(c));
      }
      inside = Character.isLetter(c);
    }
    return name.append("Backward0").toString();
  }
}
