package org.gradlang.op;

import java.util.List;
import org.gradlang.op.signature.Parameter;
import org.gradlang.op.signature.Results;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** One way to call an operation: its signature and what it does with bound arguments. */
public abstract class Overload {
  private final String text;
  private @Nullable Signature signature;

  /** The text is read when the overload is first called. */
  public Overload(String text) {
    this.text = text;
  }

  public final Signature signature() {
    Signature known = signature;
    if (known == null) {
      known = Signature.parse(text);
      signature = known;
    }
    return known;
  }

  /**
   * Runs the operation and records it where a gradient may be asked for.
   *
   * @param bound the arguments as {@link Signature#bind} gives them
   * @return a Tensor, a {@link Results}, or a plain value of the language
   */
  public abstract Object apply(Context context, @Nullable Object[] bound);

  /**
   * The same for two tensors and nothing else, without an array of arguments: operators on small
   * tensors call so. Null, before anything is done, where the arguments have to be looked at.
   */
  public @Nullable Tensor applyToTwo(Context context, Tensor a, Tensor b) {
    return null;
  }

  /**
   * Runs the operation on several sets of arguments, one after the other.
   *
   * @param calls which differ in tensors alone; no tensor of one has elements of another's
   */
  public void applyEach(Context context, @Nullable Object[][] calls) {
    for (@Nullable Object[] bound : calls) {
      apply(context, bound);
    }
  }

  /**
   * Runs the operation and writes the result over the first operand, recorded likewise.
   *
   * @return the first operand
   */
  public Object applyInPlace(Context context, @Nullable Object[] bound) {
    throw new IllegalStateException(text + " has no form in place");
  }

  public final String text() {
    return text;
  }

  /**
   * Whether {@link #apply} does nothing but apply pointwise functions: then operands may be
   * temporaries that are not computed yet, and the result may be one.
   */
  public boolean isPointwise() {
    return false;
  }

  /**
   * Whether {@link #apply} only looks at its arguments: nobody has them afterwards who did not have
   * them before, unless a {@link org.gradlang.autograd.SavedTensor} or the result does.
   */
  public boolean borrows() {
    return isPointwise();
  }

  /** Whether gradients flow through it. */
  public abstract boolean isDifferentiable();

  /** Whether its declaration says so, one way or the other. */
  public boolean isDecided() {
    return true;
  }

  /** The parameters that gradients may flow to: those that take tensors. */
  public List<String> differentiable() {
    return isDifferentiable()
        ? signature().parameters().stream()
            .filter(Overload::takesTensors)
            .map(Parameter::name)
            .toList()
        : List.of();
  }

  private static boolean takesTensors(Parameter parameter) {
    return switch (parameter.type()) {
      case TENSOR, TENSORS, OPERAND -> true;
      case NUMBER, INT, INTS, FLOAT, FLOATS, BOOL, STR, DTYPE, DEVICE, GENERATOR, FN, ANY -> false;
    };
  }
}
