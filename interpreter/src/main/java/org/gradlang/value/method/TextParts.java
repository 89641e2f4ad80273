package org.gradlang.value.method;

import java.util.List;
import java.util.function.Function;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Ledger;
import org.gradlang.value.Builtin;
import org.gradlang.value.Iteration;
import org.gradlang.value.ListValue;
import org.gradlang.value.Text;
import org.gradlang.value.TextBuilder;
import org.gradlang.value.TextSearch;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.gradlang.value.ValueRoom;
import org.jspecify.annotations.Nullable;

/** Methods of texts that take them apart and put them together. */
final class TextParts {
  /** Texts and characters that are joined at once, in an array of the right length. */
  private static final int AT_ONCE = 1 << 16;

  private TextParts() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.of(
            "split(self: str, sep: str? = None, maxsplit: int = -1)",
            "The parts between separators, or between white space.",
            a -> split(a, Splitter::split)),
        Builtin.of(
            "rsplit(self: str, sep: str? = None, maxsplit: int = -1)",
            "As split, but a limited number of splits is counted from the end.",
            a -> split(a, Splitter::splitFromEnd)),
        Builtin.of(
            "splitlines(self: str, keepends: bool = False)",
            "The lines, without their ends unless they are to be kept.",
            a -> Splitter.lines(TextPadding.text(a, 0), (Boolean) Found.value(a, 1))),
        Builtin.of(
            "join(self: str, iterable: any)",
            "The texts of a list, with this one between them.",
            TextParts::join),
        Builtin.of(
            "replace(self: str, old: str, new: str, count: int = -1)",
            "Every occurrence of a part, or the first ones, replaced.",
            TextParts::replace),
        Builtin.of(
            "partition(self: str, sep: str)",
            "Before, at and behind the first separator.",
            a -> partition(a, true)),
        Builtin.of(
            "rpartition(self: str, sep: str)",
            "Before, at and behind the last separator.",
            a -> partition(a, false)));
  }

  private static ListValue split(@Nullable Object[] arguments, Function<Splitter, ListValue> way) {
    String separator = (String) arguments[1];
    if (separator != null && separator.isEmpty()) {
      throw new GradError(ErrorKind.VALUE, "the separator is empty")
          .help("list(text) gives the characters");
    }
    long limit = (Long) Found.value(arguments, 2);
    return way.apply(
        new Splitter(
            TextPadding.text(arguments, 0), separator, limit < 0 ? Long.MAX_VALUE : limit));
  }

  private static Object join(@Nullable Object[] arguments) {
    String separator = TextPadding.text(arguments, 0);
    Object given = Found.value(arguments, 1);
    List<?> parts = given instanceof List<?> list ? list : Iteration.list(given);
    int count = parts.size();
    long length = (long) separator.length() * Math.max(0, count - 1);
    for (int i = 0; i < count && length <= AT_ONCE; i++) {
      length += text(parts, i).length();
    }
    return count <= AT_ONCE && length <= AT_ONCE
        ? joined(separator, parts, (int) length)
        : joined(separator, parts);
  }

  private static String joined(String separator, List<?> parts, int length) {
    String[] texts = new String[parts.size()];
    int width = 1;
    boolean counts = length > ValueRoom.SHORT && Ledger.current() != null;
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text(parts, i);
      width = counts ? Math.max(width, ValueRoom.width(texts[i])) : width;
    }
    ValueRoom.forText(length, Math.max(width, counts ? ValueRoom.width(separator) : 1));
    return ValueRoom.hold(String.join(separator, texts));
  }

  private static String joined(String separator, List<?> parts) {
    TextBuilder joined = new TextBuilder();
    for (int i = 0; i < parts.size(); i++) {
      joined.append(i == 0 ? "" : separator).append(text(parts, i));
    }
    return joined.toString();
  }

  private static String text(List<?> parts, int index) {
    Object part = parts.get(index);
    if (part instanceof String text) {
      return text;
    }
    throw new GradError(
            ErrorKind.TYPE,
            "join() takes texts, but element " + index + " is of type " + Types.name(part))
        .help("make texts of them first: join([str(x) for x in xs])");
  }

  private static Object replace(@Nullable Object[] arguments) {
    String text = TextPadding.text(arguments, 0);
    String old = TextPadding.text(arguments, 1);
    String by = TextPadding.text(arguments, 2);
    long limit = (Long) Found.value(arguments, 3);
    return old.isEmpty()
        ? between(text, by, limit)
        : replaced(text, old, by, limit < 0 ? Long.MAX_VALUE : limit);
  }

  private static String replaced(String text, String old, String by, long limit) {
    if (text.length() <= ValueRoom.SHORT
        && by.length() <= old.length()
        && limit == Long.MAX_VALUE) {
      return text.replace(old, by);
    }
    TextSearch search = new TextSearch(old);
    int at = search.first(text, 0);
    if (at < 0) {
      return text;
    }
    TextBuilder result = new TextBuilder();
    int from = 0;
    for (long count = 0; at >= 0 && count < limit; count++) {
      result.append(text, from, at).append(by);
      from = at + old.length();
      at = search.first(text, from);
    }
    return result.append(text, from, text.length()).toString();
  }

  /** The new part before every character and at the end. */
  private static String between(String text, String by, long limit) {
    TextBuilder result = new TextBuilder();
    long left = limit < 0 ? Long.MAX_VALUE : limit;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      result.append(left-- > 0 ? by : "").appendCodePoint(c);
    }
    return result.append(left > 0 ? by : "").toString();
  }

  private static Object partition(@Nullable Object[] arguments, boolean first) {
    String text = TextPadding.text(arguments, 0);
    String separator = TextPadding.text(arguments, 1);
    if (separator.isEmpty()) {
      throw new GradError(ErrorKind.VALUE, "the separator is empty");
    }
    TextSearch search = new TextSearch(separator);
    int at = first ? search.first(text, 0) : search.last(text, text.length());
    if (at < 0) {
      return first ? TupleValue.of(text, "", "") : TupleValue.of("", "", text);
    }
    return TupleValue.of(
        Text.part(text, 0, at), separator, Text.part(text, at + separator.length(), text.length()));
  }
}
