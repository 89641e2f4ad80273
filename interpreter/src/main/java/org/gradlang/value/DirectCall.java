package org.gradlang.value;

import java.util.Arrays;
import org.gradlang.op.signature.Signature;
import org.jspecify.annotations.Nullable;

/**
 * A call of a built-in with so many positional arguments, up to three, as compiled code makes it: a
 * record, as the JVM takes the fields of one that it knows as constants, and so puts the built-in's
 * body into the code.
 *
 * @param given how many arguments there are
 * @param size how many values the body gets
 * @param type1 what the first argument must be to be bound as it is
 * @param standard2 the second value where no argument is given for it
 */
public record DirectCall(
    Builtin builtin,
    Builtin.Body body,
    int given,
    int size,
    Class<?> type1,
    Class<?> type2,
    Class<?> type3,
    @Nullable Object standard2,
    @Nullable Object standard3,
    @Nullable Object standard4) {
  private static final int MOST_GIVEN = 3;
  private static final int MOST = 4;

  /** Null where the body gets more than four values, or an argument would have to be converted. */
  static @Nullable DirectCall of(
      Builtin builtin, Builtin.Body body, Signature signature, int given) {
    int size = signature.size();
    if (given < 1 || given > MOST_GIVEN || size > MOST || !signature.takes(given)) {
      return null;
    }
    Class<?>[] types = {Object.class, Object.class, Object.class};
    @Nullable Object[] standards = new @Nullable Object[MOST];
    for (int i = 0; i < size; i++) {
      Class<?> ready = i < given ? signature.readyClass(i) : Object.class;
      if (ready == null) {
        return null;
      }
      if (i < given) {
        types[i] = ready;
      } else {
        standards[i] = signature.parameter(i).standard();
      }
    }
    return new DirectCall(
        builtin,
        body,
        given,
        size,
        types[0],
        types[1],
        types[2],
        standards[1],
        standards[2],
        standards[3]);
  }

  /** The same for a method, whose target is of a class. */
  public DirectCall on(Class<?> target) {
    return new DirectCall(
        builtin, body, given, size, target, type2, type3, standard2, standard3, standard4);
  }

  /** Whether arguments are bound as they are; those that the call does not have are null. */
  public boolean takes(Object a, @Nullable Object b, @Nullable Object c) {
    return type1.isInstance(a)
        && (given < 2 || type2.isInstance(b))
        && (given < 3 || type3.isInstance(c));
  }

  /** The call with arguments that it {@linkplain #takes takes}. */
  public Object call(Object a, @Nullable Object b, @Nullable Object c) {
    @Nullable Object[] bound = new @Nullable Object[size];
    bound[0] = a;
    if (size > 1) {
      bound[1] = given > 1 ? b : standard2;
    }
    if (size > 2) {
      bound[2] = given > 2 ? c : standard3;
    }
    if (size > 3) {
      bound[3] = standard4;
    }
    return body.apply(bound);
  }

  /** The arguments as a call takes them. */
  public Object[] arguments(Object a, @Nullable Object b, @Nullable Object c) {
    return Arrays.copyOf(new Object[] {a, b, c}, given);
  }
}
