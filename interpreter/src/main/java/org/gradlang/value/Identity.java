package org.gradlang.value;

/** Whether two references are one object: what {@code ==} says in Java. */
public final class Identity {
  private Identity() {}

  @SuppressWarnings("ReferenceEquality") // it is what this is for
  public static boolean same(Object a, Object b) {
    return a == b;
  }
}
