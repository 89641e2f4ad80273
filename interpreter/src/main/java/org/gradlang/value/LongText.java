package org.gradlang.value;

import java.util.function.Supplier;
import org.gradlang.tensor.Context;

/**
 * Work on texts, which Java does at once: on long ones it is done aside, so that the program can
 * stop meanwhile. Texts do not change, so nobody sees what is left behind.
 */
public final class LongText {
  /** Characters from which on it takes long to look at each: up to 60 ns, for titles. */
  private static final int WORK = 1 << 18;

  /** Characters from which on it takes long to copy them, or to pass over them. */
  private static final int COPY = 1 << 23;

  private LongText() {}

  /** The same body, for methods that make something of each character of their text. */
  public static Builtin.Body work(Builtin.Body body) {
    return from(WORK, body);
  }

  /** The same body, for methods that copy their text or pass over it. */
  public static Builtin.Body copy(Builtin.Body body) {
    return from(COPY, body);
  }

  private static Builtin.Body from(int least, Builtin.Body body) {
    return a ->
        a[0] instanceof String text && text.length() >= least
            ? Context.current().aside(() -> body.apply(a))
            : body.apply(a);
  }

  /** What is made of so many characters, one by one. */
  public static <T> T worked(int characters, Supplier<T> work) {
    return characters < WORK ? work.get() : Context.current().aside(work);
  }
}
