package org.gradlang.builtin;

import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gradlang.value.BoundMethod;
import org.gradlang.value.Callable;
import org.gradlang.value.Documented;
import org.gradlang.value.Members;
import org.gradlang.value.Namespace;
import org.gradlang.value.Types;
import org.gradlang.value.Written;

/** What {@code help(x)} writes. */
final class Help {
  private static final int LINE = 100;

  private Help() {}

  static String of(Object value) {
    return switch (value) {
      case Documented known -> known.signature() + "\n" + indented(known.documentation());
      case BoundMethod bound when bound.method() instanceof Documented -> of(bound.method());
      case Callable callable -> callable.name() + "(...)\n";
      case Namespace namespace ->
          "namespace " + namespace.name() + "\n" + listed(namespace.names());
      default -> "a value of type " + Types.name(value) + "\n" + listed(Members.names(value));
    };
  }

  /** The text of a declaration under a comment that says where it stands. */
  static String source(Object value) {
    Written written = Written.of(value);
    return "# " + written.place() + "\n" + written.source() + "\n";
  }

  private static String indented(String text) {
    String lines = text.strip().lines().map(Help::indentedLine).collect(Collectors.joining("\n"));
    return lines.isEmpty() ? "" : "\n" + lines + "\n";
  }

  private static String indentedLine(String line) {
    return line.isBlank() ? "" : "    " + line;
  }

  /** Names in their order, in lines of some length. */
  private static String listed(Collection<String> names) {
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder("   ");
    for (String name : new TreeSet<>(names)) {
      if (name.startsWith("_")) {
        continue;
      }
      if (line.length() + name.length() + 1 > LINE) {
        text.append(line).append('\n');
        line = new StringBuilder("   ");
      }
      line.append(' ').append(name);
    }
    return line.isEmpty() ? text.toString() : text.append(line).append('\n').toString();
  }
}
