package org.gradlang.value;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** {@code x[i]} and {@code x[i] = v}; several indices come as one tuple. */
public final class Indexing {
  private Indexing() {}

  /** {@code target[index]}. */
  public static Object get(Object target, Object index) {
    return switch (target) {
      case ListValue list ->
          index instanceof SliceValue slice ? slice(list, slice) : element(list, index);
      case DictValue dict -> value(dict, index);
      case Tensor tensor -> TensorIndexing.get(tensor, index);
      case TupleValue tuple ->
          index instanceof SliceValue slice ? slice(tuple, slice) : element(tuple, index);
      case String text ->
          index instanceof SliceValue slice ? Text.slice(text, slice) : character(text, index);
      case RangeValue range ->
          index instanceof SliceValue slice ? range.slice(slice) : number(range, index);
      default -> item(target, index);
    };
  }

  /** {@code target[index] = value}. */
  public static void set(Object target, Object index, Object value) {
    switch (target) {
      case ListValue list -> assign(list, index, value);
      case DictValue dict -> dict.put(index, value);
      case Tensor tensor -> TensorIndexing.set(tensor, index, value);
      case TupleValue tuple -> throw fixed(tuple, "make a list of it: list(...)");
      case String text -> throw fixed(text, "build a new str, with replace or slices");
      default -> assignItem(target, index, value);
    }
  }

  private static Object element(ListValue list, Object index) {
    if (index instanceof Long number && number >= 0 && number < list.size()) {
      return list.get((int) (long) number);
    }
    return list.get(position(index, list.size(), "list"));
  }

  private static Object element(TupleValue tuple, Object index) {
    return tuple.get(position(index, tuple.size(), "tuple"));
  }

  private static Object character(String text, Object index) {
    return Text.at(text, position(index, Text.length(text), "str"));
  }

  private static Object number(RangeValue range, Object index) {
    long at = Position.of(index, "the indices of a range are ints or slices");
    long place = at < 0 ? at + range.length() : at;
    if (place < 0 || place >= range.length()) {
      throw Position.outside(at, range.length(), "range");
    }
    return range.at(place);
  }

  private static int position(Object index, int size, String what) {
    return Position.inside(
        Position.of(index, "the indices of a " + what + " are ints or slices"), size, what);
  }

  private static ListValue slice(ListValue list, SliceValue slice) {
    return ListValue.of(taken(list, slice.bounds(list.size())));
  }

  private static TupleValue slice(TupleValue tuple, SliceValue slice) {
    return tuple.like(taken(tuple, slice.bounds(tuple.size())));
  }

  private static Object[] taken(java.util.List<Object> list, SliceValue.Bounds bounds) {
    Object[] taken = ValueRoom.array(bounds.length());
    Context context = Context.current();
    for (int i = 0; i < taken.length; i++) {
      context.reached(i);
      taken[i] = list.get((int) (bounds.start() + i * bounds.step()));
    }
    return taken;
  }

  private static Object value(DictValue dict, Object key) {
    Object value = dict.get(key);
    if (value == null) {
      throw missing(dict, key);
    }
    return value;
  }

  /** The KeyError of a key that a dict does not have. */
  public static GradError missing(DictValue dict, Object key) {
    GradError error =
        new GradError(ErrorKind.KEY, "the dict has no key " + Representation.brief(key));
    if (key instanceof String name) {
      Names.suggest(error, name, dict.keySet());
    }
    return error;
  }

  private static Object item(Object target, Object index) {
    Callable method = Protocol.method(target, "__getitem__");
    if (method == null) {
      throw new GradError(ErrorKind.TYPE, Types.described(target) + " cannot be indexed");
    }
    return method.call(Arguments.of(index));
  }

  private static void assign(ListValue list, Object index, Object value) {
    if (index instanceof SliceValue slice) {
      SliceAssignment.assign(list, slice, value);
    } else {
      list.set(position(index, list.size(), "list"), value);
    }
  }

  private static void assignItem(Object target, Object index, Object value) {
    Callable method = Protocol.method(target, "__setitem__");
    if (method == null) {
      throw new GradError(
          ErrorKind.TYPE, "the elements of " + Types.described(target) + " cannot be assigned");
    }
    method.call(Arguments.of(index, value));
  }

  private static GradError fixed(Object target, String help) {
    return new GradError(
            ErrorKind.TYPE, "the elements of " + Types.described(target) + " cannot be assigned")
        .help(help);
  }
}
