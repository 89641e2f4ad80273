package org.gradlang.repl.shell.complete;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.gradlang.GradException;
import org.gradlang.Value;
import org.gradlang.repl.shell.command.Command;
import org.gradlang.repl.shell.command.CommandLine;
import org.gradlang.repl.shell.command.Commands;
import org.gradlang.repl.shell.command.Suggestion;
import org.gradlang.repl.shell.complete.InputPlace.OpenCall;
import org.gradlang.repl.shell.session.Session;
import org.gradlang.syntax.Lexeme;
import org.gradlang.value.Representation;

/** Finds what could stand at a place of an input. */
public final class Completer {
  /** What stands before a name that is new. */
  private static final List<String> NAMING = List.of("let", "fn", "module", "for", "catch", "as");

  private final Session session;

  public Completer(Session session) {
    this.session = session;
  }

  /** What could stand at {@code cursor}. */
  public Completion complete(String input, int cursor) {
    return session.quietly(() -> complete(input.substring(0, cursor)));
  }

  private Completion complete(String before) {
    return switch (CommandLine.of(before)) {
      case CommandLine.Code code -> code(code.text());
      case CommandLine.Question question -> code(question.name());
      case CommandLine.Call call -> command(call);
    };
  }

  // Commands.

  private Completion command(CommandLine.Call call) {
    if (!call.hasArgument()) {
      List<Suggestion> names =
          Commands.all().stream().map(c -> new Suggestion(":" + c.name(), c.summary())).toList();
      return matching(":" + call.name(), names);
    }
    return Commands.find(call.name())
        .map(command -> argument(command, call.argument()))
        .orElse(Completion.none());
  }

  private Completion argument(Command command, String typed) {
    return switch (command.argument()) {
      case NONE -> Completion.none();
      case WORD -> matching(lastWord(typed), command.choices(session, typed));
      case FILE -> new Completion(typed, FilePaths.of(typed));
      case CODE -> code(typed);
    };
  }

  private static String lastWord(String typed) {
    return typed.substring(typed.lastIndexOf(' ') + 1);
  }

  // Code.

  private Completion code(String before) {
    InputPlace place = new InputPlace(before);
    if (place.isInComment() || NAMING.stream().anyMatch(place::follows)) {
      return Completion.none();
    }
    if (place.string().isPresent()) {
      return string(place, place.string().get());
    }
    if (place.follows(".")) {
      return members(place);
    }
    if (place.follows("import")) {
      return matching(place.name(), described(session.grad().importableNames(), this::find));
    }
    if (place.name().isEmpty() && place.follows("[")) {
      return keys(place).orElseGet(() -> names(place, before));
    }
    return names(place, before);
  }

  private Completion members(InputPlace place) {
    Optional<Value> target = place.receiver().flatMap(receivers()::value);
    return target.map(value -> members(value, place.name())).orElse(Completion.none());
  }

  private static Completion members(Value target, String typed) {
    List<String> names =
        target.attributes().stream()
            .filter(name -> typed.startsWith("_") || !name.startsWith("_"))
            .filter(name -> begins(name, typed))
            .distinct()
            .sorted()
            .toList();
    return new Completion(typed, described(names, target::attribute));
  }

  private Completion names(InputPlace place, String before) {
    String typed = place.name();
    List<Suggestion> found = new ArrayList<>(keywords(place));
    Set<String> names = new LinkedHashSet<>(declaredIn(before, typed));
    // without a first letter there would be hundreds
    names.addAll(typed.isEmpty() ? session.grad().names() : session.grad().knownNames());
    names.removeIf(name -> !begins(name, typed) || typed.isEmpty() && name.startsWith("_"));
    found.addAll(described(names, this::find));
    for (String keyword : Lexeme.keywords()) {
      if (begins(keyword, typed) && !typed.isEmpty()) {
        found.add(new Suggestion(keyword, "keyword"));
      }
    }
    return new Completion(typed, found);
  }

