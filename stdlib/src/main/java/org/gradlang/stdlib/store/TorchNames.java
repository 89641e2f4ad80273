package org.gradlang.stdlib.store;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of Python and PyTorch that a file of tensors may use: these, and no others. */
final class TorchNames {
  private static final Map<String, ElementKind> STORAGES =
      Map.ofEntries(
          Map.entry("DoubleStorage", ElementKind.FLOAT64),
          Map.entry("FloatStorage", ElementKind.FLOAT32),
          Map.entry("HalfStorage", ElementKind.FLOAT16),
          Map.entry("BFloat16Storage", ElementKind.BFLOAT16),
          Map.entry("LongStorage", ElementKind.INT64),
          Map.entry("IntStorage", ElementKind.INT32),
          Map.entry("ShortStorage", ElementKind.INT16),
          Map.entry("CharStorage", ElementKind.INT8),
          Map.entry("ByteStorage", ElementKind.UINT8),
          Map.entry("BoolStorage", ElementKind.BOOL),
          // bytes of a kind that who uses them tells
          Map.entry("UntypedStorage", ElementKind.UINT8));

  private static final Set<String> FUNCTIONS =
      Set.of(
          "collections.OrderedDict",
          "torch._utils._rebuild_tensor",
          "torch._utils._rebuild_tensor_v2",
          "torch._utils._rebuild_tensor_v3",
          "torch._utils._rebuild_parameter",
          "torch._utils._rebuild_parameter_with_state",
          "torch._tensor._rebuild_from_type_v2",
          "torch.Size",
          "torch.device",
          "torch.Tensor",
          "torch.nn.parameter.Parameter");

  /** A function or a type, by its whole name. */
  record Function(String name) {}

  /** A type of storages; an untyped one holds bytes. */
  record StorageType(ElementKind kind, boolean untyped) {}

  private TorchNames() {}

  /** What a name stands for: a function, a type of storages, or a dtype. */
  static Object find(String module, String name) throws FormatException {
    String whole = module + "." + name;
    if (FUNCTIONS.contains(whole)) {
      return new Function(whole);
    }
    boolean storage = name.endsWith("Storage") && module.matches("torch(\\.cuda|\\.storage)?");
    ElementKind kind = storage ? STORAGES.get(name) : module.equals("torch") ? dtype(name) : null;
    if (kind == null) {
      throw new FormatException(
          "it uses " + shown(whole) + ", and only tensors and plain data are read from a pickle",
          "if it is a whole model, let PyTorch save its state: torch.save(model.state_dict(),"
              + " path)");
    }
    return storage
        ? new StorageType(kind, name.equals("UntypedStorage"))
        : kind == ElementKind.of(kind.dtype()) ? kind.dtype() : kind;
  }

  private static String shown(String name) {
    String text = name.length() <= 100 ? name : name.substring(0, 100) + "...";
    return "'" + text.replaceAll("[^\\x20-\\x7e]", "?") + "'";
  }

  private static @Nullable ElementKind dtype(String name) {
    for (ElementKind kind : ElementKind.values()) {
      if (kind.text().equals(name)) {
        return kind;
      }
    }
    return null;
  }

  /** What a value is that no program can have. */
  static String described(Object value) {
    return switch (value) {
      case BigInteger number -> "the int " + number + ", which has more than 64 bits";
      case Function function -> "the function or type '" + function.name + "'";
      case StorageType _ -> "a type of storages";
      case ElementKind kind -> "the dtype torch." + kind.text() + ", which Grad has not";
      default -> "a storage that is no tensor's";
    };
  }
}
