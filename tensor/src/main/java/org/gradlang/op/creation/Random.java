package org.gradlang.op.creation;

import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Draws;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.index.Gathering;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** Random numbers: PyTorch's own, for the same seed. */
public final class Random {
  private static final String OPTIONS =
      Creation.OPTIONS.replace(", *,", ", *, generator: generator? = None,");
  private static final String LIKE_OPTIONS =
      ", *, dtype: dtype? = None, layout: any = None, device: device? = None,"
          + " requires_grad: bool = False, memory_format: any = None)";

  private Random() {}

  /** Fills a tensor with draws. */
  private interface Draw {
    void fill(Generator generator, Tensor out);
  }

  public static void declare(Family family) {
    made(family, "rand", "Uniform numbers from 0 to 1.", (g, out) -> Draws.uniform(g, out, 0, 1));
    made(
        family,
        "randn",
        "Normal numbers of mean 0 and deviation 1.",
        (g, out) -> Draws.normal(g, out, 0, 1));
    integers(family);
    Distributions.declare(family);
    state(family);
  }

  /** The generator that was given, or the context's own. */
  static Generator generator(Bound a) {
    Object given = a.knows("generator") ? a.get("generator") : null;
    return given == null ? Context.current().generator() : (Generator) given;
  }

  private static void made(Family family, String name, String text, Draw draw) {
    family
        .op(name, text)
        .samples(name + "(2, 3)")
        .functionOnly()
        .way(
            Composite.of(
                    name + "(*size: ints" + OPTIONS,
                    a -> {
                      DType dtype = a.dtype("dtype");
                      Tensor out =
                          Fresh.unwritten(
                              Context.current(),
                              Creation.layout(a, "size"),
                              dtype == null ? Context.current().defaultDType() : dtype);
                      requireFloat(name, out);
                      draw.fill(generator(a), out);
                      return Creation.finish(a, out);
                    })
                .notDifferentiable());
    family
        .op(name + "_like", text)
        .samples(name + "_like(zeros(2))")
        .functionOnly()
        .way(
            Composite.of(
                    name + "_like(input: tensor" + LIKE_OPTIONS,
                    a -> {
                      Tensor x = a.tensor("input");
                      DType dtype = a.dtype("dtype");
                      Tensor out =
                          Fresh.unwritten(
                              Context.current(), x.layout(), dtype == null ? x.dtype() : dtype);
                      requireFloat(name + "_like", out);
                      draw.fill(generator(a), out);
                      return Creation.finish(a, out);
                    })
                .notDifferentiable());
  }

  static void requireFloat(String operation, Tensor out) {
    if (!out.dtype().isFloating()) {
      throw new GradError(ErrorKind.TYPE, operation + "() draws floats, not " + out.dtype());
    }
  }

  private static void integers(Family family) {
    family
        .op("randint", "Ints from low to before high.")
        .samples("randint(10, (2, 3))", "randint(-5, 5, (2, 3))")
        .functionOnly()
        .way(
            Composite.of("randint(high: int, size: ints" + OPTIONS, a -> randint(a, 0))
                .notDifferentiable())
        .way(
            Composite.of(
                    "randint(low: int, high: int, size: ints" + OPTIONS,
                    a -> randint(a, a.whole("low")))
                .notDifferentiable());
    family
        .op("randint_like", "Ints from low to before high, in the shape of input.")
        .samples("randint_like(zeros(2), 0, 10)", "randint_like(zeros(2), 10)")
        .functionOnly()
        .way(
            Composite.of(
                    "randint_like(input: tensor, high: int" + LIKE_OPTIONS, a -> randintLike(a, 0))
                .notDifferentiable())
        .way(
            Composite.of(
                    "randint_like(input: tensor, low: int, high: int" + LIKE_OPTIONS,
                    a -> randintLike(a, a.whole("low")))
                .notDifferentiable());
    family
        .op("randperm", "The ints from 0 to before n in random order.")
        .samples("randperm(5)")
        .functionOnly()
        .way(
            Composite.of(
                    "randperm(n: int" + OPTIONS,
                    a -> {
                      int n = a.integer("n");
                      if (n < 0) {
                        throw new GradError(
                            ErrorKind.VALUE, "randperm(): n must not be negative, but is " + n);
                      }
                      Storage.require(DType.INT64, n);
                      long[] order = Draws.permutation(generator(a), n);
                      DType dtype = a.dtype("dtype");
                      Tensor out = Fresh.of(Storage.of(order), order.length);
                      return Creation.finish(a, out.to(dtype == null ? DType.INT64 : dtype));
                    })
                .notDifferentiable());
  }

