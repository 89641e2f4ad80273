package org.gradlang.op.declare;

import java.util.List;
import org.gradlang.op.declare.PointwiseFunction.DTypeRule;
import org.gradlang.op.signature.Signature;
import org.gradlang.op.signature.TypeNames;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The bound arguments of one call, by the names of the parameters.
 *
 * <p>A name that the signature does not have is a mistake in a declaration.
 */
public final class Bound {
  private final Signature signature;
  private final @Nullable Object[] values;

  public Bound(Signature signature, @Nullable Object[] values) {
    this.signature = signature;
    this.values = values;
  }

  /** The argument as it was bound; null for None. */
  public @Nullable Object get(String name) {
    return values[signature.require(name)];
  }

  /** Whether the signature has a parameter of this name. */
  public boolean knows(String name) {
    return signature.indexOf(name) >= 0;
  }

  /** Whether the argument is not None. */
  public boolean has(String name) {
    return get(name) != null;
  }

  public Tensor tensor(String name) {
    return (Tensor) required(name);
  }

  /** A tensor of floats; one of ints or bools is an error. */
  public Tensor floats(String name) {
    return DTypeRule.FLOATING.checked(operation(), tensor(name));
  }

  /** A tensor of floats or ints; one of bools is an error. */
  public Tensor numbers(String name) {
    return DTypeRule.NUMERIC.checked(operation(), tensor(name));
  }

  public @Nullable Tensor tensorOrNull(String name) {
    return (Tensor) get(name);
  }

  /** A tensor without gradient, or null for None; one that requires a gradient is an error. */
  public @Nullable Tensor constant(String name) {
    if (!(get(name) instanceof Tensor tensor)) {
      return null;
    }
    if (tensor.requiresGrad() && Context.current().isRecording()) {
      throw new GradError(
              ErrorKind.AUTOGRAD,
              operation() + "() has no gradient for its argument '" + name + "'")
          .help("pass it without its history, as " + name + ".detach()");
    }
    return tensor;
  }

  public Tensor[] tensors(String name) {
    return (Tensor[]) required(name);
  }

  /** An int that fits what sizes and dims can be; greater ones are clamped. */
  public int integer(String name) {
    return Math.clamp((Long) required(name), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  public long whole(String name) {
    return (Long) required(name);
  }

  public int[] ints(String name) {
    return (int[]) required(name);
  }

  public int @Nullable [] intsOrNull(String name) {
    return (int[]) get(name);
  }

  public double real(String name) {
    return Numbers.real(required(name));
  }

  public boolean flag(String name) {
    return (Boolean) required(name);
  }

  public String text(String name) {
    return (String) required(name);
  }

  public @Nullable DType dtype(String name) {
    return (DType) get(name);
  }

  /** All values of a list that was bound as it is. */
  public List<?> list(String name) {
    if (required(name) instanceof List<?> list) {
      return list;
    }
    throw signature.error(
        "needs a list for '" + name + "', not " + TypeNames.described(required(name)));
  }

  /** An argument that is not None. */
  public Object required(String name) {
    Object value = get(name);
    if (value == null) {
      throw signature.error("needs the argument '" + name + "'");
    }
    return value;
  }

  /** All arguments, in the order of the parameters. */
  public @Nullable Object[] values() {
    return values;
  }

  /** The name of the first parameter. */
  String firstName() {
    return signature.parameter(0).name();
  }

  /** The name of the operation, for messages. */
  public String operation() {
    return signature.name();
  }
}