  private Optional<Value> find(String name) {
    return session.grad().find(name);
  }

  /** What the input itself says, which no engine knows yet. */
  private static Set<String> declaredIn(String before, String typed) {
    Set<String> names = new LinkedHashSet<>();
    for (Lexeme lexeme : Lexeme.of(before)) {
      String word = lexeme.text(before);
      boolean other = lexeme.end() < before.length() || !word.equals(typed);
      if (lexeme.kind() == Lexeme.Kind.NAME && other && !isMember(before, lexeme)) {
        names.add(word);
      }
    }
    return names;
  }

  private static boolean isMember(String text, Lexeme lexeme) {
    return lexeme.start() > 0 && text.charAt(lexeme.start() - 1) == '.';
  }

  /** The keywords of the call around the place. */
  private List<Suggestion> keywords(InputPlace place) {
    Optional<OpenCall> call = place.call().filter(OpenCall::begins);
    if (call.isEmpty()) {
      return List.of();
    }
    List<Suggestion> found = new ArrayList<>();
    for (Parameters signature : signatures(call.get())) {
      for (int i = 0; i < signature.all().size(); i++) {
        Parameters.Parameter parameter = signature.all().get(i);
        String text = parameter.name() + "=";
        boolean open = !call.get().keywords().contains(parameter.name());
        if (parameter.takesKeyword() && open && begins(text, place.name())) {
          found.add(new Suggestion(text, keyword(parameter)));
        }
      }
    }
    return found.stream().distinct().toList();
  }

  private static String keyword(Parameters.Parameter parameter) {
    String type = parameter.type().isEmpty() ? "" : parameter.type() + ", ";
    return parameter.standard().isEmpty()
        ? type + "required"
        : type + "default " + parameter.standard();
  }

  private List<Parameters> signatures(OpenCall call) {
    return receivers().value(call.callee()).map(Callee::signatures).orElse(List.of());
  }

  private Receivers receivers() {
    return new Receivers(session.grad());
  }

  // Strings.

  private Completion string(InputPlace place, String typed) {
    if (place.follows("[")) {
      Optional<Value> target = place.indexed().flatMap(receivers()::value);
      if (target.isPresent() && !Receivers.keys(target.get()).isEmpty()) {
        String end = place.quote() + "]";
        return matching(typed, keys(target.get(), key -> key + end));
      }
    }
    return new Completion(typed, FilePaths.of(typed));
  }

  private Optional<Completion> keys(InputPlace place) {
    Optional<Value> target = place.indexed().flatMap(receivers()::value);
    return target
        .map(value -> keys(value, key -> Representation.repr(key).replace('\'', '"') + "]"))
        .filter(keys -> !keys.isEmpty())
        .map(keys -> new Completion("", keys));
  }

  private static List<Suggestion> keys(Value dict, Function<String, String> form) {
    List<Suggestion> found = new ArrayList<>();
    for (Object key : Receivers.keys(dict)) {
      if (key instanceof String text) {
        String description = dict.element(key).map(Description::of).orElse("");
        found.add(new Suggestion(form.apply(text), description));
      }
    }
    return found;
  }

  // Words.

  private static List<Suggestion> described(
      Collection<String> names, Function<String, Optional<Value>> values) {
    List<Suggestion> found = new ArrayList<>();
    for (String name : names) {
      found.add(new Suggestion(name, description(name, values)));
    }
    return found;
  }

  /** Some attributes are there and still an error, such as the transpose of a vector. */
  private static String description(String name, Function<String, Optional<Value>> values) {
    try {
      return values.apply(name).map(Description::of).orElse("");
    } catch (GradException e) {
      return "";
    }
  }

  private static Completion matching(String typed, List<Suggestion> all) {
    return new Completion(typed, all.stream().filter(s -> begins(s.text(), typed)).toList());
  }

  private static boolean begins(String name, String typed) {
    return name.regionMatches(true, 0, typed, 0, typed.length());
  }
}