  private static Tensor randint(Bound a, long low) {
    DType dtype = a.dtype("dtype");
    Tensor out =
        Fresh.zeros(
            Context.current(), Creation.layout(a, "size"), dtype == null ? DType.INT64 : dtype);
    return Creation.finish(a, drawIntegers(a, "randint", out, low));
  }

  private static Tensor randintLike(Bound a, long low) {
    Tensor x = a.tensor("input");
    DType dtype = a.dtype("dtype");
    Tensor out = Fresh.zeros(Context.current(), x.layout(), dtype == null ? x.dtype() : dtype);
    return Creation.finish(a, drawIntegers(a, "randint_like", out, low));
  }

  private static Tensor drawIntegers(Bound a, String name, Tensor out, long low) {
    long high = a.whole("high");
    requireRange(name, out.dtype(), low, high);
    Draws.integers(generator(a), out, low, high);
    return out;
  }

  /** Checks that there are ints to draw, and that the dtype has them. */
  static void requireRange(String operation, DType dtype, long low, long high) {
    if (low >= high) {
      throw new GradError(
          ErrorKind.VALUE, operation + "(): there is no int from " + low + " to before " + high);
    }
    if (dtype == DType.BOOL && (low < 0 || high > 2)) {
      throw new GradError(
          ErrorKind.VALUE,
          operation + "(): bools are 0 and 1, not all from " + low + " to " + high);
    }
  }

  private static void state(Family family) {
    family
        .op("manual_seed", "Starts the random numbers anew.")
        .samples("manual_seed(1)")
        .functionOnly()
        .way(
            Composite.of(
                    "manual_seed(seed: int)",
                    a -> {
                      Context.current().generator().seed(a.whole("seed"));
                      return Context.current().generator();
                    })
                .notDifferentiable());
    family
        .op("seed", "Starts the random numbers from a seed that nobody can foresee, and gives it.")
        .samples("seed()")
        .functionOnly()
        .way(Composite.of("seed()", a -> Context.current().generator().seed()).notDifferentiable());
    family
        .op("initial_seed", "The seed that the random numbers started from.")
        .samples("initial_seed()")
        .functionOnly()
        .way(
            Composite.of("initial_seed()", a -> Context.current().generator().initialSeed())
                .notDifferentiable());
    family
        .op("get_rng_state", "The state of the random numbers, as a tensor.")
        .samples("get_rng_state()")
        .functionOnly()
        .way(
            Composite.of(
                    "get_rng_state()",
                    a -> {
                      long[] state = Context.current().generator().state();
                      return Fresh.of(Storage.of(state), state.length);
                    })
                .notDifferentiable());
    family
        .op("set_rng_state", "Goes back to a state of the random numbers.")
        .samples("set_rng_state(get_rng_state())")
        .functionOnly()
        .way(
            Composite.of(
                    "set_rng_state(new_state: tensor)",
                    a -> {
                      Tensor state = a.tensor("new_state");
                      Gathering.requireInts("set_rng_state", state);
                      Context.current().generator().setState(Copies.contiguous(state).longs());
                      return None.NONE;
                    })
                .notDifferentiable());
  }

  /** 1 for each element above 0, and for each other one a uniform number. */
  public static Tensor slopes(Tensor x, double from, double to) {
    Generator generator = Context.current().generator();
    Storage slopes = Storage.zeros(x.dtype(), x.numel());
    int[] at = Copies.positions(x.layout());
    for (int i = 0; i < at.length; i++) {
      boolean above = Elements.real(x.storage(), at[i]) > 0;
      double slope = above ? 1 : Math.fma(generator.nextDouble(), to - from, from);
      Elements.put(slopes, i, slope);
    }
    return Fresh.of(slopes, x.layout().sizes());
  }
}
