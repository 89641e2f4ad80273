package org.gradlang.stdlib;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradlang.Declarations;
import org.gradlang.stdlib.store.Store;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.value.Namespace;
import org.gradlang.value.StandardType;

/**
 * The namespace {@code torch}: what is always there, under PyTorch's own paths, so that pasted
 * expressions run unchanged. Names that PyTorch has and Grad has not say what to use instead.
 */
final class Torch {
  /** Always there, and no part of PyTorch. */
  private static final Set<String> FOREIGN =
      Set.of(
          """
          F args bool callable chr clock data dict dir enumerate exit filter float format getattr \
          delattr hasattr help init int io isinstance iter len list make_grid map math next ord \
          plot print progress range repr reversed save_image setattr show slice sorted str tuple \
          type warnings zip\
          """
              .split(" "));

  private static final List<String> RANDOM =
      List.of("manual_seed", "seed", "initial_seed", "get_rng_state", "set_rng_state");

  /** Further names of dtypes, most of which there are not: using one says which there are. */
  private static final Map<String, String> DTYPES =
      Map.of(
          "half", "float16",
          "short", "int16",
          "int", "int32",
          "cfloat", "complex64",
          "cdouble", "complex128");

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
    DTYPES.forEach((name, dtype) -> torch.defineLater(name, () -> names.get(dtype)));
    torch.define("dtype", StandardType.DTYPE);
    torch.define("utils", utilities(names));
    torch.define("random", random(names));
    torch.defineLater("functional", () -> names.get("nn.functional"));
    torch.defineLater("default_generator", () -> Context.current().generator());
    torch.defineLater("autograd", () -> autograd(names));
    new Store(names.host().files()).declareIn(torch);
    TorchFunctions.declare(torch);
    TorchDevices.declare(torch);
    TorchAbsence.declare(torch);
    return torch;
  }

  private static Namespace random(Declarations names) {
    Namespace random = new Namespace("torch.random");
    for (String name : RANDOM) {
      random.defineLater(name, () -> names.get(name));
    }
    random.defineLater("default_generator", () -> Context.current().generator());
    return random.define("Generator", StandardType.GENERATOR);
  }

  private static Namespace utilities(Declarations names) {
    Namespace checkpoint = new Namespace("torch.utils.checkpoint");
    checkpoint.defineLater("checkpoint", () -> names.get("autograd.checkpoint"));
    return new Namespace("torch.utils")
        .defineLater("data", () -> names.get("data"))
        .define("checkpoint", checkpoint)
        .lack("tensorboard", "plot(losses) draws curves, plot(..., path=\"loss.svg\") writes them")
        .lack("model_zoo", "load(path) reads the .pt file of a model that you have");
  }

  /** PyTorch keeps in {@code autograd.functional} what is in {@code autograd} here. */
  private static Namespace autograd(Declarations names) {
    Namespace known = (Namespace) names.get("autograd");
    Namespace autograd = new Namespace("torch.autograd");
    for (String name : known.names()) {
      autograd.defineLater(name, () -> names.get("autograd." + name));
    }
    autograd.defineLater("Variable", TorchFunctions::variable);
    autograd.defineLater("set_grad_enabled", () -> names.get("set_grad_enabled"));
    TorchAbsence.modes(autograd);
    autograd.lack(
        "Function",
        "write let f = autograd.function(forward = fn(ctx, x) { ... }, backward = fn(ctx, g) { ..."
            + " })");
    autograd.lack(
        "profiler", ":time and :timeit measure an expression in the REPL; clock() in a script");
    return autograd.define("functional", known);
  }
}
