package org.gradlang.stdlib;

import java.util.List;
import org.gradlang.Declarations;

/** Names that PyTorch itself has replaced, and that programs of old still use. */
final class OldNames {
  /** In {@code nn.init}, without the underscore that they have now. */
  private static final List<String> INITIAL_VALUES =
      List.of(
          "uniform",
          "normal",
          "constant",
          "eye",
          "dirac",
          "sparse",
          "orthogonal",
          "xavier_uniform",
          "xavier_normal",
          "kaiming_uniform",
          "kaiming_normal");

  private OldNames() {}

  static void declare(Declarations names) {
    INITIAL_VALUES.forEach(name -> alias(names, "nn.init." + name, "nn.init." + name + "_"));
    alias(names, "nn.utils.clip_grad_norm", "nn.utils.clip_grad_norm_");
  }

  private static void alias(Declarations names, String old, String now) {
    names.later(old, () -> names.get(now));
  }
}
