package org.gradlang.value.method;

import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Builtin;
import org.gradlang.value.LongText;
import org.gradlang.value.Text;
import org.gradlang.value.TextSearch;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** Methods of texts that look for a part. */
final class TextSearches {
  private static final String RANGE = "start: int = 0, end: int = 9223372036854775807";

  private TextSearches() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.of(
            "find(self: str, sub: str, " + RANGE + ")",
            "The index where a part first begins, or -1.",
            a -> new Search(a).first()),
        Builtin.of(
            "rfind(self: str, sub: str, " + RANGE + ")",
            "The index where a part last begins, or -1.",
            a -> new Search(a).last()),
        Builtin.of(
            "index(self: str, sub: str, " + RANGE + ")",
            "The index where a part first begins; a ValueError where it is missing.",
            a -> found(new Search(a).first(), a)),
        Builtin.of(
            "rindex(self: str, sub: str, " + RANGE + ")",
            "The index where a part last begins; a ValueError where it is missing.",
            a -> found(new Search(a).last(), a)),
        Builtin.of(
            "count(self: str, sub: str, " + RANGE + ")",
            "How often a part is there, without overlaps.",
            a -> new Search(a).count()),
        Builtin.of(
            "startswith(self: str, prefix: any, " + RANGE + ")",
            "Whether the text begins with a prefix, or any of a tuple.",
            a -> ends(a, true)),
        Builtin.of(
            "endswith(self: str, suffix: any, " + RANGE + ")",
            "Whether the text ends with a suffix, or any of a tuple.",
            a -> ends(a, false)));
  }

  private static Object found(long index, @Nullable Object[] arguments) {
    if (index < 0) {
      throw new GradError(
          ErrorKind.VALUE, "the text has no part \"" + TextPadding.text(arguments, 1) + "\"");
    }
    return index;
  }

  private static boolean ends(@Nullable Object[] arguments, boolean front) {
    Object wanted = Found.value(arguments, 1);
    String text = TextPadding.text(arguments, 0);
    if (wanted instanceof String part && isWhole(arguments)) {
      return LongText.matches(text, front ? 0 : text.length() - part.length(), part);
    }
    List<?> parts = wanted instanceof TupleValue several ? several : List.of(wanted);
    Search search = new Search(arguments);
    boolean any = false;
    for (Object part : parts) {
      if (!(part instanceof String end)) {
        throw new GradError(
            ErrorKind.TYPE,
            "it is a str, or a tuple of them, that a text begins or ends with, not "
                + Types.name(part));
      }
      any |= search.ends(end, front);
    }
    return any;
  }

  /** Whether it is the whole text in which something is looked for. */
  private static boolean isWhole(@Nullable Object[] arguments) {
    return (Long) Found.value(arguments, 2) == 0
        && (Long) Found.value(arguments, 3) == Long.MAX_VALUE;
  }

  /** A part to look for in a range of a text; indices count characters. */
  private static final class Search {
    private final String range;
    private final long start;
    private final boolean empty;
    private final Object part;

    Search(@Nullable Object[] arguments) {
      String text = TextPadding.text(arguments, 0);
      int size = Text.length(text);
      start = Found.fromFront((Long) Found.value(arguments, 2), size);
      long end = Math.min(size, Found.fromFront((Long) Found.value(arguments, 3), size));
      empty = start > end;
      range = empty ? "" : Text.range(text, (int) start, (int) end);
      part = Found.value(arguments, 1);
    }

    long first() {
      return index(new TextSearch((String) part).first(range, 0));
    }

    long last() {
      return index(new TextSearch((String) part).last(range, range.length()));
    }

    private long index(int at) {
      return empty || at < 0 ? -1 : start + Text.length(range, 0, at);
    }

    long count() {
      String wanted = (String) part;
      if (empty) {
        return 0;
      }
      if (wanted.isEmpty()) {
        return Text.length(range) + 1L;
      }
      long count = 0;
      TextSearch search = new TextSearch(wanted);
      for (int at = search.first(range, 0);
          at >= 0;
          at = search.first(range, at + wanted.length())) {
        count++;
      }
      return count;
    }

    boolean ends(String text, boolean front) {
      return !empty && LongText.matches(range, front ? 0 : range.length() - text.length(), text);
    }
  }
}
