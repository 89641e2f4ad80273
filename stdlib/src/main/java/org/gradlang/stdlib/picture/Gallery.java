package org.gradlang.stdlib.picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.gradlang.Host;
import org.gradlang.Picture;
import org.gradlang.TextStyle;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Where pictures of a program go: the host's screen, or files. */
final class Gallery {
  private final Host host;
  private final ImageFiles files;

  Gallery(Host host) {
    this.host = host;
    this.files = new ImageFiles(host.files());
  }

  ImageFiles files() {
    return files;
  }

  /**
   * Shows a picture; where there is no screen, a line of output says what to do instead.
   *
   * @param what for that line: "a plot"
   * @param remedy the argument that writes it to a file
   */
  void show(Picture picture, String what, String remedy) {
    if (!host.screen().show(picture)) {
      say("(no terminal here to show " + what + " on; " + remedy + " writes it to a file)\n");
    }
  }

  /** Shows what is text in the end: without a screen that goes to the output. */
  void showText(Picture picture) {
    if (!host.screen().show(picture)) {
      picture.text(TextStyle.plain()).ifPresent(this::say);
    }
  }

  private void say(String line) {
    try {
      host.out().write(line);
    } catch (IOException problem) {
      throw new GradError(
          ErrorKind.IO,
          "the output cannot be written: " + problem.getMessage(),
          new UncheckedIOException(problem));
    }
  }
}
