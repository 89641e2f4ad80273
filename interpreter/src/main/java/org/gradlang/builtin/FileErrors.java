package org.gradlang.builtin;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.jspecify.annotations.Nullable;

/** What is told of files that cannot be read or written: an IOError that names the file. */
public final class FileErrors {
  private FileErrors() {}

  /** That a host does not grant a file, whether there is one or not. */
  public static GradError notGranted(String path) {
    return new GradError(ErrorKind.IO, "'" + path + "' is not granted to this program");
  }

  /** Why a file could not be read. */
  public static GradError reading(String path, IOException problem) {
    return problem instanceof NoSuchFileException missing
        ? missing(path, missing.getReason())
        : failed("cannot read '" + path + "': ", problem);
  }

  /** Why a file could not be written. */
  public static GradError writing(String path, IOException problem) {
    return problem instanceof NoSuchFileException
        ? new GradError(ErrorKind.IO, "cannot write '" + path + "': there is no such folder")
            .help("make the folder first")
        : failed("cannot write '" + path + "': ", problem);
  }

  private static GradError failed(String what, IOException problem) {
    // a thread that is told to stop has its files closed
    return problem instanceof ClosedByInterruptException
        ? new GradError(ErrorKind.LIMIT, "the program was interrupted")
        : new GradError(ErrorKind.IO, what + reason(problem));
  }

  /** Why a text is the path of no file. */
  public static GradError noPath(String path, InvalidPathException problem) {
    return new GradError(ErrorKind.IO, "'" + path + "' cannot be a path: " + problem.getReason());
  }

  /** {@code place} is where it was looked for, if the program may know that. */
  private static GradError missing(String path, @Nullable String place) {
    GradError error =
        new GradError(ErrorKind.IO, "cannot read '" + path + "': there is no such file");
    if (place != null) {
      error.help(place);
    }
    return Path.of(path).isAbsolute()
        ? error
        : error.help("io.beside(\"name\") is the path of a file next to the script");
  }

  private static String reason(IOException problem) {
    if (problem instanceof AccessDeniedException) {
      return "it is not allowed";
    }
    String text =
        problem instanceof FileSystemException known ? known.getReason() : problem.getMessage();
    if (text == null || text.isBlank()) {
      return "it failed";
    }
    return text.equals("Is a directory") ? "it is a folder" : text;
  }
}
