package org.gradlang;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;

/**
 * Plain data that a program made, as it was when it was frozen: immutable, of no engine, and safe
 * to share between threads. Each engine that it is {@linkplain Grad#set set} in gets a copy of its
 * own.
 *
 * <p>Plain are None, numbers, texts, dtypes, tensors, and lists, tuples and dicts of such; so is
 * the state of a model: {@code grad.eval("model.state_dict()").freeze()}. Tensors lose their
 * history.
 */
public final class Frozen {
  /** Plain values whose containers nobody else has, and whose tensors are {@link Elements}. */
  private final Object content;

  private Frozen(Object content) {
    this.content = content;
  }

  static Frozen of(Object value) {
    return new Frozen(new Copying(Frozen::freeze).copy(value));
  }

  /** The data as values of the engine that runs, new in everything that can be changed. */
  Object thawed() {
    return new Copying(Frozen::thaw).copy(content);
  }

  /** The elements of a tensor, the last dimension running fastest; never changed. */
  private record Elements(DType dtype, List<Integer> sizes, Object array) {}

  private static Object freeze(Object value) {
    return switch (value) {
      case None _, Long _, Double _, Boolean _, String _, DType _ -> value;
      case Tensor tensor -> elements(tensor);
      default ->
          throw new GradError(ErrorKind.TYPE, Types.described(value) + " cannot be frozen")
              .help("what can is numbers, texts, tensors, and lists, tuples and dicts of them");
    };
  }

  private static Elements elements(Tensor tensor) {
    Object array =
        tensor.dim() == 0
            ? tensor.toArray()
            : switch (tensor.dtype()) {
              case FLOAT32 -> tensor.toFloatArray();
              case FLOAT64 -> tensor.toDoubleArray();
              case INT64 -> tensor.toLongArray();
              case BOOL -> tensor.toBooleanArray();
            };
    List<Integer> sizes = Arrays.stream(tensor.layout().sizes()).boxed().toList();
    return new Elements(tensor.dtype(), sizes, array);
  }

  private static Object thaw(Object value) {
    if (!(value instanceof Elements elements)) {
      return value;
    }
    int[] sizes = elements.sizes.stream().mapToInt(Integer::intValue).toArray();
    return switch (elements.array) {
      case float[] array -> Tensor.of(array, sizes);
      case double[] array -> Tensor.of(array, sizes);
      case long[] array -> Tensor.of(array, sizes);
      case boolean[] array -> Tensor.of(array, sizes);
      default -> Tensor.of(elements.array); // a boxed number: no dimension
    };
  }

  /** Copies containers, and what is in them by a function. */
  private static final class Copying {
    private final UnaryOperator<Object> ofOthers;
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

    Copying(UnaryOperator<Object> ofOthers) {
      this.ofOthers = ofOthers;
    }

    Object copy(Object value) {
      return switch (value) {
        case TupleValue tuple -> inside(tuple, () -> tuple.withElements(copies(tuple)));
        case ListValue list -> inside(list, () -> ListValue.of(copies(list)));
        case DictValue dict -> inside(dict, () -> entries(dict));
        default -> ofOthers.apply(value);
      };
    }

    private Object inside(Object container, Supplier<Object> copy) {
      if (!open.add(container)) {
        throw new GradError(
            ErrorKind.VALUE, Types.described(container) + " that contains itself cannot be frozen");
      }
      Object result = copy.get();
      open.remove(container);
      return result;
    }

    private Object[] copies(List<?> elements) {
      return elements.stream().map(this::copy).toArray();
    }

    private DictValue entries(Map<?, ?> dict) {
      DictValue copy = new DictValue();
      dict.forEach((key, value) -> copy.put(copy(key), copy(value)));
      return copy;
    }
  }
}
