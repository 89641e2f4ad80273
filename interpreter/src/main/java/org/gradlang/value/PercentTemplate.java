package org.gradlang.value;

import java.util.Map;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code "%d of %.2f" % (a, b)}: Python's older way to fill a text, field by field with the
 * elements of a tuple, by name from a dict, or with one value.
 *
 * <p>A field is {@code %[(key)][flags][width][.precision]type} with the flags {@code # 0 - +} and
 * blank; a width or precision {@code *} is taken from the values.
 */
final class PercentTemplate {
  private final String text;
  private final Object values;
  private int position;

  /** How many values the fields have taken. */
  private int taken;

  private PercentTemplate(String text, Object values) {
    this.text = text;
    this.values = values;
  }

  /** The text with its fields filled. */
  static String filled(String text, Object values) {
    return new PercentTemplate(text, values).filled();
  }

  private String filled() {
    TextBuilder filled = new TextBuilder();
    while (position < text.length()) {
      char c = text.charAt(position++);
      if (c == '%') {
        filled.append(field());
      } else {
        filled.append(c);
      }
    }
    int given = values instanceof TupleValue tuple ? tuple.size() : values instanceof Map ? 0 : 1;
    if (taken < given) {
      throw new GradError(
          ErrorKind.TYPE,
          "the text has fewer fields than there are values: " + taken + " of " + given);
    }
    return filled.toString();
  }

  private String field() {
    Object named = peek() == '(' ? named() : null;
    String flags = flags();
    Long width = number();
    Long precision = null;
    if (peek() == '.') {
      position++;
      Long digits = number();
      precision = digits == null ? (Long) 0L : digits;
    }
    char type = peek();
    position++;
    if (type == '%') {
      return "%";
    }
    if (width != null && width < 0) { // of a star: to the left
      flags += "-";
      width = -width;
    }
    return new Layout(flags, width, precision, type).of(named != null ? named : value());
  }

  private char peek() {
    if (position >= text.length()) {
      throw new GradError(ErrorKind.VALUE, "the text ends inside a field that begins with %")
          .help("write %% for a percent sign");
    }
    return text.charAt(position);
  }

  private Object named() {
    int end = text.indexOf(')', position);
    if (end < 0) {
      throw new GradError(ErrorKind.VALUE, "the key of a field is not closed with )");
    }
    String key = text.substring(position + 1, end);
    position = end + 1;
    if (!(values instanceof Map)) {
      throw new GradError(
          ErrorKind.TYPE,
          "the field '%(" + key + ")' needs a dict of values, not " + Types.described(values));
    }
    return Indexing.get(values, key);
  }

  private String flags() {
    int start = position;
    while ("#0- +".indexOf(peek()) >= 0) {
      position++;
    }
    return text.substring(start, position);
  }

  /** Digits, or a value where a star stands; null without either. */
  private @Nullable Long number() {
    if (peek() == '*') {
      position++;
      Object value = value();
      if (!(value instanceof Long number)) {
        throw new GradError(
            ErrorKind.TYPE, "a * in a field takes an int, not " + Types.described(value));
      }
      return number;
    }
    int start = position;
    while (peek() >= '0' && peek() <= '9') {
      position++;
    }
    return start == position ? null : Conversion.toInt(text.substring(start, position), null);
  }

  /** The value of the next field. */
  private Object value() {
    int index = taken++;
    if (!(values instanceof TupleValue tuple)) {
      if (index == 0) {
        return values;
      }
    } else if (index < tuple.size()) {
      return tuple.get(index);
    }
    throw new GradError(
            ErrorKind.TYPE,
            "the text has more fields than there are values, of which there are " + index)
        .help("write %% for a percent sign");
  }

  /** How a field wants its value. */
  private record Layout(String flags, @Nullable Long width, @Nullable Long precision, char type) {

    String of(Object value) {
      return switch (type) {
        case 's' -> text(Representation.str(value));
        case 'r', 'a' -> text(Representation.repr(value));
        case 'c' -> text(character(value));
        case 'd', 'i', 'u' -> whole(Conversion.toInt(number(value), null), 'd');
        case 'x', 'X', 'o' -> whole(integer(value), type);
        case 'e', 'E', 'f', 'F', 'g', 'G' ->
            FormatSpec.format(
                Conversion.toFloat(number(value)),
                numeric() + "." + (precision == null ? 6 : precision) + type);
        default ->
            throw new GradError(ErrorKind.VALUE, "there are no fields of type '%" + type + "'")
                .help("types are s r d x o e f g c; write %% for a percent sign");
      };
    }

    private boolean has(char flag) {
      return flags.indexOf(flag) >= 0;
    }

    private String extent() {
      return width == null ? "" : width.toString();
    }

    private String text(String content) {
      String spec = (has('-') ? "<" : ">") + extent();
      return FormatSpec.format(content, precision == null ? spec : spec + "." + precision);
    }

    /** The format of a number up to its width. */
    private String numeric() {
      String align = has('-') ? "<" : has('0') ? "" : ">";
      String sign = has('+') ? "+" : has(' ') ? " " : "";
      String zeros = has('0') && !has('-') && width != null ? "0" : "";
      return align + sign + (has('#') ? "#" : "") + zeros + extent();
    }

    /** A precision is a least number of digits. */
    private String whole(Long number, char letter) {
      if (precision == null) {
        return FormatSpec.format(number, numeric() + letter);
      }
      String sign = has('+') ? "+" : has(' ') ? " " : "";
      long digits = precision + (number < 0 || !sign.isEmpty() ? 1 : 0);
      String content = FormatSpec.format(number, sign + "0" + Math.max(1, digits) + letter);
      return FormatSpec.format(content, (has('-') ? "<" : ">") + extent());
    }

    private Object number(Object value) {
      Object item = value instanceof Tensor tensor ? TensorValues.item(tensor) : value;
      if (!Arithmetic.isNumber(item)) {
        throw unfit("a number", item);
      }
      return item;
    }

    private Long integer(Object value) {
      Object item = number(value);
      if (item instanceof Double) {
        throw unfit("an int", item);
      }
      return Conversion.toInt(item, null);
    }

    private String character(Object value) {
      if (value instanceof String text && Text.length(text) == 1) {
        return text;
      }
      if (value instanceof Long code && code >= 0 && code <= Character.MAX_CODE_POINT) {
        return Character.toString(code.intValue());
      }
      throw unfit("one character, or its number", value);
    }

    private GradError unfit(String wanted, Object value) {
      return new GradError(
          ErrorKind.TYPE, "'%" + type + "' needs " + wanted + ", not " + Types.described(value));
    }
  }
}
