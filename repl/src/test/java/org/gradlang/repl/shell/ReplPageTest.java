package org.gradlang.repl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.Loader;
import org.gradlang.Screen;
import org.gradlang.repl.shell.command.Dispatch;
import org.gradlang.repl.shell.line.Prompts;
import org.gradlang.repl.shell.session.Preferences;
import org.gradlang.repl.shell.session.Session;
import org.gradlang.repl.shell.session.SessionOutput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Types the sessions of docs/repl.md again, each in a session of its own. */
final class ReplPageTest {
  private static final Path PAGE = Path.of("../docs/repl.md");
  private static final Pattern BLOCK = Pattern.compile("```session\n(.*?)```", Pattern.DOTALL);

  static Stream<String> sessions() throws IOException {
    Matcher blocks = BLOCK.matcher(Files.readString(PAGE));
    List<String> found = new ArrayList<>();
    while (blocks.find()) {
      found.add(blocks.group(1));
    }
    assertFalse(found.isEmpty());
    return found.stream();
  }

  @ParameterizedTest
  @MethodSource("sessions")
  void answersAsThePageSays(String recorded) {
    StringWriter written = new StringWriter();
    SessionOutput output = SessionOutput.plain(written);
    try (Session session =
        new Session(
            output,
            new Preferences(false),
            () -> Grad.builder().files(FileAccess.all()).loader(Loader.files(FileAccess.all())),
            Screen.none())) {
      for (String input : inputs(recorded)) {
        output.print(Prompts.FIRST + input.replace("\n", "\n" + Prompts.NEXT) + "\n");
        Dispatch.answer(session, input);
        output.freshLine();
      }
    }
    assertEquals(recorded, written.toString());
  }

  private static List<String> inputs(String recorded) {
    List<String> inputs = new ArrayList<>();
    for (String line : recorded.split("\n", -1)) {
      if (line.startsWith(Prompts.FIRST)) {
        inputs.add(line.substring(Prompts.FIRST.length()));
      } else if (line.startsWith(Prompts.NEXT)) {
        inputs.add(inputs.removeLast() + "\n" + line.substring(Prompts.NEXT.length()));
      }
    }
    return inputs;
  }
}
