package org.gradlang.tensor;

/** The memory of the whole JVM, which ends whatever the limits of a program are. */
public final class JvmMemory {
  private JvmMemory() {}

  /** The error where it ended: like other limits, one that no script catches. */
  public static GradError usedUp() {
    String all = Totals.size(Runtime.getRuntime().maxMemory());
    return new GradError(ErrorKind.LIMIT, "the memory that Java may use is full: " + all)
        .help("more is granted by java -Xmx8g, or GRAD_JVM_FLAGS=-Xmx8g for the command");
  }
}
