package org.gradlang.repl.shell.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.gradlang.Value;
import org.gradlang.op.signature.Nearest;
import org.gradlang.repl.shell.complete.Description;
import org.gradlang.repl.shell.complete.Receivers;
import org.gradlang.repl.shell.paint.PaintedCode;
import org.gradlang.repl.shell.session.Session;
import org.gradlang.syntax.Lexeme;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Attributes;
import org.gradlang.value.BoundMethod;
import org.gradlang.value.Documented;
import org.gradlang.value.Namespace;
import org.gradlang.value.Written;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Answers {@code ?name} and {@code ??name}. */
final class Documentation {
  private static final String INDENT = "    ";

  private final Session session;

  private Documentation(Session session) {
    this.session = session;
  }

  /** Tells what a name means, or shows its source. */
  static void show(Session session, String asked, boolean source) {
    Documentation documentation = new Documentation(session);
    String name = asked.strip();
    if (name.isEmpty()) {
      session.say("of what? ?name tells what a name means, ??name shows how it is written");
    } else if (name.startsWith(":")) {
      Dispatch.answer(session, ":help " + name.substring(1));
    } else if (Lexeme.keywords().contains(name)) {
      session.say(name + " is a word of the language; docs/language.md tells what it means");
    } else {
      Optional<Value> value = new Receivers(session.grad()).value(name);
      value.ifPresentOrElse(
          found -> documentation.answer(name, found, source), () -> documentation.unknown(name));
    }
  }

  private void unknown(String name) {
    int dot = name.lastIndexOf('.');
    Collection<String> known =
        dot < 0
            ? session.grad().knownNames()
            : new Receivers(session.grad())
                .value(name.substring(0, dot))
                .map(Value::attributes)
                .orElse(List.of());
    String near = Nearest.to(name.substring(dot + 1), known);
    String hint = near == null ? "" : "; did you mean " + name.substring(0, dot + 1) + near + "?";
    session.say("there is no '" + name + "'" + hint);
  }

  private void answer(String name, Value value, boolean source) {
    if (source) {
      source(name, value);
    } else {
      describe(name, value.content(), value);
    }
  }

  private void source(String name, Value value) {
    try {
      Written written = Written.of(value.content());
      say(INDENT + "# " + written.place(), AttributedStyle.DEFAULT.faint());
      say(session.preferences().color(), PaintedCode.of(written.source().stripTrailing()));
    } catch (GradError e) {
      describe(name, value.content(), value);
      session.say("");
      session.say(e.message());
    }
  }

  private void describe(String name, Object content, Value value) {
    switch (content) {
      case Documented known -> function(known);
      case BoundMethod bound when bound.method() instanceof Documented known -> function(known);
      case Namespace namespace -> {
        session.say("namespace " + namespace.name());
        listed(namespace.names());
      }
      case Attributes instance when instance.get("forward") instanceof Documented forward -> {
        session.say(name + ": " + Description.type(value));
        session.value(value).ifPresent(session::say);
        function(forward);
      }
      default -> {
        session.say(name + ": " + Description.type(value));
        session.value(value).ifPresent(session::say);
      }
    }
  }

  private void function(Documented known) {
    known.signature().lines().forEach(this::signature);
    String text = known.documentation().strip();
    if (!text.isEmpty()) {
      session.say("");
      Folding.fold(text, width(INDENT))
          .forEach(line -> session.say(line.isBlank() ? "" : INDENT + line));
    }
    if (known instanceof Written written) {
      session.say("");
      say(INDENT + "written in " + written.place(), AttributedStyle.DEFAULT.faint());
    }
  }

  /** A signature, whose further lines stand below its first parameter. */
  private void signature(String text) {
    String further = " ".repeat(Math.min(text.indexOf('(') + 1, 2 * INDENT.length()));
    boolean first = true;
    for (String line : Folding.fold(text, width(further))) {
      say(first ? line : further + line, AttributedStyle.DEFAULT.bold());
      first = false;
    }
  }

  /** How long lines may be behind an indent: as long as they are where nobody watches. */
  private int width(String indent) {
    return session.output().isTerminal()
        ? Math.max(20, session.output().width() - indent.length())
        : Integer.MAX_VALUE;
  }

  private void listed(Collection<String> names) {
    int width = session.output().width() - INDENT.length();
    List<String> shown = new ArrayList<>(new TreeSet<>(names));
    shown.removeIf(name -> name.startsWith("_"));
    int column = 2 + shown.stream().mapToInt(String::length).max().orElse(0);
    int columns = Math.max(1, width / column);
    for (int i = 0; i < shown.size(); i += columns) {
      String line =
          shown.subList(i, Math.min(shown.size(), i + columns)).stream()
              .map(name -> name + " ".repeat(column - name.length()))
              .collect(Collectors.joining());
      session.say(INDENT + line.stripTrailing());
    }
  }

  private void say(String line, AttributedStyle style) {
    say(true, new AttributedStringBuilder().styled(style, line).toAttributedString());
  }

  private void say(boolean styled, AttributedString text) {
    boolean shown = styled && session.output().isTerminal();
    session.say(shown ? text.toAnsi() : text.toString());
  }
}
