package org.gradlang.resolve;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the known name that somebody may have meant. */
final class NearestName {
  /** Nobody mistypes longer names; comparing two takes the product of their lengths. */
  private static final int LONGEST = 128;

  private NearestName() {}

  private record Candidate(String name, int distance) {}

  /** The nearest of {@code known} to {@code name}, unless all are too far away. */
  static Optional<String> of(String name, Stream<String> known) {
    int limit = Math.max(1, name.length() / 3);
    return known
        .filter(other -> name.length() <= LONGEST && other.length() <= LONGEST)
        .filter(other -> Math.abs(other.length() - name.length()) <= limit)
        .map(other -> new Candidate(other, distance(name, other)))
        .filter(candidate -> candidate.distance <= limit && candidate.distance < name.length())
        .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .map(Candidate::name);
  }

  private static int distance(String name, String other) {
    return name.equalsIgnoreCase(other)
        ? 0
        : edits(name.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
  }

  /**
   * The edits from one text to the other, where exchanging two neighbours is one edit (optimal
   * string alignment after Damerau and Levenshtein).
   */
  private static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cell(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cell(int[][] d, String a, String b, int i, int j) {
    int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
