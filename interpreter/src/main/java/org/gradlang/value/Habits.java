package org.gradlang.value;

import java.util.Map;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** What to write instead of names that other languages use. */
final class Habits {
  private static final Map<String, String> OF_LISTS =
      Map.of(
          "push", "append(x)",
          "add", "append(x)",
          "push_back", "append(x)",
          "concat", "xs + ys",
          "contains", "x in xs",
          "includes", "x in xs",
          "join", "separator.join(xs)",
          "forEach", "for x in xs { ... }",
          "map", "map(f, xs), or [f(x) for x in xs]",
          "filter", "filter(f, xs), or [x for x in xs if ...]");

  private static final Map<String, String> OF_TEXTS =
      Map.of(
          "trim", "strip()",
          "contains", "part in text",
          "includes", "part in text",
          "toUpperCase", "upper()",
          "toLowerCase", "lower()",
          "substring", "a slice: text[a:b]",
          "startsWith", "startswith(part)",
          "endsWith", "endswith(part)",
          "reverse", "text[::-1]");

  private static final Map<String, String> OF_DICTS =
      Map.of(
          "has", "key in d",
          "has_key", "key in d",
          "contains", "key in d",
          "containsKey", "key in d",
          "put", "d[key] = value",
          "remove", "pop(key)",
          "delete", "pop(key)",
          "entries", "items()",
          "iteritems", "items()");

  private static final Map<String, String> OF_TENSORS =
      Map.of(
          "numpy", "x.tolist(), or x itself: every function takes tensors",
          "cuda", "the tensor alone: everything runs on the processor",
          "half", "float(): the dtypes are float32, float64, int64 and bool",
          "bfloat16", "float(): the dtypes are float32, float64, int64 and bool",
          "int", "long(): the dtypes are float32, float64, int64 and bool",
          "short", "long(): the dtypes are float32, float64, int64 and bool");

  private static final Map<String, String> OF_MODULES =
      Map.of(
          "cuda", "the module alone: everything runs on the processor",
          "half", "float(): the dtypes are float32, float64, int64 and bool",
          "bfloat16", "float(): the dtypes are float32, float64, int64 and bool",
          "register_backward_hook", "register_full_backward_hook(hook)");

  private Habits() {}

  /** A method of tensors, asked of a tuple of them: of what autograd.grad() gives, say. */
  private static @Nullable String ofElement(TupleValue tuple, String name) {
    boolean tensors = tuple.stream().anyMatch(Tensor.class::isInstance);
    return tensors && Members.method(Tensor.class, name) != null
        ? "xs[0]." + name + "(...) for the first tensor of the tuple"
        : null;
  }

  /** What to write for {@code target.name}, or null where nobody would expect it. */
  static @Nullable String instead(Object target, String name) {
    if (name.equals("length") && Iteration.isSized(target)) {
      return "len(...)";
    }
    return switch (target) {
      case ListValue list -> OF_LISTS.get(name);
      case String text -> OF_TEXTS.get(name);
      case Tensor tensor -> OF_TENSORS.get(name);
      case TupleValue tuple -> ofElement(tuple, name);
      case DictValue dict -> dict.containsKey(name) ? "d['" + name + "']" : OF_DICTS.get(name);
      case Attributes object when object.get("_modules") != null -> OF_MODULES.get(name);
      default -> null;
    };
  }
}
