package org.gradlang.op.signature;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.shape.Strides;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Held;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Ledger;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Between nested lists of numbers and tensors. */
public final class Data {
  /** Bytes of a number in a list. */
  private static final int LISTED = 28;

  private Data() {}

  /**
   * A new tensor with the values of a number, a tensor, or a nested list of both; a {@link Listed}
   * counts as its list.
   *
   * @param dtype null for what the values suggest
   * @throws GradError a TypeError for other values, a ShapeError for ragged lists
   */
  public static Tensor tensor(Object values, @Nullable DType dtype) {
    int[] sizes = sizesOf(values);
    Filling filling = new Filling(dtype == null ? dtypeOf(values) : dtype, sizes);
    filling.fill(values, 0);
    return Fresh.of(filling.storage, sizes);
  }

  private static int[] sizesOf(Object values) {
    int[] sizes = {};
    Object value = listed(values);
    while (value instanceof List<?> list) {
      sizes = Strides.with(sizes, sizes.length, list.size());
      if (list.isEmpty()) {
        break;
      }
      value = listed(list.getFirst());
    }
    if (value instanceof Tensor tensor) {
      for (int size : tensor.layout().sizes()) {
        sizes = Strides.with(sizes, sizes.length, size);
      }
    }
    return sizes;
  }

  private static Object listed(Object value) {
    return value instanceof Listed some ? some.elements() : value;
  }

  private static DType dtypeOf(Object values) {
    DType found = kindOf(values);
    return found == null ? Context.current().defaultDType() : found;
  }

  private static @Nullable DType kindOf(Object value) {
    return switch (value) {
      case Double d -> Context.current().defaultDType();
      case Long l -> DType.INT64;
      case Boolean b -> DType.BOOL;
      case Tensor tensor -> tensor.dtype();
      case List<?> list -> kindOfAll(list);
      case Listed some -> some.elements().isEmpty() ? null : kindOf(some.elements().getFirst());
      default -> throw unusable(value);
    };
  }

  private static @Nullable DType kindOfAll(List<?> list) {
    DType found = null;
    for (Object element : list) {
      DType kind = kindOf(element);
      found = found == null || kind == null ? (found == null ? kind : found) : found.promote(kind);
    }
    return found;
  }

  private static GradError unusable(Object value) {
    return new GradError(
        ErrorKind.TYPE, "a tensor is made of numbers, not of " + TypeNames.described(value));
  }

  /** A storage that is filled from front to back. */
  private static final class Filling {
    final Storage storage;
    private final int[] sizes;
    private int position;
    private final Context context = Context.current();

    Filling(DType dtype, int[] sizes) {
      this.storage = Storage.zeros(dtype, Layout.numelOf(sizes));
      this.sizes = sizes;
    }

    void fill(Object value, int depth) {
      switch (value) {
        case List<?> list -> fillAll(list, depth);
        case Listed some -> fillAll(some.elements(), depth);
        case Tensor tensor -> fillTensor(tensor, depth);
        default -> {
          if (depth != sizes.length) {
            throw ragged(depth, "a number");
          }
          put(value);
        }
      }
    }

    private void fillAll(List<?> list, int depth) {
      if (depth >= sizes.length || list.size() != sizes[depth]) {
        throw ragged(depth, "a list of " + list.size());
      }
      for (Object element : list) {
        fill(element, depth + 1);
      }
    }

    private void fillTensor(Tensor tensor, int depth) {
      if (tensor.dim() == 0) {
        fill(tensor.item(), depth);
      } else {
        fill(toList(tensor), depth);
      }
    }

    private GradError ragged(int depth, String found) {
      String expected = depth >= sizes.length ? "a number" : "a list of " + sizes[depth];
      return new GradError(
              ErrorKind.SHAPE,
              "the lists are ragged: at depth "
                  + depth
                  + " there is "
                  + found
                  + " where the first"
                  + " is "
                  + expected)
          .help("all lists of one depth need the same length");
    }

    private void put(Object value) {
      if (!Numbers.isNumber(value)) {
        throw unusable(value);
      }
      int at = position++;
      context.reached(at);
      switch (storage.dtype()) {
        case FLOAT32 -> storage.floats()[at] = (float) Numbers.real(value);
        case FLOAT64 -> storage.doubles()[at] = Numbers.real(value);
        case INT64 -> storage.longs()[at] = Numbers.whole(value);
        case BOOL -> storage.bools()[at] = Numbers.real(value) != 0 ? (byte) 1 : 0;
      }
    }
  }

  /** The elements as nested lists of Double, Long or Boolean; {@code tolist()}. */
  public static List<Object> toList(Tensor tensor) {
    Context context = Context.current();
    for (int size : tensor.layout().sizes()) {
      context.budget().requireLength(size, "elements in a list");
    }
    Ledger ledger = context.ledger();
    if (ledger != null) {
      ledger.admit(Held.COLLECTION, (long) tensor.numel() * LISTED);
    }
    return listFrom(tensor, 0, tensor.layout().offset());
  }

  private static List<Object> listFrom(Tensor tensor, int d, int offset) {
    List<Object> list = new ArrayList<>(tensor.layout().size(d));
    Context context = Context.current();
    for (int i = 0; i < tensor.layout().size(d); i++) {
      context.worked(1);
      int at = offset + i * tensor.layout().stride(d);
      list.add(d + 1 == tensor.dim() ? tensor.element(at) : listFrom(tensor, d + 1, at));
    }
    return list;
  }

  /** The parts of a tensor along its first dimension, without history. */
  public static Tensor[] rows(Tensor tensor) {
    Layout layout = tensor.layout();
    if (layout.dim() == 0) {
      throw new GradError(ErrorKind.TYPE, "a 0-dim tensor cannot be taken apart");
    }
    Tensor[] rows = new Tensor[layout.size(0)];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new Tensor(tensor.storage(), Strides.select(layout, 0, i));
    }
    return rows;
  }
}
