package org.gradlang;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names that Windows takes for something else than the file of that name. */
final class WindowsNames {
  /** Devices, which lie in every folder, with whatever ending. */
  private static final Pattern DEVICE =
      Pattern.compile("(?:con|prn|aux|nul|conin\\$|conout\\$|(?:com|lpt)[0-9¹²³]) *(?:[.:].*)?");

  private WindowsNames() {}

  /** Whether a part of the path means something else where it is on Windows. */
  static boolean mislead(Path path) {
    if (!path.getFileSystem().getSeparator().equals("\\")) {
      return false;
    }
    for (Path part : path) {
      if (misleads(part.toString())) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is a device, an alternate stream, or a name of which Windows cuts the end. */
  static boolean misleads(String name) {
    return DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches()
        || name.indexOf(':') >= 0
        || name.endsWith(".")
        || name.endsWith(" ");
  }
}
