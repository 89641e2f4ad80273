package org.gradlang.module;

import java.util.List;
import org.gradlang.value.Callable;
import org.gradlang.value.RemovableHandle;

/** The methods that register hooks; each gives a handle with {@code remove()}. */
final class HookMethods {
  static final List<ModuleMethod> METHODS =
      List.of(
          ModuleMethod.of(
              "register_forward_pre_hook(hook: fn)",
              "Calls hook(module, input) before forward; it may answer other arguments.",
              (self, a) -> add(self.hooks().before(), a.get(0))),
          ModuleMethod.of(
              "register_forward_hook(hook: fn)",
              "Calls hook(module, input, output) after forward; it may answer another output.",
              (self, a) -> add(self.hooks().after(), a.get(0))),
          ModuleMethod.of(
              "register_full_backward_hook(hook: fn)",
              "Calls hook(module, grad_input, grad_output) in the backward pass; it may answer"
                  + " another grad_input.",
              (self, a) -> add(self.hooks().backward(), a.get(0))));

  private HookMethods() {}

  private static RemovableHandle add(List<HookEntry> hooks, Object function) {
    HookEntry entry = new HookEntry((Callable) function);
    hooks.add(entry);
    return new RemovableHandle(() -> hooks.remove(entry));
  }
}
