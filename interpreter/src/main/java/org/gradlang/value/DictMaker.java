package org.gradlang.value;

import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;

/** {@code dict(...)} and {@code d.update(...)}: entries from a dict, from pairs, from keywords. */
public final class DictMaker {
  private DictMaker() {}

  static Callable callable() {
    return Builtin.unbound(
        "dict",
        "dict(entries=(), **named)",
        "A new dict of the entries of a dict or of pairs, and of keywords.",
        arguments -> {
          DictValue dict = new DictValue();
          update(dict, arguments, "dict");
          return dict;
        });
  }

  /** {@code dict.fromkeys}. */
  static Callable fromKeys() {
    return Builtin.of(
        "fromkeys(iterable: any, value: any = None)",
        "A new dict with these keys, in their order, and one value for all.",
        a -> {
          DictValue dict = new DictValue();
          Object value = a[1] == null ? None.NONE : a[1];
          Iterator<Object> keys = Iteration.of(Objects.requireNonNull(a[0]));
          keys.forEachRemaining(key -> dict.put(key, value));
          return dict;
        });
  }

  /** The method {@code update}. */
  public static Method updateMethod() {
    return new Update();
  }

  private record Update() implements Method {
    @Override
    public Object callOn(Object target, Arguments arguments) {
      update((DictValue) target, arguments, name());
      return None.NONE;
    }

    @Override
    public String name() {
      return "update";
    }
  }

  /** Puts what the arguments of a call hold into a dict. */
  static void update(DictValue dict, Arguments arguments, String name) {
    if (arguments.positional() > 1) {
      throw new GradError(
          ErrorKind.TYPE,
          name + "() takes one positional argument, but got " + arguments.positional());
    }
    if (arguments.positional() == 1) {
      putAll(dict, arguments.get(0));
    }
    for (int i = 0; i < arguments.keywords().length; i++) {
      dict.put(arguments.keywords()[i], arguments.keywordValue(i));
    }
  }

  private static void putAll(DictValue dict, Object entries) {
    if (entries instanceof Map<?, ?> map) {
      dict.putAll(map);
      return;
    }
    Iterator<Object> pairs = Iteration.of(entries);
    while (pairs.hasNext()) {
      Object[] pair = Iteration.unpack(pairs.next(), 2);
      dict.put(pair[0], pair[1]);
    }
  }
}
