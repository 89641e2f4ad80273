package org.gradlang.repl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gradlang.repl.Request.Program;
import org.gradlang.repl.shell.session.NamedText;

/** A program's text, and the name that diagnostics show. */
record ProgramText(String name, String text) {

  /** The same as an interactive session takes it. */
  NamedText named() {
    return new NamedText(name, text);
  }

  /** Reads a program from where it is. */
  static ProgramText of(Program program) throws UsageException {
    return switch (program) {
      case Program.Code code -> new ProgramText("<code>", code.text());
      case Program.File file -> of(file.path());
      case Program.StandardInput input -> ofStandardInput();
    };
  }

  /** Reads a file. */
  static ProgramText of(Path file) throws UsageException {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw new UsageException("'" + name + "' is a folder, not a script");
    }
    try {
      return new ProgramText(name, decode(name, Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      throw new UsageException("there is no file '" + name + "'");
    } catch (IOException e) {
      throw new UsageException("'" + name + "' cannot be read: " + e.getMessage());
    }
  }

  private static ProgramText ofStandardInput() throws UsageException {
    try {
      return new ProgramText("<stdin>", decode("standard input", System.in.readAllBytes()));
    } catch (IOException e) {
      throw new UsageException("standard input cannot be read: " + e.getMessage());
    }
  }

  private static String decode(String name, byte[] bytes) throws UsageException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UsageException("'" + name + "' is not a UTF-8 text");
    }
  }
}
