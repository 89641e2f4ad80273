package org.gradlang.spec.hostile;

import java.util.Map;

/**
 * How a program ends.
 *
 * @param kind of the error; empty where there is none
 * @param words that its message has, as a regular expression
 */
record Outcome(String kind, String words) {
  /** The limit of programs that no other one ends. */
  static final String TIME = "time";

  private static final Map<String, String> LIMITS =
      Map.of(
          "steps",
          "took more than",
          TIME,
          "ran for more than",
          "depth",
          "inside each other",
          "tensors",
          "tensors would take",
          "memory",
          "would hold",
          "length",
          "would be too long",
          "nodes",
          "graphs have",
          "output",
          "writes more than");

  /** By a limit's name, an error's kind, or {@code nothing}. */
  static Outcome named(String word) {
    String words = LIMITS.get(word);
    if (words != null) {
      return new Outcome("LimitError", "(?s).*(" + words + ").*");
    }
    return new Outcome(word.equals("nothing") ? "" : word, "(?s).*");
  }

  boolean is(String otherKind, String message) {
    return kind.equals(otherKind) && message.matches(words);
  }
}
