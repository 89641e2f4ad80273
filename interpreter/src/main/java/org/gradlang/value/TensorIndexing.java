package org.gradlang.value;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.op.signature.Data;
import org.gradlang.op.signature.Index;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** {@code x[...]} of tensors: from values of scripts to the indices of operations. */
final class TensorIndexing {
  private TensorIndexing() {}

  static Object get(Tensor tensor, Object index) {
    return TensorOperators.call("getitem", tensor, indices(index));
  }

  static void set(Tensor tensor, Object index, Object value) {
    TensorOperators.call("setitem", tensor, indices(index), value);
  }

  private static List<Index> indices(Object index) {
    if (!(index instanceof TupleValue tuple)) {
      return List.of(part(index));
    }
    List<Index> parts = new ArrayList<>(tuple.size());
    for (Object part : tuple) {
      parts.add(part(part));
    }
    return parts;
  }

  private static Index part(Object value) {
    return switch (value) {
      case Long number -> new Index.Position(number);
      case SliceValue slice -> slice(slice);
      case Ellipsis rest -> new Index.Rest();
      case None none -> new Index.NewDimension();
      case Boolean flag -> new Index.Flag(flag);
      case Tensor tensor -> places(tensor);
      case RangeValue range -> places(Data.tensor(Iteration.list(range), DType.INT64));
      case List<?> list -> places(Data.tensor(list, list.isEmpty() ? DType.INT64 : null));
      default ->
          throw new GradError(
              ErrorKind.INDEX,
              "a tensor is indexed by ints, slices, ..., None, masks and lists, not by "
                  + Types.described(value));
    };
  }

  private static Index places(Tensor tensor) {
    if (tensor.dtype().isFloating()) {
      throw new GradError(ErrorKind.INDEX, "a tensor of " + tensor.dtype() + " cannot be an index")
          .help("use a tensor of ints or bools: index.long()");
    }
    return new Index.Places(tensor);
  }

  private static Index slice(SliceValue slice) {
    return new Index.Slice(bound(slice.start()), bound(slice.stop()), bound(slice.step()));
  }

  private static @Nullable Long bound(Object part) {
    return part == None.NONE ? null : SliceValue.part(part);
  }
}
