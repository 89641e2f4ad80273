package org.gradlang.stdlib.data;

import java.io.Serial;

/** What is wrong with a picture. */
final class PictureException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  PictureException(String message) {
    super(message);
  }
}
