package org.gradlang;

import java.io.Writer;
import java.util.List;
import java.util.Set;
import org.gradlang.builtin.Display;

/** The names of the libraries that are always there. */
final class StandardNames {
  private static final Set<String> ALL = Set.copyOf(table().globals().names());

  private StandardNames() {}

  static Set<String> all() {
    return ALL;
  }

  private static LibraryTable table() {
    return new LibraryTable(new Nobody(), Grad.standardLibraries());
  }

  /** A host that grants nothing. */
  private record Nobody() implements Host {
    @Override
    public Writer out() {
      return Writer.nullWriter();
    }

    @Override
    public FileAccess files() {
      return FileAccess.none();
    }

    @Override
    public Display display() {
      return Display.none();
    }

    @Override
    public Screen screen() {
      return Screen.none();
    }

    @Override
    public List<String> arguments() {
      return List.of();
    }
  }
}
