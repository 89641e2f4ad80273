package org.gradlang.value;

/** Whether two references are one object: what {@code ==} says in Java. */
public final class Identity {
  private Identity() {}

  @SuppressWarnings("ReferenceEquality") // it is what this is for
  public static boolean same(Object a, Object b) {
    return a == b;
  }

  /** What tells a value from others where it is printed, as Python's {@code 0x7f...}. */
  public static String address(Object value) {
    return String.format("0x7f%09x0", System.identityHashCode(value));
  }
}
