package org.gradlang.value;

import org.gradlang.tensor.Context;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a part in texts, in time in proportion to their length whatever they are made of.
 *
 * <p>Java's own search is quick for what people look for, and takes the product of both lengths for
 * a long part that nearly fits everywhere. Where that would be long, this is the search after
 * Knuth, Morris and Pratt, which can also be stopped.
 */
public final class TextSearch {
  /** Comparisons that Java's search may need before it is not used: some milliseconds. */
  private static final long MANY = 1 << 22;

  /** Characters among which Java looks at once: up to some milliseconds. */
  private static final int STRETCH = 1 << 18;

  /** Characters among which nothing takes long, whatever the part is. */
  private static final int SHORT = 1 << 11;

  /** Characters that Java passes over while work is done on one element. */
  private static final int CHEAP = 4;

  private final String part;
  private int @Nullable [] borders;
  private int @Nullable [] bordersFromEnd;

  public TextSearch(String part) {
    this.part = part;
  }

  /** Where the part first begins, from {@code from} on; -1 where it is not. */
  public int first(String text, int from) {
    if (text.length() <= SHORT) {
      return text.indexOf(part, from);
    }
    if (isQuick(text.length() - from)) {
      return inStretches(text, from);
    }
    int[] known = borders;
    if (known == null) {
      known = borders(false);
      borders = known;
    }
    Context context = Context.current();
    int matched = 0;
    for (int i = from; i < text.length(); i++) {
      context.reached(i);
      matched = advanced(matched, text.charAt(i), known, false);
      if (matched == part.length()) {
        return i + 1 - matched;
      }
    }
    return -1;
  }

  /** Where the part last begins of all places where it ends before {@code to}; -1 where none is. */
  public int last(String text, int to) {
    if (text.length() <= SHORT) {
      return text.lastIndexOf(part, to - part.length());
    }
    if (isQuick(to)) {
      return lastInStretches(text, to);
    }
    int[] known = bordersFromEnd;
    if (known == null) {
      known = borders(true);
      bordersFromEnd = known;
    }
    Context context = Context.current();
    int matched = 0;
    for (int i = to - 1; i >= 0; i--) {
      context.reached(i);
      matched = advanced(matched, text.charAt(i), known, true);
      if (matched == part.length()) {
        return i;
      }
    }
    return -1;
  }

  /** What Java looks for, in so much of a text at a time that the program can stop meanwhile. */
  private int inStretches(String text, int start) {
    if (text.length() - start <= STRETCH) {
      return passed(text.indexOf(part, start), start, text.length());
    }
    int at = -1;
    for (int from = start; at < 0 && from <= text.length() - part.length(); ) {
      int end = (int) Math.min(text.length(), (long) from + STRETCH + part.length() - 1);
      at = passed(text.indexOf(part, from, end), from, end);
      from = end - part.length() + 1;
    }
    return at;
  }

  /** The same place, after what it took to find it, or to find none. */
  private int passed(int at, int from, int end) {
    Context.current().worked(Math.abs((at < 0 ? end : at) - from) / CHEAP + 1);
    return at;
  }

  /** The same from the end, where Java has no such search: as its own, character by character. */
  private int lastInStretches(String text, int to) {
    int start = to - part.length();
    if (start <= STRETCH) {
      return passed(text.lastIndexOf(part, start), to, 0);
    }
    Context context = Context.current();
    for (int i = start; i >= 0; i--) {
      context.reached(i);
      if (part.isEmpty() || (text.charAt(i) == part.charAt(0) && text.startsWith(part, i))) {
        return passed(i, to, 0);
      }
    }
    return -1;
  }

  private boolean isQuick(int length) {
    return (long) length * part.length() < MANY || part.length() < 16;
  }

  /** How much of the part matches once one more character has come. */
  private int advanced(int matched, char c, int[] known, boolean fromEnd) {
    int length = matched;
    while (length > 0 && character(length, fromEnd) != c) {
      length = known[length - 1];
    }
    return character(length, fromEnd) == c ? length + 1 : 0;
  }

  private char character(int index, boolean fromEnd) {
    return part.charAt(fromEnd ? part.length() - 1 - index : index);
  }

  /** For each beginning of the part, how long the longest one is that is also its end. */
  private int[] borders(boolean fromEnd) {
    ValueRoom.forBytes(4L * part.length());
    int[] found = new int[part.length()];
    Context context = Context.current();
    for (int i = 1; i < found.length; i++) {
      context.reached(i);
      found[i] = advanced(found[i - 1], character(i, fromEnd), found, fromEnd);
    }
    return found;
  }
}
