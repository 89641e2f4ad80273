package org.gradlang.op.signature;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name that somebody may have meant. */
public final class Nearest {
  private Nearest() {}

  /** The name nearest to {@code wanted} in spelling, or null when none is near. */
  public static @Nullable String to(String wanted, Collection<?> names) {
    String best = null;
    // Of a single letter nothing would be left.
    int limit = Math.min(wanted.length(), Math.max(1, wanted.length() / 3) + 1);
    for (Object candidate : names) {
      if (candidate instanceof String name && !(name.startsWith("_") && !wanted.startsWith("_"))) {
        int distance = distance(wanted, name, limit);
        if (distance < limit) {
          limit = distance;
          best = name;
        }
      }
    }
    return best;
  }

  /** Insertions, deletions, replacements and swaps of neighbours; case alone counts little. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    if (a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT))) {
      return 0;
    }
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
