package org.gradlang.value.method;

import org.gradlang.tensor.Context;
import org.gradlang.value.ListValue;
import org.gradlang.value.Text;
import org.gradlang.value.TextSearch;
import org.jspecify.annotations.Nullable;

/** Takes a text apart. */
final class Splitter {
  private final String text;
  private final @Nullable String separator;
  private final long limit;
  private final ListValue parts = new ListValue();
  private final Context context = Context.current();

  /** No separator stands for any run of white space, which ends are free of. */
  Splitter(String text, @Nullable String separator, long limit) {
    this.text = text;
    this.separator = separator;
    this.limit = limit;
  }

  ListValue split() {
    String wanted = separator;
    if (wanted == null) {
      splitAtSpace();
      return parts;
    }
    int from = 0;
    TextSearch search = new TextSearch(wanted);
    int at = search.first(text, 0);
    while (at >= 0 && parts.size() < limit) {
      context.reached(parts.size());
      parts.add(Text.part(text, from, at));
      from = at + wanted.length();
      at = search.first(text, from);
    }
    parts.add(Text.part(text, from, text.length()));
    return parts;
  }

  private void splitAtSpace() {
    int from = forward(0, true);
    while (from < text.length()) {
      context.reached(parts.size());
      if (parts.size() == limit) {
        parts.add(Text.part(text, from, text.length()));
        return;
      }
      int to = forward(from, false);
      parts.add(Text.part(text, from, to));
      from = forward(to, true);
    }
  }

  ListValue splitFromEnd() {
    String wanted = separator;
    if (wanted == null) {
      splitAtSpaceFromEnd();
    } else {
      splitFromEnd(wanted);
    }
    parts.reverse();
    return parts;
  }

  private void splitFromEnd(String wanted) {
    int to = text.length();
    TextSearch search = new TextSearch(wanted);
    int at = search.last(text, to);
    while (at >= 0 && parts.size() < limit) {
      context.reached(parts.size());
      parts.add(Text.part(text, at + wanted.length(), to));
      to = at;
      at = search.last(text, to);
    }
    parts.add(Text.part(text, 0, to));
  }

  private void splitAtSpaceFromEnd() {
    int to = backward(text.length(), true);
    while (to > 0) {
      context.reached(parts.size());
      if (parts.size() == limit) {
        parts.add(Text.part(text, 0, to));
        return;
      }
      int from = backward(to, false);
      parts.add(Text.part(text, from, to));
      to = backward(from, true);
    }
  }

  /** The first place from {@code at} on where a character is not space, or not no space. */
  private int forward(int at, boolean space) {
    int place = at;
    while (place < text.length() && Characters.isSpace(text.charAt(place)) == space) {
      place++;
    }
    context.worked(place - at);
    return place;
  }

  private int backward(int at, boolean space) {
    int place = at;
    while (place > 0 && Characters.isSpace(text.charAt(place - 1)) == space) {
      place--;
    }
    context.worked(at - place);
    return place;
  }

  /** The lines of a text; an end of line at its end begins no further one. */
  static ListValue lines(String text, boolean keepEnds) {
    ListValue lines = new ListValue();
    int from = 0;
    while (from < text.length()) {
      int end = from;
      while (end < text.length() && !Characters.isLineEnd(text.charAt(end))) {
        end++;
      }
      Context.current().worked(end - from + 1);
      int next = Math.min(text.length(), end + (text.startsWith("\r\n", end) ? 2 : 1));
      lines.add(Text.part(text, from, keepEnds ? next : end));
      from = next;
    }
    return lines;
  }
}
