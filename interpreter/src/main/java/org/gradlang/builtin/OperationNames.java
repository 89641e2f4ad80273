package org.gradlang.builtin;

import java.util.Map;
import java.util.function.BiConsumer;

/** Further places where operations are found as functions. */
final class OperationNames {
  /** Operations that are also found in the namespace {@code special}, some under another name. */
  private static final Map<String, String> SPECIAL =
      Map.ofEntries(
          Map.entry("digamma", "digamma"),
          Map.entry("erf", "erf"),
          Map.entry("erfc", "erfc"),
          Map.entry("erfinv", "erfinv"),
          Map.entry("exp2", "exp2"),
          Map.entry("expit", "sigmoid"),
          Map.entry("expm1", "expm1"),
          Map.entry("gammainc", "igamma"),
          Map.entry("gammaincc", "igammac"),
          Map.entry("gammaln", "lgamma"),
          Map.entry("i0", "i0"),
          Map.entry("log1p", "log1p"),
          Map.entry("log_softmax", "log_softmax"),
          Map.entry("logit", "logit"),
          Map.entry("logsumexp", "logsumexp"),
          Map.entry("multigammaln", "mvlgamma"),
          Map.entry("polygamma", "polygamma"),
          Map.entry("psi", "digamma"),
          Map.entry("round", "round"),
          Map.entry("sinc", "sinc"),
          Map.entry("softmax", "softmax"),
          Map.entry("xlogy", "xlogy"));

  private OperationNames() {}

  /** Further paths, each with the name of the operation that it stands for. */
  static void aliases(BiConsumer<String, String> each) {
    SPECIAL.forEach((name, operation) -> each.accept("special." + name, operation));
  }
}
