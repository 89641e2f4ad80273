package org.gradlang.stdlib.data;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Which channels a picture has, under the names that imaging libraries use. */
enum PixelMode {
  L(1),
  LA(2),
  RGB(3),
  RGBA(4);

  private final int channels;

  PixelMode(int channels) {
    this.channels = channels;
  }

  int channels() {
    return channels;
  }

  boolean hasAlpha() {
    return this == LA || this == RGBA;
  }

  static PixelMode of(String name) {
    return switch (name) {
      case "L", "GRAY" -> L;
      case "LA", "GRAY_ALPHA" -> LA;
      case "RGB" -> RGB;
      case "RGBA", "RGB_ALPHA" -> RGBA;
      default ->
          throw new GradError(ErrorKind.VALUE, "there is no mode '" + name + "' of pictures")
              .help("modes are \"L\" (grey), \"LA\", \"RGB\", \"RGBA\"");
    };
  }
}
