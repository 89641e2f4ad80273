package org.gradlang.repl.shell.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import org.gradlang.repl.shell.session.SavedInputs;
import org.gradlang.repl.shell.session.Session;

/** {@code :save}. */
final class SaveCommand implements Command {
  private static final String FORCE = "-f ";

  @Override
  public String name() {
    return "save";
  }

  @Override
  public String parameters() {
    return "[-f] FILE";
  }

  @Override
  public String summary() {
    return "Write the inputs that worked as a program; -f replaces a file.";
  }

  @Override
  public String details() {
    return """
    The file is a program that does what the session did. Where a name was declared again, it is
    assigned; of a module that was declared again the last form is kept.\
    """;
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.FILE;
  }

  @Override
  public void run(Session session, String argument) {
    boolean force = argument.startsWith(FORCE);
    String name = force ? argument.substring(FORCE.length()).strip() : argument;
    if (name.isEmpty() || session.accepted().isEmpty()) {
      session.say(name.isEmpty() ? "which file? :save FILE" : "there is nothing to save yet");
      return;
    }
    OpenOption[] options =
        force
            ? new OpenOption[] {}
            : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    try {
      Files.writeString(UserPath.of(name), SavedInputs.program(session.accepted()), options);
    } catch (FileAlreadyExistsException e) {
      session.say("'" + name + "' is there already; :save -f " + name + " replaces it");
    } catch (IOException | InvalidPathException e) {
      session.say("'" + name + "' cannot be written: " + e.getMessage());
    }
  }
}
