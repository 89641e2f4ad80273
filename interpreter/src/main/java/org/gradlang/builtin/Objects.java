package org.gradlang.builtin;

import static org.gradlang.builtin.Sequences.value;

import java.util.List;
import java.util.TreeSet;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Attributes;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.FormatSpec;
import org.gradlang.value.Iteration;
import org.gradlang.value.ListValue;
import org.gradlang.value.Members;
import org.gradlang.value.Representation;
import org.gradlang.value.TupleValue;
import org.gradlang.value.Types;
import org.gradlang.value.ValueType;
import org.jspecify.annotations.Nullable;

/** Functions on values of any type: their types, attributes and texts. */
final class Objects {
  private Objects() {}

  static void declare(Builtins builtins) {
    builtins.function("isinstance", Objects::isinstance);
    builtins.function("hasattr", Objects::hasattr);
    builtins.function("getattr", Objects::getattr);
    builtins.function("setattr", Objects::setattr);
    builtins.function("delattr", Objects::delattr);
    builtins.function("callable", Objects::callable);
    builtins.function("dir", Objects::dir);
    builtins.function("repr", Objects::repr);
    builtins.function("format", Objects::format);
    builtins.function("ord", Objects::ord);
    builtins.function("chr", Objects::chr);
  }

  private static Callable isinstance() {
    return Builtin.of(
        "isinstance(x: any, type: any)",
        "Whether a value is of a type, or of one of a tuple of types.",
        a -> isInstance(value(a, 0), value(a, 1)));
  }

  private static boolean isInstance(Object value, Object type) {
    return switch (type) {
      case ValueType known -> known.includes(value);
      case TupleValue several -> several.stream().anyMatch(one -> isInstance(value, one));
      default ->
          throw new GradError(
                  ErrorKind.TYPE, "isinstance() compares with a type, not " + Types.described(type))
              .help("types are int, list, Tensor, the constructors of modules, or a tuple of them");
    };
  }

  private static Callable hasattr() {
    return Builtin.of(
        "hasattr(x: any, name: str)",
        "Whether x.name exists.",
        a -> Members.find(value(a, 0), (String) value(a, 1)) != null);
  }

  private static Callable getattr() {
    return Builtin.of(
        "getattr(x: any, name: str, *default: any)",
        "x.name, or the default where there is none.",
        Objects::getAttribute);
  }

  private static Object getAttribute(@Nullable Object[] arguments) {
    Object target = value(arguments, 0);
    String name = (String) value(arguments, 1);
    List<?> standard = (List<?>) value(arguments, 2);
    if (standard.isEmpty()) {
      return Members.get(target, name);
    }
    Object found = Members.find(target, name);
    return found == null ? standard.getFirst() : found;
  }

  private static Callable setattr() {
    return Builtin.doing(
        "setattr(x: any, name: str, value: any)",
        "Assigns x.name = value.",
        a -> Members.set(value(a, 0), (String) value(a, 1), value(a, 2)));
  }

  private static Callable delattr() {
    return Builtin.doing(
        "delattr(x: any, name: str)", "Removes the attribute x.name.", Objects::deleteAttribute);
  }

  private static void deleteAttribute(@Nullable Object[] arguments) {
    Object target = value(arguments, 0);
    if (!(target instanceof Attributes object)) {
      throw new GradError(
          ErrorKind.ATTRIBUTE, "attributes of " + Types.described(target) + " cannot be deleted");
    }
    object.remove((String) value(arguments, 1));
  }

  private static Callable callable() {
    return Builtin.of(
        "callable(x: any)", "Whether a value can be called.", a -> value(a, 0) instanceof Callable);
  }

  private static Callable dir() {
    return Builtin.of(
        "dir(x: any)",
        "The names of the attributes and methods of a value.",
        a -> new ListValue(new TreeSet<>(Members.names(value(a, 0)))));
  }

  private static Callable repr() {
    return Builtin.of(
        "repr(x: any)",
        "The text of a value as lists show it: a str in quotes.",
        a -> Representation.repr(value(a, 0)));
  }

  private static Callable format() {
    return Builtin.of(
        "format(x: any, spec: str = '')",
        "The text of a value in a format, as in f\"{x:spec}\".",
        a -> FormatSpec.format(value(a, 0), (String) value(a, 1)));
  }

  private static Callable ord() {
    return Builtin.of("ord(c: str)", "The number of a character.", a -> code((String) value(a, 0)));
  }

  private static long code(String text) {
    if (Iteration.length(text) != 1) {
      throw new GradError(
          ErrorKind.TYPE, "ord() takes one character, not " + Iteration.length(text));
    }
    return text.codePointAt(0);
  }

  private static Callable chr() {
    return Builtin.of(
        "chr(i: int)", "The character of a number.", a -> character((Long) value(a, 0)));
  }

  private static String character(long code) {
    if (code < 0 || code > Character.MAX_CODE_POINT) {
      throw new GradError(ErrorKind.VALUE, "there is no character " + code);
    }
    return Character.toString((int) code);
  }
}
