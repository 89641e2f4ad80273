package org.gradlang.repl.shell.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.gradlang.syntax.Lexeme;
import org.gradlang.syntax.Parser;
import org.gradlang.syntax.Program;
import org.gradlang.syntax.Source;
import org.gradlang.syntax.Span;
import org.gradlang.syntax.Statement;
import org.gradlang.syntax.Target;

/**
 * A session's inputs as one program. What only a session may do is written in another way: a name
 * that is declared again is assigned, a module that is declared again has its last form from the
 * beginning, and {@code _} is a variable.
 */
public final class SavedInputs {
  private final List<Accepted> inputs;
  private final Map<String, Statement.Module> lastForms = new HashMap<>();
  private final Map<String, String> lastTexts = new HashMap<>();
  private final Set<String> declared = new HashSet<>();
  private final Set<String> libraries = new HashSet<>();
  private final boolean usesLast;

  private SavedInputs(List<Accepted> inputs) {
    this.inputs = inputs;
    this.usesLast = inputs.stream().anyMatch(input -> names(input.text()).contains(Session.LAST));
    for (Accepted input : inputs) {
      for (Statement statement : program(input).statements()) {
        if (statement instanceof Statement.Module module) {
          lastForms.put(module.name(), module);
          lastTexts.put(module.name(), text(input, statement));
        }
      }
    }
  }

  /** The program. */
  public static String program(List<Accepted> inputs) {
    SavedInputs saved = new SavedInputs(inputs);
    return saved.inputs.stream()
        .map(saved::rewritten)
        .filter(text -> !text.isBlank())
        .map(text -> text.stripTrailing() + "\n")
        .collect(Collectors.joining());
  }

  private static Program program(Accepted input) {
    return Parser.parse(Source.of("", input.text())).program();
  }

  private static String text(Accepted input, Statement statement) {
    return input.text().substring(statement.span().start(), statement.span().end());
  }

  private static Set<String> names(String text) {
    return Lexeme.of(text).stream()
        .filter(lexeme -> lexeme.kind() == Lexeme.Kind.NAME)
        .map(lexeme -> lexeme.text(text))
        .collect(Collectors.toSet());
  }

  /** An input with its changes, made from the end so that places stay right. */
  private String rewritten(Accepted input) {
    TreeMap<Integer, Change> changes = new TreeMap<>();
    List<Statement> statements = program(input).statements();
    for (Statement statement : statements) {
      change(statement, input.text(), changes);
    }
    if (usesLast && input.valued() && !statements.isEmpty()) {
      int start = statements.getLast().span().start();
      changes.put(start, new Change(start, declared.add(Session.LAST) ? "let _ = " : "_ = "));
    }
    StringBuilder text = new StringBuilder(input.text());
    changes.descendingMap().forEach((at, change) -> text.replace(at, change.end(), change.text()));
    return text.toString();
  }

  /** What takes the place of the characters up to {@code end}. */
  private record Change(int end, String text) {}

  private void change(Statement statement, String text, Map<Integer, Change> changes) {
    int start = statement.span().start();
    switch (statement) {
      case Statement.Let let -> {
        List<String> all = new ArrayList<>();
        variables(let.target(), all);
        boolean again = all.stream().anyMatch(declared::contains);
        String fresh =
            all.stream()
                .filter(name -> !declared.contains(name))
                .map(name -> "let " + name + " = None\n")
                .collect(Collectors.joining());
        if (again) {
          changes.put(start, new Change(behindLet(text, start), fresh));
        }
        declared.addAll(all);
      }
      case Statement.Function function -> {
        if (!declared.add(function.name())) {
          int end = function.nameSpan().end();
          changes.put(start, new Change(end, function.name() + " = fn"));
        }
      }
      case Statement.Module module -> {
        boolean first = declared.add(module.name());
        boolean last = module.equals(lastForms.get(module.name()));
        if (!first || !last) {
          String form = first ? lastTexts.getOrDefault(module.name(), "") : "";
          changes.put(start, new Change(statement.span().end(), form));
        }
      }
      case Statement.ImportFile file -> imported(file, changes);
      case Statement.ImportLibrary library -> imported(library, changes);
      default -> {}
    }
  }

  /** Where a let's target begins, with its brackets. */
  private static int behindLet(String text, int start) {
    int at = start + "let".length();
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  /**
   * A library may be imported again under its name. Otherwise an import declares, and what has the
   * name already is assigned, by way of a name of its own.
   */
  private void imported(Statement.ImportLibrary library, Map<Integer, Change> changes) {
    boolean fresh = !declared.contains(library.alias());
    if (fresh || libraries.contains(library.alias())) {
      declared.add(library.alias());
      libraries.add(library.alias());
    } else {
      String path = String.join(".", library.path());
      String text = "import " + path + " as " + again(library.alias());
      changes.put(library.span().start(), new Change(library.span().end(), text));
    }
  }

  private void imported(Statement.ImportFile file, Map<Integer, Change> changes) {
    if (!declared.add(file.alias())) {
      Span place = file.aliasSpan();
      changes.put(place.start(), new Change(place.end(), again(file.alias())));
    }
  }

  /** What follows {@code as} where the name behind it is there already. */
  private String again(String alias) {
    String own = alias + "_again";
    while (!declared.add(own)) {
      own += "_";
    }
    return own + "\n" + alias + " = " + own;
  }

  private static void variables(Target target, List<String> names) {
    switch (target) {
      case Target.Variable variable -> names.add(variable.name());
      case Target.Tuple tuple -> tuple.elements().forEach(inner -> variables(inner, names));
      case Target.Rest rest -> variables(rest.target(), names);
      default -> {}
    }
  }
}
