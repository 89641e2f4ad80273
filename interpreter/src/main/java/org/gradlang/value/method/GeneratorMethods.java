package org.gradlang.value.method;

import java.util.List;
import java.util.function.Consumer;
import org.gradlang.op.signature.Data;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Builtin;
import org.jspecify.annotations.Nullable;

/** Methods of random generators. */
final class GeneratorMethods {
  private GeneratorMethods() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.of(
            "manual_seed(self: any, seed: int)",
            "Starts the numbers anew from a seed, and gives the generator.",
            a -> with(a, generator -> generator.seed((Long) Found.value(a, 1)))),
        Builtin.of(
            "initial_seed(self: any)",
            "The seed that the numbers started from.",
            a -> generator(a).initialSeed()),
        Builtin.of(
            "seed(self: any)",
            "Starts the numbers from a seed that nobody can foresee, and gives it.",
            a -> generator(a).seed()),
        Builtin.of(
            "get_state(self: any)",
            "Where the numbers are, as a tensor.",
            a -> {
              long[] state = generator(a).state();
              return new Tensor(Storage.of(state), Layout.contiguous(state.length));
            }),
        Builtin.of(
            "set_state(self: any, state: tensor)",
            "Goes on from a state that get_state gave, and gives the generator.",
            a -> with(a, generator -> generator.setState(state((Tensor) Found.value(a, 1))))));
  }

  private static Generator generator(@Nullable Object[] arguments) {
    return (Generator) Found.value(arguments, 0);
  }

  private static Generator with(@Nullable Object[] arguments, Consumer<Generator> change) {
    Generator generator = generator(arguments);
    change.accept(generator);
    return generator;
  }

  private static long[] state(Tensor tensor) {
    if (tensor.dim() != 1 || tensor.dtype().isFloating()) {
      throw new GradError(ErrorKind.TYPE, "a generator's state is a tensor that get_state() gave");
    }
    return Data.toList(tensor).stream().mapToLong(element -> (Long) element).toArray();
  }
}
