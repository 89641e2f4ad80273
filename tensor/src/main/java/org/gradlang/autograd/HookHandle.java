package org.gradlang.autograd;

/** What registering a hook gives: the way to take it away again. */
public interface HookHandle {
  /** From now on the hook is not called; a second call does nothing. */
  void remove();
}
