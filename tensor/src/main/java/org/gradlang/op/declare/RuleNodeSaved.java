package org.gradlang.op.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.gradlang.autograd.SavedTensor;
import org.gradlang.op.signature.Parameter;
import org.gradlang.tensor.Layout;
import org.jspecify.annotations.Nullable;

/** What a {@link RuleNode} keeps, by the names that PyTorch gives it. */
final class RuleNodeSaved {
  private static final String SIZES = "self_sym_sizes";

  private RuleNodeSaved() {}

  /** The tensors that rules read, the plain arguments, and the results that rules read. */
  static List<String> names(Primitive primitive) {
    List<String> names = new ArrayList<>();
    for (Parameter parameter : primitive.signature().parameters()) {
      if (isPlain(parameter) || isRead(primitive, parameter.name())) {
        names.add(shown(parameter.name()));
      } else if (parameter.name().equals("input")) {
        names.add(SIZES);
      }
    }
    for (String result : results(primitive)) {
      if (isRead(primitive, result)) {
        names.add(result);
      }
    }
    return names;
  }

  /** The names under which it holds tensors. */
  static List<String> held(
      Primitive primitive, @Nullable Object[] slots, @Nullable Object[] saved) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] instanceof SavedTensor || slots[i] instanceof Object[] list && holds(list)) {
        names.add(shown(primitive.signature().parameter(i).name()));
      }
    }
    for (int i = 0; i < saved.length; i++) {
      if (saved[i] instanceof SavedTensor) {
        names.add(results(primitive).get(i));
      }
    }
    return names;
  }

  private static boolean holds(@Nullable Object[] list) {
    return java.util.Arrays.stream(list).anyMatch(SavedTensor.class::isInstance);
  }

  /** The value of one of the names: what a slot holds, with saved tensors unpacked. */
  static @Nullable Object value(
      Primitive primitive,
      @Nullable Object[] slots,
      @Nullable Object[] saved,
      String name,
      Function<SavedTensor, Object> unpack) {
    int result = results(primitive).indexOf(name);
    if (result >= 0 && isRead(primitive, name)) {
      return result < saved.length ? held(saved[result], unpack) : null;
    }
    if (name.equals(SIZES)) {
      return sizes(slots[primitive.signature().require("input")]);
    }
    for (int i = 0; i < slots.length; i++) {
      if (shown(primitive.signature().parameter(i).name()).equals(name)) {
        return held(slots[i], unpack);
      }
    }
    return null;
  }

  private static int @Nullable [] sizes(@Nullable Object slot) {
    return switch (slot) {
      case Layout layout -> layout.sizes();
      case Shape shape -> shape.layout().sizes();
      case SavedTensor tensor -> tensor.layout().sizes();
      case null, default -> null;
    };
  }

  private static @Nullable Object held(
      @Nullable Object slot, Function<SavedTensor, Object> unpack) {
    return switch (slot) {
      case SavedTensor tensor -> unpack.apply(tensor);
      case Layout layout -> null;
      case Shape shape -> null;
      case Object[] list -> all(list, unpack);
      case null, default -> slot;
    };
  }

  /** The tensors of a list, or null where the rules did not need them. */
  private static @Nullable List<Object> all(
      @Nullable Object[] list, Function<SavedTensor, Object> unpack) {
    List<Object> values = new ArrayList<>();
    for (Object slot : list) {
      Object value = held(slot, unpack);
      if (value == null) {
        return null;
      }
      values.add(Objects.requireNonNull(value));
    }
    return values;
  }

  private static List<String> results(Primitive primitive) {
    return primitive.results().isEmpty() ? List.of("result") : primitive.results();
  }

  private static boolean isPlain(Parameter parameter) {
    return switch (parameter.type()) {
      case TENSOR, TENSORS, OPERAND, GENERATOR, FN, ANY, DTYPE, DEVICE -> false;
      case NUMBER, INT, INTS, FLOAT, FLOATS, BOOL, STR -> true;
    };
  }

  private static boolean isRead(Primitive primitive, String name) {
    return primitive.readings().stream().anyMatch(reading -> reading.reads(name));
  }

  /** PyTorch calls the first operand self. */
  private static String shown(String parameter) {
    return parameter.equals("input") ? "self" : parameter;
  }
}
