package org.gradlang.op.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gradlang.op.Overload;
import org.gradlang.op.signature.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The names of a pointwise function's inputs, as PyTorch has them in {@code _saved_self}.
 *
 * @param inputs in their order; null where they follow from the call
 * @param call a way to call the function, whose parameters are its inputs
 * @param settled plain arguments that are no inputs, with their values
 */
record PointwiseNames(
    @Nullable List<String> inputs, @Nullable Overload call, Map<String, Object> settled) {
  private static final PointwiseNames STANDARD = new PointwiseNames(null, null, Map.of());

  /** The result, which derivatives read as the input behind the last. */
  private static final String RESULT = "result";

  static PointwiseNames standard() {
    return STANDARD;
  }

  PointwiseNames with(String... names) {
    return new PointwiseNames(List.of(names), call, settled);
  }

  PointwiseNames settled(String name, Object value) {
    Map<String, Object> more = new TreeMap<>(settled);
    more.put(name, value);
    return new PointwiseNames(inputs, call, more);
  }

  PointwiseNames orOf(Overload way) {
    return call == null ? new PointwiseNames(inputs, way, settled) : this;
  }

  /** What derivatives read, by name. */
  List<String> saved(PointwiseFunction function) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i <= function.arity(); i++) {
      if (isRead(function, i)) {
        names.add(input(function, i));
      }
    }
    names.addAll(settled.keySet());
    return names;
  }

  private static boolean isRead(PointwiseFunction function, int input) {
    for (int i = 0; i < function.operandCount(); i++) {
      if (function.gradient(i).reads(input)) {
        return true;
      }
    }
    return false;
  }

  /** The input of a name, {@code arity} for the result, or -1. */
  int indexOf(PointwiseFunction function, String name) {
    for (int i = 0; i <= function.arity(); i++) {
      if (input(function, i).equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private String input(PointwiseFunction function, int index) {
    if (index == function.arity()) {
      return RESULT;
    }
    if (inputs != null && index < inputs.size()) {
      return inputs.get(index);
    }
    if (index == 0) {
      return "self";
    }
    List<Parameter> parameters = call == null ? List.of() : call.signature().parameters();
    return index < parameters.size() ? parameters.get(index).name() : "other";
  }
}
