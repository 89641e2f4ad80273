package org.gradlang;

import java.util.Set;

/** The names of the libraries that are always there. */
final class StandardNames {
  private static final Set<String> ALL = Set.copyOf(table().globals().names());

  private StandardNames() {}

  static Set<String> all() {
    return ALL;
  }

  private static LibraryTable table() {
    return new LibraryTable(new Grants(), LibraryTable.standard());
  }
}
