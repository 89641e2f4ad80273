package org.gradlang.repl.shell.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gradlang.repl.shell.session.NamedText;
import org.gradlang.repl.shell.session.Session;

/** {@code :load}. */
final class LoadCommand implements Command {
  @Override
  public String name() {
    return "load";
  }

  @Override
  public String parameters() {
    return "FILE";
  }

  @Override
  public String summary() {
    return "Run a file as if it had been typed: its names stay.";
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.FILE;
  }

  @Override
  public void run(Session session, String argument) {
    if (argument.isEmpty()) {
      session.say("which file? :load FILE");
      return;
    }
    try {
      Path file = UserPath.of(argument);
      session.load(new NamedText(file.toString(), Files.readString(file)));
    } catch (NoSuchFileException e) {
      session.say("there is no file '" + argument + "'");
    } catch (CharacterCodingException e) {
      session.say("'" + argument + "' is not a UTF-8 text");
    } catch (IOException | InvalidPathException e) {
      session.say("'" + argument + "' cannot be read: " + e.getMessage());
    }
  }
}
