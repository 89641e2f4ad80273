package org.gradlang.eval.function;

import java.util.Arrays;
import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Arguments;
import org.gradlang.value.DictValue;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;

/**
 * Puts the arguments of one call into the slots of a new frame: the way for calls of every shape.
 */
final class Binder {
  private final ScriptFunction function;
  private final Parameters parameters;
  private final Arguments arguments;
  private final @Nullable Object[] locals;
  private @Nullable DictValue named;

  private Binder(ScriptFunction function, Arguments arguments, @Nullable Object[] locals) {
    this.function = function;
    this.parameters = function.code().parameters();
    this.arguments = arguments;
    this.locals = locals;
  }

  /** Sets what the arguments are for; the error does not know its place. */
  static void bind(ScriptFunction function, Arguments arguments, @Nullable Object[] locals) {
    Binder binder = new Binder(function, arguments, locals);
    binder.bindPositional();
    binder.bindKeywords();
  }

  private void bindPositional() {
    int given = arguments.positional();
    int taken = Math.min(given, parameters.positional);
    for (int i = 0; i < taken; i++) {
      locals[parameters.slots[i]] = arguments.get(i);
    }
    if (parameters.rest >= 0 && !parameters.names[parameters.rest].isEmpty()) {
      Object[] more = Arrays.copyOfRange(arguments.values(), taken, given);
      locals[parameters.slots[parameters.rest]] = TupleValue.of(more);
    } else if (given > taken) {
      throw tooMany(given);
    }
    if (parameters.named >= 0) {
      named = new DictValue();
      locals[parameters.slots[parameters.named]] = named;
    }
  }

  private void bindKeywords() {
    for (int i = 0; i < arguments.keywords().length; i++) {
      String keyword = arguments.keywords()[i];
      Object value = arguments.keywordValue(i);
      int index = parameters.indexOf(keyword);
      if (index >= 0) {
        bindKeyword(index, keyword, value);
      } else if (named != null) {
        if (named.put(keyword, value) != null) {
          throw twice(keyword);
        }
      } else {
        throw unknown(keyword);
      }
    }
  }

  private void bindKeyword(int index, String keyword, Object value) {
    int slot = parameters.slots[index];
    if (locals[slot] != null) {
      throw twice(keyword);
    }
    locals[slot] = value;
  }

  private GradError tooMany(int given) {
    int most = parameters.positional;
    String takes = (parameters.required < most ? "at most " : "") + counted(most);
    String text = call() + " takes " + takes + " but got " + given;
    return new GradError(ErrorKind.TYPE, text).help("it is declared as " + function.signature());
  }

  private static String counted(int number) {
    return number == 0 ? "no arguments" : number == 1 ? "1 argument" : number + " arguments";
  }

  private GradError twice(String keyword) {
    return new GradError(ErrorKind.TYPE, call() + " got two values for '" + keyword + "'");
  }

  private GradError unknown(String keyword) {
    GradError error = new GradError(ErrorKind.TYPE, call() + " has no parameter '" + keyword + "'");
    List<String> known = parameters.plainNames();
    return error.help(
        known.isEmpty() ? "it takes no arguments by name" : "it has " + String.join(", ", known));
  }

  private String call() {
    return function.name() + "()";
  }
}
