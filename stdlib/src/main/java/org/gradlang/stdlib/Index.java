package org.gradlang.stdlib;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * Which file declares which names of which namespace: what {@link Contents} say.
 *
 * @param entries in the order of the text
 */
record Index(List<Entry> entries) {
  /** In the place of a namespace: the names are always there. */
  private static final String EVERYWHERE = "*";

  /** In the place of a file: the names are built-in ones, in another namespace. */
  private static final String BUILT_IN = "-";

  /** Names of a namespace, or of none where it is empty, and the file that declares them. */
  record Entry(String namespace, String file, List<String> names) {
    /** Whether the names are those of built-ins, which are always there without a namespace. */
    boolean isBuiltIn() {
      return file.equals(BUILT_IN);
    }

    /** The file with its ending. */
    String source() {
      return file + ".grad";
    }
  }

  static Index parse(String text) {
    return new Index(
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .map(Index::entry)
            .toList());
  }

  private static Entry entry(String line) {
    List<String> words = words(line);
    String namespace = words.get(0).equals(EVERYWHERE) ? "" : words.get(0);
    return new Entry(namespace, words.get(1), List.copyOf(words.subList(2, words.size())));
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (StringTokenizer rest = new StringTokenizer(line, " "); rest.hasMoreTokens(); ) {
      words.add(rest.nextToken());
    }
    return words;
  }
}
