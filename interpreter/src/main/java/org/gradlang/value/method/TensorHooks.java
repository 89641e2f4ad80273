package org.gradlang.value.method;

import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Calls;
import org.gradlang.value.RemovableHandle;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** The methods of tensors that take functions to be called during a backward pass. */
final class TensorHooks {
  private TensorHooks() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.of(
            "register_hook(input: tensor, hook: fn)",
            "Calls hook(gradient) with each gradient of the tensor; a tensor that it gives takes the"
                + " gradient's place. The handle's remove() ends it.",
            a -> onGradient(tensor(a), Calls.callable(Found.value(a, 1)))),
        Builtin.of(
            "register_post_accumulate_grad_hook(input: tensor, hook: fn)",
            "Calls hook(tensor) after a gradient was added to the leaf's .grad.",
            a -> onAccumulated(tensor(a), Calls.callable(Found.value(a, 1)))));
  }

  private static Tensor tensor(@Nullable Object[] arguments) {
    return (Tensor) Found.value(arguments, 0);
  }

  private static RemovableHandle onGradient(Tensor tensor, Callable hook) {
    return new RemovableHandle(
        tensor.registerHook(gradient -> gradient(hook.call(Arguments.of(gradient)), hook)));
  }

  private static @Nullable Tensor gradient(Object answer, Callable hook) {
    if (answer == None.NONE) {
      return null;
    }
    if (answer instanceof Tensor tensor) {
      return tensor;
    }
    throw new GradError(
            ErrorKind.TYPE, "a hook gives a tensor or None, not " + Types.described(answer))
        .note(hook.origin(), "this is the hook")
        .help("the tensor that it gives takes the place of the gradient; None keeps it");
  }

  private static RemovableHandle onAccumulated(Tensor tensor, Callable hook) {
    return new RemovableHandle(
        tensor.registerPostAccumulateGradHook(leaf -> hook.call(Arguments.of(leaf))));
  }
}
