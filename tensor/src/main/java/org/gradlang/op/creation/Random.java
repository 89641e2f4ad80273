package org.gradlang.op.creation;

import org.gradlang.autograd.Edge;
import org.gradlang.autograd.Graph;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Draws;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.index.Lines;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Random numbers: PyTorch's own, for the same seed. */
public final class Random {
  private static final String OPTIONS =
      Creation.OPTIONS.replace(", *,", ", *, generator: generator? = None,");
  private static final String LIKE =
      "_like(input: tensor, *, dtype: dtype? = None, layout: any = None, device: any = None,"
          + " requires_grad: bool = False, memory_format: any = None)";

  // what was there before has no gradient
  public static final Primitive REDRAWN =
      Primitive.of("uniform(input: tensor)", a -> a.tensor("input"))
          .gradient("input", v -> v.cotangent().zerosLike());

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
    choices(family);
    inPlace(family);
    state(family);
  }

  private static Generator generator(Bound a) {
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
                          Fresh.zeros(
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
                    name + LIKE,
                    a -> {
                      Tensor x = a.tensor("input");
                      DType dtype = a.dtype("dtype");
                      Tensor out =
                          Fresh.zeros(
                              Context.current(), x.layout(), dtype == null ? x.dtype() : dtype);
                      requireFloat(name + "_like", out);
                      draw.fill(generator(a), out);
                      return Creation.finish(a, out);
                    })
                .notDifferentiable());
  }

  private static void requireFloat(String operation, Tensor out) {
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
            Composite.of("randint_like(input: tensor, high: int)", a -> randintLike(a, 0))
                .notDifferentiable())
        .way(
            Composite.of(
                    "randint_like(input: tensor, low: int, high: int)",
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
    Tensor out = a.tensor("input").detach().zerosLike();
    return drawIntegers(a, "randint_like", out, low);
  }

  private static Tensor drawIntegers(Bound a, String name, Tensor out, long low) {
    long high = a.whole("high");
    if (low >= high) {
      throw new GradError(
          ErrorKind.VALUE, name + "(): there is no int from " + low + " to before " + high);
    }
    Draws.integers(generator(a), out, low, high);
    return out;
  }

  private static void choices(Family family) {
    family
        .op("bernoulli", "1 with the probability that each element says, else 0.")
        .samples("bernoulli(rand(3))")
        .way(
            Composite.of(
                    "bernoulli(input: tensor, *, generator: generator? = None)",
                    a -> {
                      Tensor p = a.tensor("input");
                      return uniformLike(p, 0, 1).lt(p).to(p.dtype());
                    })
                .notDifferentiable());
    family
        .op("multinomial", "Indices drawn by the weights in each row.")
        .samples("multinomial(tensor([1., 2., 3.]), 2)")
        .way(
            Composite.of(
                    "multinomial(input: tensor, num_samples: int, replacement: bool = False,"
                        + " *, generator: generator? = None)",
                    Random::multinomial)
                .notDifferentiable());
    family
        .op("normal", "Normal numbers of given means and deviations.")
        .samples("normal(zeros(3), 1.0)")
        .functionOnly()
        .way(
            Composite.of(
                    "normal(mean: operand, std: operand, size: ints? = None, *, generator:"
                        + " generator? = None)",
                    Random::normal)
                .notDifferentiable());
  }

  private static Tensor multinomial(Bound a) {
    Tensor weights = a.tensor("input");
    int count = a.integer("num_samples");
    if (count < 1) {
      throw new GradError(
          ErrorKind.VALUE, "multinomial(): num_samples must be at least 1, not " + count);
    }
    if (weights.dim() < 1 || weights.dim() > 2 || !weights.dtype().isFloating()) {
      throw new GradError(
          weights.dtype().isFloating() ? ErrorKind.SHAPE : ErrorKind.TYPE,
          "multinomial() needs a vector or a matrix of float weights, not "
              + weights.dtype()
              + " of shape "
              + weights.layout());
    }
    Lines lines = Lines.of(weights, weights.dim() - 1);
    long[] all =
        Storage.zeros(DType.INT64, Layout.numelOf(new int[] {lines.count(), count})).longs();
    for (int line = 0; line < lines.count(); line++) {
      double[] row = new double[lines.length()];
      int positive = 0;
      for (int i = 0; i < row.length; i++) {
        row[i] = lines.real(line, i);
        positive += row[i] > 0 ? 1 : 0;
        if (!(row[i] >= 0)) {
          throw new GradError(ErrorKind.VALUE, "multinomial(): a weight of " + row[i]);
        }
      }
      if (positive == 0 || !a.flag("replacement") && positive < count) {
        throw new GradError(
                ErrorKind.VALUE,
                "multinomial(): " + count + " draws from " + positive + " weights above 0")
            .help("pass replacement=True to draw an index twice");
      }
      long[] drawn = Draws.multinomial(generator(a), row, count, a.flag("replacement"));
      System.arraycopy(drawn, 0, all, line * count, count);
    }
    return weights.dim() == 1
        ? Fresh.of(Storage.of(all), count)
        : Fresh.of(Storage.of(all), lines.count(), count);
  }

  private static Tensor normal(Bound a) {
    Object mean = a.required("mean");
    Object deviation = a.required("std");
    Layout layout =
        a.has("size")
            ? Creation.layout(a, "size")
            : Broadcasting.of("normal", new Object[] {mean, deviation});
    DType dtype =
        mean instanceof Tensor tensor
            ? tensor.dtype()
            : deviation instanceof Tensor tensor
                ? tensor.dtype()
                : Context.current().defaultDType();
    Tensor out = Fresh.zeros(Context.current(), layout, dtype);
    Draws.normal(generator(a), out, 0, 1);
    return out.mul(deviation).add(mean).detach();
  }

  private static void inPlace(Family family) {
    drawn(
        family,
        "uniform_",
        "uniform numbers",
        "from_: float = 0.0, to: float = 1.0",
        (a, out) -> Draws.uniform(generator(a), out, a.real("from_"), a.real("to")));
    drawn(
        family,
        "normal_",
        "normal numbers",
        "mean: float = 0.0, std: float = 1.0",
        (a, out) -> Draws.normal(generator(a), out, a.real("mean"), a.real("std")));
    drawn(
        family,
        "exponential_",
        "exponentially distributed numbers",
        "lambd: float = 1.0",
        (a, out) -> Draws.exponential(generator(a), out, a.real("lambd")));
    drawn(
        family,
        "bernoulli_",
        "zeros and ones",
        "p: operand = 0.5",
        (a, out) -> {
          if (a.required("p") instanceof Tensor p) {
            Tensor ones = uniformLike(p, 0, 1).lt(p);
            Copies.copy(ones.expand(out.layout().sizes()), out);
          } else {
            Draws.bernoulli(generator(a), out, a.real("p"));
          }
        },
        "p");
    drawn(family, "random_", "ints", "from_: int? = None, to: int? = None", Random::random);
  }

  private interface InPlaceDraw {
    void fill(Bound a, Tensor out);
  }

  private static void drawn(
      Family family,
      String name,
      String text,
      String parameters,
      InPlaceDraw draw,
      String... unread) {
    family
        .op(name, "Fills the tensor with " + text + ".")
        .methodOnly()
        .samples("randn(3)." + name + "()")
        .unread(unread)
        .way(
            Composite.of(
                name + "(input: tensor, " + parameters + ", *, generator: generator? = None)",
                a -> {
                  Tensor self = a.tensor("input");
                  Context context = Context.current();
                  @Nullable Object[] bound = {self};
                  Edge[] edges = REDRAWN.edges(context, bound);
                  Graph.checkInPlace(context, self, edges != null);
                  draw.fill(a, self);
                  REDRAWN.rebase(context, self, edges, bound);
                  return self;
                }));
  }

  /** As PyTorch: up to the largest int that the dtype has exactly. */
  private static void random(Bound a, Tensor out) {
    long limit =
        switch (out.dtype()) {
          case FLOAT32 -> (1L << 24) + 1;
          case FLOAT64 -> (1L << 53) + 1;
          case INT64 -> Long.MAX_VALUE;
          case BOOL -> 2;
        };
    boolean both = a.has("to");
    long to = both ? a.whole("to") : a.has("from_") ? a.whole("from_") : limit;
    Draws.integers(generator(a), out, both && a.has("from_") ? a.whole("from_") : 0, to);
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
        .op("initial_seed", "The seed that the random numbers started from.")
        .samples("initial_seed()")
        .functionOnly()
        .way(
            Composite.of("initial_seed()", a -> Context.current().generator().seed())
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

  /** Uniform numbers in the shape and dtype of a tensor. */
  public static Tensor uniformLike(Tensor x, double from, double to) {
    Tensor out = Fresh.zeros(Context.current(), x.layout(), x.dtype());
    Draws.uniform(Context.current().generator(), out, from, to);
    return out;
  }
}
