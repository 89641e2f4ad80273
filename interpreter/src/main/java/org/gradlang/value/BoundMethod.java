package org.gradlang.value;

/** {@code x.name} of a method: a function that knows its target. */
public final class BoundMethod implements Callable {
  private final Object target;
  private final Method method;

  public BoundMethod(Object target, Method method) {
    this.target = target;
    this.method = method;
  }

  @Override
  public Object call(Arguments arguments) {
    return method.callOn(target, arguments);
  }

  @Override
  public String name() {
    return method.name();
  }

  /** The value whose method this is. */
  public Object target() {
    return target;
  }

  public Method method() {
    return method;
  }

  /** The same method of the same value. */
  @Override
  public boolean equals(Object other) {
    return other instanceof BoundMethod bound
        && Identity.same(bound.target, target)
        && Identity.same(bound.method, method);
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(target) * 31 + System.identityHashCode(method);
  }

  @Override
  public String toString() {
    return "<built-in method " + name() + " of " + Types.name(target) + ">";
  }
}
