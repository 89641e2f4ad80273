package org.gradlang;

import java.util.Objects;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The arguments of one call of a {@link HostFunction}, which fit its signature. */
public final class HostCall {
  private final Grad grad;
  private final Signature signature;
  private final @Nullable Object[] bound;

  HostCall(Grad grad, Signature signature, @Nullable Object[] bound) {
    this.grad = grad;
    this.signature = signature;
    this.bound = bound;
  }

  /** The engine whose program calls: to call functions of it back, say. */
  public Grad grad() {
    return grad;
  }

  /** Whether an argument is None. */
  public boolean isNone(String parameter) {
    Object value = bound[signature.require(parameter)];
    return value == null || value == None.NONE;
  }

  /** An argument that is a {@code tensor}. */
  public Tensor tensor(String parameter) {
    return as(parameter, Tensor.class);
  }

  /** An argument that is a {@code float} or an {@code int}. */
  public double number(String parameter) {
    return as(parameter, Double.class);
  }

  /** An argument that is an {@code int}. */
  public long integer(String parameter) {
    return as(parameter, Long.class);
  }

  /** An argument that is a {@code bool}. */
  public boolean flag(String parameter) {
    return as(parameter, Boolean.class);
  }

  /** An argument that is a {@code str}. */
  public String text(String parameter) {
    return as(parameter, String.class);
  }

  /** Any argument. */
  public Value value(String parameter) {
    return new Value(grad, argument(parameter));
  }

  /**
   * An argument as a Java type that {@link Value#as} knows.
   *
   * @throws org.gradlang.tensor.GradError a TypeError where it is something else
   * @throws NullPointerException where it is None: ask {@link #isNone} first
   */
  public <T> T as(String parameter, Class<T> type) {
    Object value = new JavaValues(grad).toJava(argument(parameter), type);
    @SuppressWarnings("unchecked") // also of primitive types, whose class casts nothing
    T result = (T) Objects.requireNonNull(value, parameter);
    return result;
  }

  private Object argument(String parameter) {
    Object value = bound[signature.require(parameter)];
    return value == null ? None.NONE : value;
  }
}
