package org.gradlang.value;

import java.util.function.Supplier;
import org.gradlang.tensor.Context;

/**
 * What Java does with texts at once: on long ones it is done stretch by stretch, or aside where
 * there are no stretches, so that the program can stop meanwhile. Texts do not change, so nobody
 * sees what is left behind. On short ones each costs a test of the length.
 */
public final class LongText {
  /** Characters that are compared, searched or copied between two looks whether to stop. */
  static final int STRETCH = 1 << 18;

  /**
   * Characters from which on a copy is made aside: so many take some milliseconds where the system
   * has to give the memory, and a thread begins in a tenth of one.
   */
  private static final int COPY = 1 << 22;

  /** Characters from which on it takes long to look at each: up to 60 ns. */
  private static final int WORK = 1 << 18;

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

  /** What is made of so many characters, one by one, by what cannot ask whether to stop. */
  public static <T> T worked(int characters, Supplier<T> work) {
    return characters < WORK ? work.get() : Context.current().aside(work);
  }

  /** What so many characters are copied to. */
  public static <T> T copied(long characters, Supplier<T> copy) {
    return characters < COPY ? copy.get() : Context.current().aside(copy);
  }

  /** Whether so many characters take long to copy. */
  public static boolean isLong(long characters) {
    return characters >= COPY;
  }

  /** {@code first + second}. */
  static String joined(String first, String second) {
    return isLong((long) first.length() + second.length())
        ? Context.current().aside(() -> first.concat(second))
        : first.concat(second);
  }

  /** The characters from {@code from} to before {@code to}. */
  static String part(String text, int from, int to) {
    return isLong(to - from)
        ? Context.current().aside(() -> text.substring(from, to))
        : text.substring(from, to);
  }

  /** A text so many times, one behind the other. */
  public static String repeated(String text, int times) {
    return isLong((long) text.length() * times)
        ? Context.current().aside(() -> text.repeat(times))
        : text.repeat(times);
  }

  /** The texts one after the other, which have so many characters in all. */
  public static String joined(String[] parts, long characters) {
    return isLong(characters)
        ? Context.current().aside(() -> String.join("", parts))
        : String.join("", parts); // copies each once, into an array of the right length
  }

  /** {@code a.equals(b)}. */
  static boolean equal(String a, Object b) {
    return a.length() < STRETCH || !(b instanceof String text)
        ? a.equals(b)
        : a.length() == text.length() && (Identity.same(a, b) || matches(a, 0, text));
  }

  /** Whether a part stands at a place of a text. */
  public static boolean matches(String text, int at, String part) {
    if (part.length() < STRETCH) {
      return text.startsWith(part, at);
    }
    boolean matches = at >= 0 && part.length() <= text.length() - at;
    Context context = Context.current();
    for (int from = 0; matches && from < part.length(); ) {
      int count = Math.min(STRETCH, part.length() - from);
      matches = text.regionMatches(at + from, part, from, count);
      context.worked(count);
      from += count;
    }
    return matches;
  }

  /** {@code text.hashCode()}, which Java keeps with the text. */
  static int hash(String text) {
    return isLong(text.length()) ? Context.current().aside(text::hashCode) : text.hashCode();
  }

  /** Whether a text has a character. */
  static boolean contains(String text, char c) {
    Context context = text.length() < STRETCH ? null : Context.current();
    for (int from = 0; from < text.length(); ) {
      int to = from + Math.min(text.length() - from, STRETCH);
      if (text.indexOf(c, from, to) >= 0) {
        return true;
      }
      if (context != null) {
        context.worked(to - from);
      }
      from = to;
    }
    return false;
  }

  /** Whether a text has characters that take two bytes. */
  public static boolean isWide(CharSequence text, int from, int to) {
    Context context = to - from < STRETCH ? null : Context.current();
    for (int i = from; i < to; i++) {
      if (context != null) {
        context.reached(i);
      }
      if (text.charAt(i) > 0xff) {
        return true;
      }
    }
    return false;
  }
}
