package org.gradlang.op.declare;

/** The names that PyTorch gives to graph nodes. */
public final class NodeNames {
  private NodeNames() {}

  /** {@code log_softmax} becomes {@code LogSoftmaxBackward0}, {@code log1p} becomes Log1P. */
  public static String of(String operation) {
    StringBuilder name = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < operation.length(); i++) {
      char c = operation.charAt(i);
      if (c != '_') {
        name.append(inside ? c : Character.toUpperCase(c));
      }
      inside = Character.isLetter(c);
    }
    return name.append("Backward0").toString();
  }
}
