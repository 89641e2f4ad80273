package org.gradlang.syntax;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code from torch.utils.data import DataLoader}, said in Grad. */
final class FromImport {
  private static final Pattern LINE =
      Pattern.compile("from\\s+([\\w.]+)\\s+import\\s+(\\w+)(?:\\s+as\\s+(\\w+))?.*");

  private FromImport() {}

  /** What to write for the line that begins at {@code start}, if it is one of these. */
  static Optional<String> replacement(String text, int start) {
    int end = text.indexOf('\n', start);
    Matcher line = LINE.matcher(text.substring(start, end < 0 ? text.length() : end).strip());
    if (!line.matches()) {
      return Optional.empty();
    }
    String module = line.group(1);
    String name = line.group(2);
    String alias = line.group(3) == null ? name : line.group(3);
    if (!module.equals("torch") && !module.startsWith("torch.")) {
      return Optional.empty();
    }
    if (module.equals("torch") && Character.isLowerCase(name.charAt(0))) {
      return Optional.of("write `import torch." + name + " as " + alias + "`");
    }
    String last = module.substring(module.lastIndexOf('.') + 1);
    String shown = module.equals("torch") ? "import torch" : "import " + module + " as " + last;
    return Optional.of("write `" + shown + "`, and `" + last + "." + name + "` for " + alias);
  }
}
