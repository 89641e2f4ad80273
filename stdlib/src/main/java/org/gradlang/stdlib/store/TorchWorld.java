package org.gradlang.stdlib.store;

import java.io.IOException;
import java.util.List;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;

/** Makes the tensors that a pickle of PyTorch describes, over storages that lie beside it. */
final class TorchWorld implements PickleMachine.World {
  private final Storages storages;

  /** Where the elements of storages come from. */
  interface Storages {
    /**
     * The elements of a storage; the same for the same key and kind.
     *
     * @param count of elements of that kind
     */
    Storage get(String key, ElementKind kind, int count) throws IOException;
  }

  /** A storage that the pickle refers to; {@code length} counts elements of its type. */
  private record Reference(String key, TorchNames.StorageType type, long length) {}

  TorchWorld(Storages storages) {
    this.storages = storages;
  }

  @Override
  public Object global(String module, String name) throws FormatException {
    return TorchNames.find(module, name);
  }

  @Override
  public Object persistent(Object reference) throws FormatException {
    if (reference instanceof TupleValue parts
        && parts.size() >= 5
        && parts.get(0).equals("storage")
        && parts.get(1) instanceof TorchNames.StorageType type
        && parts.get(2) instanceof String key
        && parts.get(4) instanceof Long length) {
      if (parts.size() > 5 && parts.get(5) instanceof TupleValue) {
        throw new FormatException(
            "it has views of storages as PyTorch made them before version 0.4",
            "load it in PyTorch and save it again");
      }
      return new Reference(key, type, length);
    }
    throw damaged();
  }

  @Override
  public Object call(Object callee, TupleValue arguments) throws IOException {
    if (!(callee instanceof TorchNames.Function function)) {
      throw damaged();
    }
    return switch (function.name()) {
      case "collections.OrderedDict" -> dict(arguments);
      case "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2" ->
          tensor(arguments, null);
      case "torch._utils._rebuild_tensor_v3" -> tensor(arguments, kind(argument(arguments, 6)));
      // what load() gives takes no gradients until it is told to
      case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
          argument(arguments, 0);
      case "torch._tensor._rebuild_from_type_v2" -> rebuilt(arguments);
      case "torch.Size" -> TupleValue.size(sizes(argument(arguments, 0)));
      case "torch.device" -> argument(arguments, 0);
      default -> throw damaged();
    };
  }

  private static FormatException damaged() {
    return new FormatException("it is a pickle that PyTorch did not write, or damaged");
  }

  private static Object argument(TupleValue arguments, int i) throws FormatException {
    if (i >= arguments.size()) {
      throw damaged();
    }
    return arguments.get(i);
  }

  /** A tensor with attributes, which are left out. */
  private Object rebuilt(TupleValue arguments) throws IOException {
    if (argument(arguments, 0) instanceof TorchNames.Function function
        && function.name().startsWith("torch._utils.")
        && argument(arguments, 2) instanceof TupleValue inner) {
      return call(function, inner);
    }
    throw damaged();
  }

  private static DictValue dict(TupleValue arguments) throws FormatException {
    DictValue dict = new DictValue();
    if (!arguments.isEmpty() && arguments.get(0) instanceof ListValue items) {
      for (Object item : items) {
        if (!(item instanceof List<?> pair) || pair.size() != 2) {
          throw damaged();
        }
        dict.put(PlainData.key(pair.get(0)), pair.get(1));
      }
    } else if (!arguments.isEmpty()) {
      throw damaged();
    }
    return dict;
  }

  private static ElementKind kind(Object value) throws FormatException {
    return switch (value) {
      case DType dtype -> ElementKind.of(dtype);
      case ElementKind kind -> kind;
      default -> throw damaged();
    };
  }

  private Tensor tensor(TupleValue arguments, @Nullable ElementKind asked) throws IOException {
    if (!(argument(arguments, 0) instanceof Reference reference)
        || !(argument(arguments, 1) instanceof Long offset)) {
      throw damaged();
    }
    ElementKind kind = asked == null ? reference.type.kind() : asked;
    long count = reference.length;
    if (reference.type.untyped()) {
      count /= kind.bytes();
    } else if (kind != reference.type.kind()) {
      throw damaged();
    }
    if (count < 0 || count > Integer.MAX_VALUE - 16) {
      throw new FormatException("it has a storage of " + count + " elements");
    }
    Storage storage = storages.get(reference.key, kind, (int) count);
    return new Tensor(
        storage,
        Sizes.view(
            offset,
            integers(argument(arguments, 2)),
            integers(argument(arguments, 3)),
            storage.length()));
  }

  private static int[] sizes(Object value) throws FormatException {
    return Sizes.checked(integers(value));
  }

  private static long[] integers(Object value) throws FormatException {
    if (!(value instanceof TupleValue tuple)) {
      throw damaged();
    }
    long[] integers = new long[tuple.size()];
    for (int i = 0; i < integers.length; i++) {
      if (!(tuple.get(i) instanceof Long integer)) {
        throw damaged();
      }
      integers[i] = integer;
    }
    return integers;
  }
}
