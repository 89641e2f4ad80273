package org.gradlang.stdlib.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.TupleValue;

/** What a pickle may give a program in the end. */
final class PlainData {
  private static final int DEEPEST = 1000;
  private static final int LONGEST_KEY = 64;

  private PlainData() {}

  /** A key of a dict: a scalar, or a tuple of scalars. */
  static Object key(Object value) throws FormatException {
    boolean valid =
        value instanceof TupleValue tuple
            ? tuple.size() <= LONGEST_KEY && tuple.stream().allMatch(PlainData::isScalar)
            : isScalar(value);
    if (!valid) {
      throw new FormatException("it has a dict with a key that is neither a number nor a text");
    }
    return value;
  }

  private static boolean isScalar(Object value) {
    return value == None.NONE
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof Double
        || value instanceof String
        || value instanceof DType;
  }

  /** Refuses what is no plain data; values may contain each other and themselves. */
  static Object checked(Object root) throws FormatException {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Object> level = List.of(root);
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth > DEEPEST) {
        throw new FormatException(
            "it has more than " + DEEPEST + " lists and dicts inside each other");
      }
      List<Object> next = new ArrayList<>();
      for (Object value : level) {
        if (!isScalar(value) && !(value instanceof Tensor) && seen.add(value)) {
          next.addAll(elements(value));
        }
      }
      level = next;
    }
    return root;
  }

  private static List<Object> elements(Object value) throws FormatException {
    return switch (value) {
      case ListValue list -> list;
      case TupleValue tuple -> tuple;
      case DictValue dict -> dict.valueList();
      default -> throw new FormatException("it holds " + TorchNames.described(value));
    };
  }
}
