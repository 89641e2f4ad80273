package org.gradlang.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The names in stretches of tokens that no syntax tree was made of. Stretches may be added that
 * cover earlier ones, as an outer statement does inner ones; each token is looked at once.
 */
final class LostNames {
  private final TokenArray tokens;
  private final Set<String> names = new HashSet<>();
  private final Deque<Stretch> stretches = new ArrayDeque<>();

  private record Stretch(int start, int end) {}

  LostNames(TokenArray tokens) {
    this.tokens = tokens;
  }

  Set<String> names() {
    return names;
  }

  /** Adds the names from token {@code start} up to, without, {@code end}. */
  void add(int start, int end) {
    int until = end;
    while (!stretches.isEmpty() && stretches.element().start >= start) {
      Stretch inner = stretches.pop();
      collect(inner.end, until);
      until = Math.min(until, inner.start);
    }
    collect(start, until);
    stretches.push(new Stretch(start, end));
  }

  private void collect(int start, int end) {
    for (int i = start; i < end; i++) {
      GradToken token = tokens.get(i);
      if (Words.isName(token.getType())) {
        names.add(token.getText());
      }
    }
  }
}
