package org.gradlang.value.method;

import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Builtin;
import org.gradlang.value.LongText;
import org.gradlang.value.Text;
import org.gradlang.value.TextBuilder;
import org.gradlang.value.ValueRoom;
import org.jspecify.annotations.Nullable;

/** Methods of texts that add or take away at the ends. */
final class TextPadding {
  private TextPadding() {}

  static List<Builtin> all() {
    return List.of(
        strip("strip", "at both ends", true, true),
        strip("lstrip", "at the front", true, false),
        strip("rstrip", "at the end", false, true),
        Builtin.of(
            "removeprefix(self: str, prefix: str)",
            "Without the prefix, if the text begins with it.",
            a -> withoutPrefix(text(a, 0), text(a, 1))),
        Builtin.of(
            "removesuffix(self: str, suffix: str)",
            "Without the suffix, if the text ends with it.",
            a -> withoutSuffix(text(a, 0), text(a, 1))),
        pad("ljust", "behind", (missing, size) -> 0),
        pad("rjust", "before", (missing, size) -> missing),
        // Python puts the odd blank before the text where the width is odd
        pad("center", "around", (missing, size) -> missing / 2 + (missing & size & 1)),
        Builtin.of(
            "zfill(self: str, width: int)",
            "Zeros before a number, behind its sign, up to a width.",
            a -> zeros(text(a, 0), width(a))),
        Builtin.of(
            "expandtabs(self: str, tabsize: int = 8)",
            "Blanks in the place of tabs, up to the next column that the size divides.",
            a -> withoutTabs(text(a, 0), width(a))));
  }

  static String text(@Nullable Object[] arguments, int index) {
    return (String) Found.value(arguments, index);
  }

  private static long width(@Nullable Object[] arguments) {
    long width = (Long) Found.value(arguments, 1);
    ValueRoom.forText(width);
    return width;
  }

  private static Builtin strip(String name, String where, boolean front, boolean end) {
    return Builtin.of(
        name + "(self: str, chars: str? = None)",
        "Without white space, or the characters given, " + where + ".",
        a -> stripped(text(a, 0), (String) a[1], front, end));
  }

  private static String stripped(
      String text, @Nullable String characters, boolean front, boolean end) {
    Context context = Context.current();
    int cost = characters == null ? 1 : 1 + characters.length() / 16;
    int start = 0;
    int stop = text.length();
    while (front && start < stop && goes(text.codePointAt(start), characters)) {
      context.worked(cost);
      start += Character.charCount(text.codePointAt(start));
    }
    while (end && start < stop && goes(text.codePointBefore(stop), characters)) {
      context.worked(cost);
      stop -= Character.charCount(text.codePointBefore(stop));
    }
    return Text.part(text, start, stop);
  }

  private static boolean goes(int c, @Nullable String characters) {
    return characters == null ? Characters.isSpace(c) : characters.indexOf(c) >= 0;
  }

  private static String withoutPrefix(String text, String prefix) {
    return LongText.matches(text, 0, prefix)
        ? Text.part(text, prefix.length(), text.length())
        : text;
  }

  private static String withoutSuffix(String text, String suffix) {
    int at = text.length() - suffix.length();
    return LongText.matches(text, at, suffix) ? Text.part(text, 0, at) : text;
  }

  /** How many of the missing characters go before the text. */
  private interface Share {
    int before(int missing, int width);
  }

  private static Builtin pad(String name, String where, Share share) {
    return Builtin.of(
        name + "(self: str, width: int, fillchar: str = ' ')",
        "With blanks, or another character, " + where + " up to a width.",
        a -> padded(text(a, 0), (int) width(a), text(a, 2), share));
  }

  private static String padded(String text, int width, String fill, Share share) {
    if (Text.length(fill) != 1) {
      throw new GradError(ErrorKind.TYPE, "the text to fill with must be one character");
    }
    int missing = width - Text.length(text);
    if (missing <= 0) {
      return text;
    }
    int before = share.before(missing, width);
    ValueRoom.forParts(text.length() + (long) missing * fill.length(), text, fill);
    return ValueRoom.hold(
        LongText.copied(
            (long) text.length() + missing,
            () -> fill.repeat(before) + text + fill.repeat(missing - before)));
  }

  private static String zeros(String text, long width) {
    int missing = (int) Math.max(0, width - Text.length(text));
    int sign = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    if (missing == 0) {
      return text;
    }
    ValueRoom.forLike(text, (long) text.length() + missing);
    return ValueRoom.hold(
        LongText.copied(
            (long) text.length() + missing,
            () -> text.substring(0, sign) + "0".repeat(missing) + text.substring(sign)));
  }

  private static String withoutTabs(String text, long size) {
    TextBuilder expanded = new TextBuilder();
    long column = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\t') {
        long blanks = size <= 0 ? 0 : size - column % size;
        expanded.repeat(' ', blanks);
        column += blanks;
      } else {
        expanded.appendCodePoint(c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
      }
    }
    return expanded.toString();
  }
}
