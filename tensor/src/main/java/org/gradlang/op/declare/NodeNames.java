package org.gradlang.op.declare;

import java.util.Locale;

/** The names that PyTorch gives to graph nodes. */
public final class NodeNames {
  private NodeNames() {}

  /** {@code log_softmax} becomes {@code LogSoftmaxBackward0}. */
  public static String of(String operation) {
    StringBuilder name = new StringBuilder();
    for (String part : operation.split("_")) {
      if (!part.isEmpty()) {
        name.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
      }
    }
    return name.append("Backward0").toString();
  }
}
