package org.gradlang.eval.call;

import org.gradlang.eval.function.FunctionCode;
import org.gradlang.eval.function.ScriptFunction;
import org.jspecify.annotations.Nullable;

/** Where the arguments of a call with keywords went in the frame of the last callee. */
final class KeywordSlots {
  private final String[] keywords;
  private @Nullable FunctionCode knownCode;
  private int @Nullable [] slots;

  KeywordSlots(String[] keywords) {
    this.keywords = keywords;
  }

  /**
   * The slots of so many arguments in the function's frame, or null for a call of another shape.
   */
  int @Nullable [] in(@Nullable ScriptFunction function, int arguments) {
    if (function == null) {
      return null;
    }
    FunctionCode code = function.code();
    if (code != knownCode) {
      knownCode = code;
      slots = code.slots(arguments - keywords.length, keywords);
    }
    return slots;
  }

  /** The locals of the function's new frame with arguments that are already known. */
  static @Nullable Object[] locals(ScriptFunction function, int[] slots, Object[] values) {
    @Nullable Object[] locals = function.locals();
    for (int i = 0; i < values.length; i++) {
      locals[slots[i]] = values[i];
    }
    return locals;
  }
}
