package org.gradlang.eval;

import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.OperationCallable;
import org.jspecify.annotations.Nullable;

/**
 * The storage of a tensor that a variable alone holds: it came right from an operation, and nobody
 * has read the variable since but operations that only look at their operands. When the variable
 * gets another value, the array goes to the next result.
 *
 * <p>Only large storages can be owned, see {@link Storage#unwritten}; for others each of these is a
 * test or two.
 */
public final class Ownership {
  private Ownership() {}

  /** Whether a call of this only looks at its arguments. */
  public static boolean borrows(Object callee) {
    return callee instanceof OperationCallable operation && operation.borrows();
  }

  /** A value that anybody may see from now on. */
  public static Object share(Object value) {
    if (value instanceof Tensor tensor && tensor.storage().isOwned()) {
      tensor.storage().share();
    }
    return value;
  }

  /** Shares the first values of an array. */
  public static void share(@Nullable Object[] values, int count) {
    for (int i = 0; i < count; i++) {
      Object value = values[i];
      if (value != null) {
        share(value);
      }
    }
  }

  /**
   * Makes a variable the owner of the value that it is going to get, where that is new: the result
   * of an operation that only looked at the operands.
   */
  public static Object take(Object value, Object[] operands) {
    if (value instanceof Tensor tensor && tensor.storage().isNew()) {
      for (Object operand : operands) {
        if (isPartOf(operand, tensor.storage())) {
          return value;
        }
      }
      tensor.storage().own();
    }
    return value;
  }

  /** The same for a result of two operands. */
  public static Object take(Object value, Object a, Object b) {
    if (value instanceof Tensor tensor
        && tensor.storage().isNew()
        && !isPartOf(a, tensor.storage())
        && !isPartOf(b, tensor.storage())) {
      tensor.storage().own();
    }
    return value;
  }

  private static boolean isPartOf(Object operand, Storage storage) {
    return operand instanceof Tensor tensor && tensor.storage().sharesWith(storage)
        || operand instanceof List<?> list && !list.stream().allMatch(Number.class::isInstance);
  }

  /** Says that a variable which owned {@code before}, if that can be owned, has another value. */
  public static void release(@Nullable Object before, Object now) {
    if (before instanceof Tensor tensor && tensor.storage().isOwned() && before != now) {
      tensor.storage().giveBack(Context.current());
    }
  }
}
