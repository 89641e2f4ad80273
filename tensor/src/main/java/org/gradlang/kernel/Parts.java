package org.gradlang.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The distinct parts of a formula. */
final class Parts {
  private Parts() {}

  /** Every distinct part once, arguments before what uses them, the formula itself last. */
  static List<Formula> of(Formula formula) {
    return of(List.of(formula));
  }

  /** The distinct parts of several formulas, arguments before what uses them. */
  static List<Formula> of(List<Formula> formulas) {
    Set<Formula> parts = new LinkedHashSet<>();
    formulas.forEach(formula -> collect(formula, parts));
    return new ArrayList<>(parts);
  }

  private static void collect(Formula formula, Set<Formula> parts) {
    if (!parts.contains(formula)) {
      if (formula instanceof Apply apply) {
        apply.arguments().forEach(argument -> collect(argument, parts));
      }
      parts.add(formula);
    }
  }

  /** Replaces every part, innermost first: {@code change} sees parts whose arguments are done. */
  static Formula rewrite(Formula formula, UnaryOperator<Formula> change) {
    Map<Formula, Formula> done = new HashMap<>();
    for (Formula part : of(formula)) {
      Formula rebuilt =
          part instanceof Apply apply
              ? new Apply(apply.primitive(), apply.arguments().stream().map(done::get).toList())
              : part;
      done.put(part, change.apply(rebuilt));
    }
    return Objects.requireNonNull(done.get(formula));
  }
}
