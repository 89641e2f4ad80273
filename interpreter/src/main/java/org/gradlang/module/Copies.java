package org.gradlang.module;

import java.util.Objects;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Builtin;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.Namespace;

/** The namespace {@code copy}: copies of any value, as Python makes them. */
public final class Copies {
  private Copies() {}

  /** What {@code import copy} gives. */
  public static Namespace namespace() {
    return new Namespace("copy")
        .defineLater(
            "copy",
            () ->
                Builtin.of(
                    "copy(x: any)",
                    "Another list, dict, tensor or module with the same parts.",
                    a -> shallow(Objects.requireNonNull(a[0]))))
        .defineLater(
            "deepcopy",
            () ->
                Builtin.of(
                    "deepcopy(x: any, memo: any = None)",
                    "A copy of a value and of all its parts. What is in it twice is in the copy"
                        + " twice; a tensor must be a leaf, and keeps requires_grad.",
                    a -> new DeepCopy().of(Objects.requireNonNull(a[0]))));
  }

  private static Object shallow(Object value) {
    return switch (value) {
      case ListValue list -> new ListValue(list);
      case DictValue dict -> new DictValue(dict);
      case Tensor tensor -> alias(tensor);
      case ModuleInstance instance -> instance(instance);
      default -> value;
    };
  }

  private static Tensor alias(Tensor tensor) {
    Tensor data = new Tensor(tensor.storage(), tensor.layout());
    Tensor copy = tensor.isParameter() ? data.asParameter() : data;
    copy.setRequiresGrad(tensor.requiresGrad());
    return copy;
  }

  /** Another instance with the same values; its methods see it as self. */
  private static ModuleInstance instance(ModuleInstance original) {
    ModuleInstance copy = new ModuleInstance(original.type());
    copy.become(original);
    if (original.hasHooks()) {
      copy.hooks().addAll(original.hooks(), hook -> hook);
    }
    return copy;
  }

  /** A tensor that an operation made cannot be copied with its history. */
  static GradError noLeaf() {
    return new GradError(
            ErrorKind.AUTOGRAD, "deepcopy() takes no tensor that an operation recorded")
        .help("copy.deepcopy(x.detach()) copies its values; only leaves can be copied as they are");
  }
}
