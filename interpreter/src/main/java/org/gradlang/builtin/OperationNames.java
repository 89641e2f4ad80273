package org.gradlang.builtin;

import java.util.List;

/** Where an operation is found as a function. */
final class OperationNames {
  private static final List<String> NAMESPACES = List.of("linalg", "special", "autograd");

  private OperationNames() {}

  /**
   * The path of an operation: {@code linalg_norm} is {@code linalg.norm}, every other one stands
   * for itself.
   */
  static String path(String operation) {
    for (String namespace : NAMESPACES) {
      if (operation.startsWith(namespace + "_")) {
        return namespace + "." + operation.substring(namespace.length() + 1);
      }
    }
    return operation;
  }
}
