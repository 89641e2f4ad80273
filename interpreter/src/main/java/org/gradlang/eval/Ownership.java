package org.gradlang.eval;

import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Builtin;
import org.gradlang.value.OperationCallable;
import org.jspecify.annotations.Nullable;

/**
 * The storage of a tensor that a variable alone holds: it came right from an operation, and nobody
 * has read the variable since but operations that only look at their operands. When the variable
 * gets another value, the array goes to the next result. So does that of an operand that is itself
 * an operation, once the operation around it has looked at it.
 *
 * <p>Only large storages can be owned, see {@link Storage#unwritten}; for others each of these is a
 * test or two.
 */
public final class Ownership {
  /** Of more results than these none is owned. */
  private static final int MOST_PARTS = 16;

  private Ownership() {}

  /** Whether a call of this only looks at its arguments. */
  public static boolean borrows(Object callee) {
    return callee instanceof OperationCallable operation && operation.borrows()
        || callee instanceof Builtin builtin && builtin.borrows();
  }

  /** A value that anybody may see from now on. */
  public static Object share(Object value) {
    if (value instanceof Tensor tensor && tensor.storage().isOwned()) {
      tensor.storage().share();
    }
    return value;
  }

  /** The value of an operation, in which nothing is owned any more that was an operand's. */
  public static Object shareAll(Object value) {
    if (value instanceof List<?> results) {
      for (Object result : results) {
        shareAll(result);
      }
      return value;
    }
    return share(value);
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
    if (value instanceof Tensor tensor && isMade(tensor, operands)) {
      tensor.storage().own();
    }
    return value;
  }

  private static boolean isMade(Tensor result, Object[] operands) {
    if (!result.storage().isNew()) {
      return false;
    }
    for (Object operand : operands) {
      if (isPartOf(operand, result.storage())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Makes who got several results, and shows them to nobody, the owner of those that are new, until
   * it has {@link #choose chosen} one.
   */
  public static void takeParts(List<?> results, Object[] operands) {
    for (int i = 0; i < results.size() && i < MOST_PARTS; i++) {
      if (results.get(i) instanceof Tensor tensor && isMade(tensor, operands)) {
        tensor.storage().own();
      }
    }
  }

  /**
   * Says that who got several results goes on with a part of them, and forgets the others.
   *
   * @param owned whether the part is owned from now on, if it is a tensor that was
   */
  public static void choose(List<?> results, Object part, boolean owned) {
    for (int i = 0; i < results.size() && i < MOST_PARTS; i++) {
      if (results.get(i) instanceof Tensor tensor && tensor.storage().isOwned()) {
        if (!(part instanceof Tensor chosen)) {
          tensor.storage().share();
        } else if (!chosen.storage().sharesWith(tensor.storage())) {
          tensor.storage().giveBackInPassing(Context.current());
        } else if (!owned || tensor != chosen) {
          tensor.storage().share();
        }
      }
    }
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

  /** Whether an operand, or a list of them, has these elements; or may have, as a list of lists. */
  public static boolean isPartOf(Object operand, Storage storage) {
    return operand instanceof Tensor tensor && tensor.storage().sharesWith(storage)
        || operand instanceof List<?> list && isPartOf(list, storage);
  }

  private static boolean isPartOf(List<?> list, Storage storage) {
    for (Object element : list) {
      if (element instanceof Tensor tensor
          ? tensor.storage().sharesWith(storage)
          : !(element instanceof Number)) {
        return true;
      }
    }
    return false;
  }

  /** Says that nobody needs an operand any more that was owned by the operation with this value. */
  static void drop(Object operand, Object value) {
    if (operand instanceof Tensor tensor && tensor.storage().isOwned()) {
      Storage storage = tensor.storage();
      if (isPartOf(value, storage)) {
        storage.share();
      } else {
        storage.giveBackInPassing(Context.current());
      }
    }
  }

  /** Says that a variable which owned {@code before}, if that can be owned, has another value. */
  public static void release(@Nullable Object before, Object now) {
    if (before instanceof Tensor tensor && tensor.storage().isOwned() && before != now) {
      tensor.storage().giveBack(Context.current());
    }
  }
}
