package org.gradlang.value;

import java.util.Arrays;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/**
 * {@code "{} of {n:.2f}".format(a, n=b)}: Python's fields in a text, filled with the arguments of a
 * call.
 *
 * <p>A field is {@code {name!conversion:spec}}. Its name is a position or the name of an argument,
 * the next position where it is empty, with {@code .attribute} and {@code [key]} behind it as often
 * as one likes; the spec may hold fields of its own.
 */
public final class TextTemplate {
  private static final String NAME = "format";

  private final Arguments arguments;

  /** The position that the next field without a name takes; -1 once a field has named one. */
  private int next;

  private boolean counted;

  private TextTemplate(Arguments arguments) {
    this.arguments = arguments;
  }

  /** The method {@code format}. */
  public static Method method() {
    return new Format();
  }

  private record Format() implements Method, Documented {
    @Override
    public Object callOn(Object target, Arguments arguments) {
      return new TextTemplate(arguments).filled((String) target, true);
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String signature() {
      return "format(self: str, *values: any, **named: any)";
    }

    @Override
    public String documentation() {
      return "The text with its fields {} filled, as in an f-string, by values in order or by"
          + " name.";
    }
  }

  /**
   * The text with its fields filled; {@code whole} is false for a spec, whose braces are no text.
   */
  private String filled(String text, boolean whole) {
    TextBuilder filled = new TextBuilder();
    for (int at = 0; at < text.length(); ) {
      char c = text.charAt(at++);
      if (c != '{' && c != '}') {
        filled.append(c);
      } else if (whole && at < text.length() && text.charAt(at) == c) {
        filled.append(c);
        at++;
      } else if (c == '}') {
        throw unfit("a '}' closes no field", "write }} for a brace of the text");
      } else {
        int end = end(text, at);
        filled.append(field(text.substring(at, end), whole));
        at = end + 1;
      }
    }
    return filled.toString();
  }

  /** Where the brace stands that closes the field which begins at {@code start}. */
  private static int end(String text, int start) {
    int open = 1;
    for (int at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (open == 0) {
        return at;
      }
    }
    throw unfit("a '{' is not closed", "write {{ for a brace of the text");
  }

  private String field(String field, boolean whole) {
    int nameEnd = nameEnd(field);
    String rest = field.substring(nameEnd);
    Object value = value(field.substring(0, nameEnd));
    if (rest.startsWith("!")) {
      if (rest.length() < 2 || rest.length() > 2 && rest.charAt(2) != ':') {
        throw unfit("behind '!' stands one letter", "r gives repr(x), s str(x)");
      }
      value = converted(value, rest.charAt(1));
      rest = rest.substring(2);
    }
    String spec = rest.isEmpty() ? "" : rest.substring(1);
    if (spec.indexOf('{') >= 0 && !whole) {
      throw unfit("fields stand three deep", "compute the format first");
    }
    return FormatSpec.format(value, filled(spec, false));
  }

  /** Where the name ends: at a {@code !} or {@code :} outside brackets. */
  private static int nameEnd(String field) {
    boolean key = false;
    for (int at = 0; at < field.length(); at++) {
      char c = field.charAt(at);
      key = c == '[' || key && c != ']';
      if (!key && (c == '!' || c == ':')) {
        return at;
      }
    }
    return field.length();
  }

  private static Object converted(Object value, char conversion) {
    return switch (conversion) {
      case 'r' -> Representation.repr(value);
      case 's' -> Representation.str(value);
      default -> throw unfit("behind '!' stands '" + conversion + "'", "write r or s there");
    };
  }

  /** What a name such as {@code 0}, {@code net.weight} or {@code d[key]} stands for. */
  private Object value(String name) {
    int at = partEnd(name, 0);
    Object value = argument(name.substring(0, at));
    while (at < name.length()) {
      boolean key = name.charAt(at) == '[';
      int end = key ? name.indexOf(']', at) : partEnd(name, at + 1);
      if (end <= at + 1) {
        throw unfit("'" + name + "' names nothing", "write {x.name} or {x[key]}");
      }
      String part = name.substring(at + 1, end);
      value = key ? Indexing.get(value, position(part)) : Members.get(value, part);
      at = key ? end + 1 : end;
      if (key && at < name.length() && "[.".indexOf(name.charAt(at)) < 0) {
        throw unfit("behind ']' stands '" + name.charAt(at) + "'", "write {x[key]}");
      }
    }
    return value;
  }

  private static int partEnd(String name, int start) {
    int at = start;
    while (at < name.length() && "[.".indexOf(name.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private Object argument(String name) {
    if (name.isEmpty()) {
      if (next < 0) {
        throw mixed();
      }
      counted = true;
      return positional(next++);
    }
    if (position(name) instanceof Long index) {
      if (counted) {
        throw mixed();
      }
      next = -1;
      return positional(index);
    }
    int keyword = Arrays.asList(arguments.keywords()).indexOf(name);
    if (keyword < 0) {
      throw new GradError(ErrorKind.KEY, NAME + "() got no value for the field '" + name + "'")
          .help("pass it by name: " + name + "=...");
    }
    return arguments.keywordValue(keyword);
  }

  private Object positional(long index) {
    if (index >= arguments.positional()) {
      throw new GradError(
          ErrorKind.INDEX,
          NAME
              + "() got "
              + arguments.positional()
              + " values, and a field asks for number "
              + index);
    }
    return arguments.get((int) index);
  }

  /** A number as an int, anything else as the text that it is. */
  private static Object position(String part) {
    boolean number = !part.isEmpty() && part.length() < 10;
    for (int i = 0; i < part.length(); i++) {
      number &= part.charAt(i) >= '0' && part.charAt(i) <= '9';
    }
    return number ? (Object) Long.valueOf(part) : part;
  }

  private static GradError mixed() {
    return unfit("some fields have numbers, and some have none", "number all of them, or none");
  }

  private static GradError unfit(String what, String help) {
    return new GradError(ErrorKind.VALUE, NAME + "(): " + what).help(help);
  }
}
