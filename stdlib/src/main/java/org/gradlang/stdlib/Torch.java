package org.gradlang.stdlib;

import java.util.List;
import java.util.Set;
import org.gradlang.Declarations;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.value.Namespace;

/**
 * The namespace {@code torch}: what is always there, under PyTorch's own paths, so that pasted
 * expressions run unchanged.
 */
final class Torch {
  /** Always there, and no part of PyTorch. */
  private static final Set<String> FOREIGN =
      Set.of(
          """
          F args bool callable chr clock data delattr dict dir enumerate exit filter float format \
          getattr hasattr help init int io isinstance iter len list make_grid map math next ord \
          plot print progress range repr reversed save_image setattr show slice sorted str tuple \
          type zip\
          """
              .split(" "));

  private static final List<String> RANDOM =
      List.of("manual_seed", "seed", "initial_seed", "get_rng_state", "set_rng_state");

  private Torch() {}

  static Namespace namespace(Declarations names) {
    Namespace torch = new Namespace("torch");
    for (String name : names.names()) {
      if (!FOREIGN.contains(name) && !name.endsWith("Error")) {
        torch.defineLater(name, () -> names.get(name));
      }
    }
    // as dtypes, Python's float is PyTorch's double, and torch.float is not
    torch.define("float", DType.FLOAT32).define("double", DType.FLOAT64);
    torch.define("long", DType.INT64).define("bool", DType.BOOL);
    torch.define("utils", utilities(names));
    torch.define("random", random(names));
    torch.defineLater("default_generator", () -> Context.current().generator());
    torch.defineLater("autograd", () -> autograd(names));
    return torch;
  }

  private static Namespace random(Declarations names) {
    Namespace random = new Namespace("torch.random");
    for (String name : RANDOM) {
      random.defineLater(name, () -> names.get(name));
    }
    return random;
  }

  private static Namespace utilities(Declarations names) {
    Namespace checkpoint = new Namespace("torch.utils.checkpoint");
    checkpoint.defineLater("checkpoint", () -> names.get("autograd.checkpoint"));
    return new Namespace("torch.utils")
        .defineLater("data", () -> names.get("data"))
        .define("checkpoint", checkpoint);
  }

  /** PyTorch keeps in {@code autograd.functional} what is in {@code autograd} here. */
  private static Namespace autograd(Declarations names) {
    Namespace known = (Namespace) names.get("autograd");
    Namespace autograd = new Namespace("torch.autograd");
    for (String name : known.names()) {
      autograd.defineLater(name, () -> names.get("autograd." + name));
    }
    return autograd.define("functional", known);
  }
}
