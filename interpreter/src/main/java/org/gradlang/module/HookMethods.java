package org.gradlang.module;

import java.util.List;
import org.gradlang.value.Callable;
import org.gradlang.value.RemovableHandle;
import org.gradlang.value.ValueRoom;

/** The methods that register hooks; each gives a handle with {@code remove()}. */
final class HookMethods {
  static final List<ModuleMethod> METHODS =
      List.of(
          ModuleMethod.of(
              "register_forward_pre_hook(hook: fn, *, prepend: bool = False, with_kwargs: bool ="
                  + " False)",
              "Calls hook(module, input) before forward; it may answer other arguments. With"
                  + " with_kwargs it is hook(module, args, kwargs), and answers both.",
              (self, a) ->
                  add(self.hooks(), self.hooks().before(), hook(a, a.flag(2), false), a.flag(1))),
          ModuleMethod.of(
              "register_forward_hook(hook: fn, *, prepend: bool = False, with_kwargs: bool ="
                  + " False, always_call: bool = False)",
              "Calls hook(module, input, output) after forward; it may answer another output. With"
                  + " with_kwargs it is hook(module, args, kwargs, output); with always_call it"
                  + " runs although forward failed.",
              (self, a) ->
                  add(
                      self.hooks(),
                      self.hooks().after(),
                      hook(a, a.flag(2), a.flag(3)),
                      a.flag(1))),
          ModuleMethod.of(
              "register_full_backward_hook(hook: fn, prepend: bool = False)",
              "Calls hook(module, grad_input, grad_output) in the backward pass; it may answer"
                  + " another grad_input.",
              (self, a) ->
                  add(self.hooks(), self.hooks().backward(), hook(a, false, false), a.flag(1))),
          ModuleMethod.of(
              "register_full_backward_pre_hook(hook: fn, prepend: bool = False)",
              "Calls hook(module, grad_output) in the backward pass, before the module's own; it"
                  + " may answer another grad_output.",
              (self, a) ->
                  add(
                      self.hooks(),
                      self.hooks().beforeBackward(),
                      hook(a, false, false),
                      a.flag(1))),
          ModuleMethod.of(
              "register_state_dict_pre_hook(hook: fn)",
              "Calls hook(module, prefix, keep_vars) before state_dict() looks at the module.",
              (self, a) ->
                  add(self.hooks(), self.hooks().beforeSaving(), hook(a, false, false), false)),
          ModuleMethod.of(
              "register_state_dict_post_hook(hook: fn)",
              "Calls hook(module, state_dict, prefix, local_metadata) after state_dict(); it may"
                  + " change the dict.",
              (self, a) ->
                  add(self.hooks(), self.hooks().afterSaving(), hook(a, false, false), false)),
          ModuleMethod.of(
              "register_load_state_dict_pre_hook(hook: fn)",
              "Calls hook(module, state_dict, prefix, local_metadata, strict, missing_keys,"
                  + " unexpected_keys, error_msgs) before load_state_dict(); it may change them.",
              (self, a) ->
                  add(self.hooks(), self.hooks().beforeLoading(), hook(a, false, false), false)),
          ModuleMethod.of(
              "register_load_state_dict_post_hook(hook: fn)",
              "Calls hook(module, incompatible_keys) after load_state_dict(); it may change the"
                  + " lists of missing and unexpected keys.",
              (self, a) ->
                  add(self.hooks(), self.hooks().afterLoading(), hook(a, false, false), false)));

  /** Of a hook, with its place in the list of an instance. */
  private static final int BYTES = 48;

  private HookMethods() {}

  private static HookEntry hook(ModuleMethod.Bound a, boolean withKeywords, boolean always) {
    return ValueRoom.hold(new HookEntry((Callable) a.get(0), withKeywords, always), BYTES);
  }

  private static RemovableHandle add(
      ModuleHooks owner, List<HookEntry> hooks, HookEntry entry, boolean first) {
    entry.setNumber(owner.nextNumber());
    hooks.add(first ? 0 : hooks.size(), entry);
    return new RemovableHandle(() -> hooks.remove(entry));
  }
}
