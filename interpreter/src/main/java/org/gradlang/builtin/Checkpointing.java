package org.gradlang.builtin;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.autograd.Checkpoint;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Calls;
import org.gradlang.value.Truth;

/** {@code autograd.checkpoint}: a call that is computed again in the backward pass. */
final class Checkpointing {
  private Checkpointing() {}

  static Callable function() {
    return Builtin.unbound(
        "checkpoint",
        "checkpoint(function, *args, preserve_rng_state=True, use_reentrant=None, **kwargs)",
        "function(*args, **kwargs), of which nothing is kept for the backward pass: it runs again"
            + " there, with the same random numbers. That takes time and saves memory.",
        Checkpointing::checkpoint);
  }

  private static Object checkpoint(Arguments given) {
    if (given.positional() == 0) {
      throw new GradError(ErrorKind.TYPE, "checkpoint() needs a function as its first argument");
    }
    Callable function = Calls.callable(given.get(0));
    List<Object> values = new ArrayList<>();
    List<String> keywords = new ArrayList<>();
    for (int i = 1; i < given.positional(); i++) {
      values.add(given.get(i));
    }
    boolean preservesRandom = true;
    for (int i = 0; i < given.keywords().length; i++) {
      String keyword = given.keywords()[i];
      if (keyword.equals("preserve_rng_state")) {
        preservesRandom = Truth.of(given.keywordValue(i));
      } else if (!keyword.equals("use_reentrant")) {
        keywords.add(keyword);
        values.add(given.keywordValue(i));
      }
    }
    Arguments arguments = new Arguments(values.toArray(), keywords.toArray(String[]::new));
    // A call gives its arguments away, and there will be a second one.
    Checkpoint.Computation call =
        () -> function.call(new Arguments(arguments.values().clone(), arguments.keywords()));
    return Checkpoint.run(Context.current(), tensors(values), preservesRandom, call);
  }

  private static List<Tensor> tensors(List<Object> values) {
    return values.stream().filter(Tensor.class::isInstance).map(Tensor.class::cast).toList();
  }
}
