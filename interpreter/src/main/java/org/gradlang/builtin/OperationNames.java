package org.gradlang.builtin;

import java.util.List;

/** Where an operation is found as a function. */
final class OperationNames {
  private static final List<String> NAMESPACES = List.of("linalg", "special", "fft");

  private OperationNames() {}

  /**
   * The paths of an operation: {@code linalg_norm} is {@code linalg.norm}, and every other one is
   * there without a prefix and in {@code nn.functional}.
   */
  static List<String> paths(String operation) {
    for (String namespace : NAMESPACES) {
      if (operation.startsWith(namespace + "_")) {
        return List.of(namespace + "." + operation.substring(namespace.length() + 1));
      }
    }
    return List.of(operation, "nn.functional." + operation);
  }
}
