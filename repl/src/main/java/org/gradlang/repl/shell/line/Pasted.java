package org.gradlang.repl.shell.line;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text from elsewhere, as an input. */
final class Pasted {
  private static final Pattern FIRST =
      Pattern.compile("\\s*(?:grad>|>>>|In \\[\\d+\\]:)(?: (.*)|$)");
  private static final Pattern NEXT = Pattern.compile("\\s*\\.\\.\\.:?(?: (.*)|$)");

  private Pasted() {}

  /**
   * Line ends and tabs as they are typed, without common indentation. Of a recorded session only
   * what was typed is left: prompts go, and so do the answers between.
   */
  static String clean(String text) {
    String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace("\t", Indentation.UNIT);
    String code = lines.stripTrailing();
    boolean recorded = FIRST.matcher(firstLine(code)).matches();
    return (recorded ? typed(code) : code).stripIndent();
  }

  private static String firstLine(String text) {
    return text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
  }

  private static String typed(String session) {
    List<Optional<String>> typed = session.lines().map(Pasted::withoutPrompt).toList();
    return typed.stream().flatMap(Optional::stream).collect(Collectors.joining("\n"));
  }

  private static Optional<String> withoutPrompt(String line) {
    for (Pattern prompt : List.of(FIRST, NEXT)) {
      Matcher matcher = prompt.matcher(line);
      if (matcher.matches()) {
        return Optional.of(matcher.group(1) == null ? "" : matcher.group(1));
      }
    }
    return Optional.empty();
  }
}
