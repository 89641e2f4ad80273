package org.gradlang.tensor;

/** The memory of the whole JVM, which ends whatever the limits of a program are. */
public final class JvmMemory {
  private JvmMemory() {}

  /** The error where it ended: like other limits, one that no script catches. */
  public static GradError usedUp() {
    return limit("the memory that Java may use is full: " + all());
  }

  /** The error for what would not fit in even if nothing else were there. */
  public static GradError tooSmall(String what, double bytes) {
    String needed = Totals.size((long) bytes);
    return limit(what + " need " + needed + " of memory, and Java may use " + all());
  }

  private static String all() {
    return Totals.size(Runtime.getRuntime().maxMemory());
  }

  private static GradError limit(String message) {
    return new GradError(ErrorKind.LIMIT, message)
        .help("more is granted by java -Xmx8g, or GRAD_JVM_FLAGS=-Xmx8g for the command");
  }
}
