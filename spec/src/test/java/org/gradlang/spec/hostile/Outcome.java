package org.gradlang.spec.hostile;

import java.util.Map;

/**
 * How a program ends.
 *
 * @param kind of the error; empty where there is none
 * @param words that its message has, as a regular expression
 */
record Outcome(String kind, String words) {
  private static final String TIME = "ran for more than";

  private static final Map<String, String> LIMITS =
      Map.of(
          // on a busy machine the deadline may come before so many steps
          "steps",
          "took more than|" + TIME,
          "time",
          TIME,
          "depth",
          "inside each other",
          // a program at a limit of memory waits for collections of garbage, under its deadline
          "tensors",
          "tensors would take|" + TIME,
          "memory",
          "would hold|" + TIME,
          "length",
          "would be too long",
          "nodes",
          "graphs have|" + TIME,
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
