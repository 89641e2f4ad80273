package org.gradlang.value;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** What {@code for}, {@code list}, {@code *} and their like go through. */
public final class Iteration {
  private Iteration() {}

  /** The elements of a value in order; a value that has none is a TypeError. */
  public static Iterator<Object> of(Object value) {
    return switch (value) {
      case ListValue list -> list.iterator();
      case TupleValue tuple -> tuple.iterator();
      case RangeValue range -> range.iterator();
      case DictValue dict -> dict.keyIterator();
      case String text -> characters(text);
      case Tensor tensor -> rows(tensor);
      case Attributes object -> ofObject(object);
      case Iterable<?> iterable -> each(iterable.iterator());
      default -> throw notIterable(value);
    };
  }

  /** All elements of a value, as a new list. */
  public static ListValue list(Object value) {
    if (value instanceof List<?> list) {
      return new ListValue(list);
    }
    if (value instanceof RangeValue range) {
      ValueRoom.forNumbers(range.length());
    }
    ListValue list = new ListValue();
    of(value).forEachRemaining(list::add);
    return list;
  }

  /** {@code len(value)}. */
  public static long length(Object value) {
    return switch (value) {
      case List<?> list -> list.size();
      case DictValue dict -> dict.size();
      case String text -> Text.length(text);
      case RangeValue range -> range.length();
      case Tensor tensor -> rowCount(tensor);
      default -> lengthOfObject(value);
    };
  }

  /** Whether {@link #length} has an answer. */
  public static boolean isSized(Object value) {
    return switch (value) {
      case List<?> list -> true;
      case DictValue dict -> true;
      case String text -> true;
      case RangeValue range -> true;
      case Tensor tensor -> tensor.dim() != 0;
      default -> Protocol.method(value, "__len__") != null;
    };
  }

  private static long lengthOfObject(Object value) {
    Callable length = Protocol.method(value, "__len__");
    if (length != null && length.call(Arguments.NONE) instanceof Long number) {
      return number;
    }
    throw new GradError(ErrorKind.TYPE, "len() does not take " + Types.described(value));
  }

  private static int rowCount(Tensor tensor) {
    if (tensor.dim() == 0) {
      throw new GradError(ErrorKind.TYPE, "a tensor of no dimensions has no len()")
          .help("x.item() is its number");
    }
    return tensor.layout().size(0);
  }

  /**
   * The elements of a value that is taken apart into {@code count} parts; any other number of
   * elements is a ValueError.
   */
  public static Object[] unpack(Object value, int count) {
    if (value instanceof TupleValue tuple && tuple.size() == count) {
      return tuple.toArray();
    }
    Iterator<Object> elements = ofUnpacked(value);
    Object[] parts = new Object[count];
    for (int i = 0; i < count; i++) {
      if (!elements.hasNext()) {
        throw new GradError(
            ErrorKind.VALUE, count + " values are taken apart here, but there " + areOnly(i));
      }
      parts[i] = elements.next();
    }
    if (elements.hasNext()) {
      throw new GradError(
          ErrorKind.VALUE,
          "more than "
              + count
              + (count == 1 ? " value" : " values")
              + " to take apart"
              + counted(value));
    }
    return parts;
  }

  private static String areOnly(int count) {
    return count == 0 ? "are none" : count == 1 ? "is only 1" : "are only " + count;
  }

  private static String counted(Object value) {
    return value instanceof List<?> || value instanceof DictValue || value instanceof String
        ? ": there are " + length(value)
        : "";
  }

  private static Iterator<Object> ofUnpacked(Object value) {
    if (!isIterable(value)) {
      throw new GradError(ErrorKind.TYPE, Types.described(value) + " cannot be taken apart");
    }
    return of(value);
  }

  /** Whether {@link #of} has elements to give. */
  public static boolean isIterable(Object value) {
    return switch (value) {
      case Iterable<?> iterable -> true;
      case DictValue dict -> true;
      case String text -> true;
      case Tensor tensor -> tensor.dim() != 0;
      case Attributes object ->
          Protocol.method(object, "__iter__") != null
              || Protocol.method(object, "__getitem__") != null;
      default -> false;
    };
  }

  private static GradError notIterable(Object value) {
    GradError error = new GradError(ErrorKind.TYPE, Types.described(value) + " is not iterable");
    return value instanceof Long n ? error.help("count with range(" + n + ")") : error;
  }

  /** As Python: {@code __iter__}, else {@code __getitem__} with {@code __len__}. */
  private static Iterator<Object> ofObject(Attributes object) {
    if (object instanceof Iterable<?> iterable) {
      return each(iterable.iterator());
    }
    Callable iter = Protocol.method(object, "__iter__");
    if (iter != null) {
      return of(iter.call(Arguments.NONE));
    }
    Callable item = Protocol.method(object, "__getitem__");
    if (item == null || Protocol.method(object, "__len__") == null) {
      throw notIterable(object);
    }
    return indexed(length(object), index -> item.call(Arguments.of(index)));
  }

  private static Iterator<Object> each(Iterator<?> source) {
    if (source instanceof ClosingIterator closing) {
      return closing;
    }
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public Object next() {
        return source.next();
      }
    };
  }

  private static Iterator<Object> rows(Tensor tensor) {
    if (tensor.dim() == 0) {
      throw new GradError(ErrorKind.TYPE, "a tensor of no dimensions cannot be iterated")
          .help("x.item() is its number");
    }
    // Rows of floats are results of one unbind, as in PyTorch; others have no graph, and can wait.
    return tensor.dtype().isFloating()
        ? of(TensorOperators.call("unbind", tensor))
        : indexed(rowCount(tensor), index -> TensorValues.row(tensor, index));
  }

  private static Iterator<Object> characters(String text) {
    if (Text.isSimple(text)) {
      return indexed(text.length(), index -> Text.of(text.charAt((int) index)));
    }
    return each(text.codePoints().mapToObj(Character::toString).iterator());
  }

  private static Iterator<Object> indexed(long length, java.util.function.LongFunction<Object> at) {
    return new Iterator<>() {
      private final Context context = Context.current();
      private long next;

      @Override
      public boolean hasNext() {
        return next < length;
      }

      @Override
      public Object next() {
        if (next >= length) {
          throw new NoSuchElementException();
        }
        context.reached((int) next);
        return at.apply(next++);
      }
    };
  }
}
