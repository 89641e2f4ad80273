package org.gradlang.value;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.value.number.Floats;
import org.jspecify.annotations.Nullable;

/** What keys of dicts are: equal numbers are one key, tensors and functions are themselves. */
final class Keys {
  /** Elements from which on it takes a while to compare all of them. */
  private static final int LONG = 1 << 16;

  private Keys() {}

  /** The hash of a key; a list or a dict is a TypeError. */
  static int hash(Object key) {
    return switch (key) {
      case String text -> LongText.hash(text);
      case Long number -> Long.hashCode(number);
      case Boolean flag -> flag ? 1 : 0;
      case Double number -> hash(number.doubleValue());
      case TupleValue tuple -> hash(tuple);
      case RangeValue range -> Long.hashCode(range.length());
      case ListValue list -> throw unhashable(list);
      case DictValue dict -> throw unhashable(dict);
      case SliceValue slice -> throw unhashable(slice);
      default -> key.hashCode();
    };
  }

  private static int hash(double number) {
    long whole = (long) number;
    return Floats.equal(whole, number) ? Long.hashCode(whole) : Double.hashCode(number);
  }

  private static int hash(TupleValue tuple) {
    int hash = 7;
    for (Object element : tuple) {
      hash = hash * 31 + hash(element);
    }
    return hash;
  }

  private static GradError unhashable(Object key) {
    GradError error =
        new GradError(ErrorKind.TYPE, Types.described(key) + " cannot be a key of a dict");
    return key instanceof ListValue ? error.help("use a tuple: tuple(...)") : error;
  }

  /** Whether two keys of the same hash are one. */
  static boolean same(Object a, Object b) {
    if (Identity.same(a, b)) {
      return true;
    }
    return switch (a) {
      case String text -> LongText.equal(text, b);
      case TupleValue tuple -> b instanceof TupleValue other && sameElements(tuple, other);
      case Long x -> Equality.equal(x, number(b));
      case Double x -> Equality.equal(x, number(b));
      case Boolean x -> Equality.equal(x, number(b));
      case RangeValue x -> b instanceof RangeValue && Equality.equal(x, b);
      default -> a.equals(b);
    };
  }

  /** A number as it is, and None for anything else: tensors are keys by identity. */
  private static Object number(Object value) {
    return value instanceof Number || value instanceof Boolean ? value : None.NONE;
  }

  private static boolean sameElements(TupleValue a, TupleValue b) {
    if (a.size() != b.size()) {
      return false;
    }
    @Nullable Context context = a.size() < LONG ? null : Context.current();
    for (int i = 0; i < a.size(); i++) {
      if (context != null) {
        context.reached(i);
      }
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }
}
