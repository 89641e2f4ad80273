package org.gradlang.module;

import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Callable;
import org.gradlang.value.DictValue;
import org.gradlang.value.Types;

/** {@code module._forward_hooks} and the like: the hooks of one kind by their numbers. */
final class HookView extends LiveDict {
  private final List<HookEntry> hooks;

  HookView(List<HookEntry> hooks) {
    this.hooks = hooks;
  }

  @Override
  DictValue copy() {
    DictValue entries = new DictValue();
    for (HookEntry hook : hooks) {
      entries.put(hook.number(), hook.function());
    }
    return entries;
  }

  @Override
  void put(Object key, Object value) {
    for (int i = 0; i < hooks.size(); i++) {
      if (Long.valueOf(hooks.get(i).number()).equals(key) && value instanceof Callable function) {
        hooks.set(i, hooks.get(i).with(function));
        return;
      }
    }
    throw new GradError(ErrorKind.TYPE, "hooks are not added as entries: " + Types.described(value))
        .help("register it, by register_forward_hook(hook) for example");
  }

  @Override
  void remove(Object key) {
    hooks.removeIf(hook -> Long.valueOf(hook.number()).equals(key));
  }
}
