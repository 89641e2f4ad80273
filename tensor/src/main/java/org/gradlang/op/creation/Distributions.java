package org.gradlang.op.creation;

import static org.gradlang.op.creation.Random.generator;

import org.gradlang.autograd.Edge;
import org.gradlang.autograd.Graph;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Draws;
import org.gradlang.kernel.Poisson;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Overwriting;
import org.gradlang.op.index.Lines;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Random numbers of all kinds of distributions. */
public final class Distributions {
  private Distributions() {}

  public static void declare(Family family) {
    chances(family);
    normals(family);
    fills(family);
  }

  private static void chances(Family family) {
    family
        .op("bernoulli", "1 with the probability that each element says, or p, else 0.")
        .samples("bernoulli(rand(3))", "bernoulli(zeros(3), 0.5)")
        .way(
            Composite.of(
                    "bernoulli(input: tensor, *, generator: generator? = None)",
                    a -> {
                      Tensor p = a.tensor("input");
                      return flips(generator(a), p).to(p.dtype());
                    })
                .notDifferentiable())
        .way(
            Composite.of(
                    "bernoulli(input: tensor, p: float, *, generator: generator? = None)",
                    a -> {
                      Tensor out = fresh(a.tensor("input").layout(), a.tensor("input").dtype());
                      Draws.bernoulli(generator(a), out, probability(a));
                      return out;
                    })
                .notDifferentiable());
    family
        .op("multinomial", "Indices drawn by the weights in each row.")
        .samples("multinomial(tensor([1., 2., 3.]), 2)")
        .way(
            Composite.of(
                    "multinomial(input: tensor, num_samples: int, replacement: bool = False,"
                        + " *, generator: generator? = None)",
                    Distributions::multinomial)
                .notDifferentiable());
    family
        .op("poisson", "Numbers of events where each element's are expected.")
        .samples("poisson(rand(3) * 5)")
        .functionOnly()
        .way(
            Composite.of(
                    "poisson(input: tensor, generator: generator? = None)", Distributions::poisson)
                .notDifferentiable());
  }

  private static Tensor fresh(Layout layout, DType dtype) {
    return Fresh.zeros(Context.current(), layout, dtype);
  }

  private static double probability(Bound a) {
    return within(a, a.real("p"));
  }

  private static double within(Bound a, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new GradError(
          ErrorKind.VALUE, a.operation() + "(): p must lie between 0 and 1, and is " + p);
    }
    return p;
  }

  /** Bools that are true with the probabilities. */
  private static Tensor flips(Generator generator, Tensor p) {
    if (!p.dtype().isFloating()) {
      throw new GradError(
          ErrorKind.TYPE, "bernoulli() needs float probabilities, not " + p.dtype());
    }
    if (!allIn(p, 0, 1)) {
      throw new GradError(ErrorKind.VALUE, "bernoulli(): a probability is not between 0 and 1");
    }
    Tensor draws = fresh(p.layout(), p.dtype());
    Draws.uniform(generator, draws, 0, 1);
    return draws.lt(p.detach());
  }

  private static boolean allIn(Tensor x, double least, double most) {
    Context context = Context.current();
    for (int at : Copies.positions(x.layout())) {
      context.worked(1);
      double element = Elements.real(x.storage(), at);
      if (!(element >= least && element <= most)) {
        return false;
      }
    }
    return true;
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
    boolean replacement = a.flag("replacement");
    int length = weights.size(-1);
    if (length == 0 || !replacement && length < count) {
      throw tooFew(count, length + " weights");
    }
    Lines lines = Lines.of(weights, weights.dim() - 1);
    Storage all = Storage.zeros(DType.INT64, Layout.numelOf(new int[] {lines.count(), count}));
    for (int line = 0; line < lines.count(); line++) {
      double[] row = row(lines, line, count, replacement);
      long[] drawn = Draws.multinomial(generator(a), row, weights.dtype(), count, replacement);
      System.arraycopy(drawn, 0, all.longs(), line * count, count);
    }
    return weights.dim() == 1 ? Fresh.of(all, count) : Fresh.of(all, lines.count(), count);
  }

  /** The weights in a line, of which there must be enough. */
  private static double[] row(Lines lines, int line, int count, boolean replacement) {
    double[] row = Room.doubles(lines.length());
    int positive = 0;
    Context context = Context.current();
    for (int i = 0; i < row.length; i++) {
      context.reached(i);
      row[i] = lines.real(line, i);
      positive += row[i] > 0 ? 1 : 0;
      if (!(row[i] >= 0) || row[i] == Double.POSITIVE_INFINITY) {
        throw new GradError(ErrorKind.VALUE, "multinomial(): a weight of " + row[i]);
      }
    }
    if (positive == 0 || !replacement && positive < count) {
      throw tooFew(count, positive + " weights above 0");
    }
    return row;
  }

  private static GradError tooFew(int count, String weights) {
    return new GradError(ErrorKind.VALUE, "multinomial(): " + count + " draws from " + weights)
        .help("pass replacement=True to draw an index twice");
  }

  private static Tensor poisson(Bound a) {
    Tensor rates = a.tensor("input");
    if (!rates.dtype().isFloating()) {
      throw new GradError(ErrorKind.TYPE, "poisson() needs float rates, not " + rates.dtype());
    }
    if (!allIn(rates, 0, Double.MAX_VALUE)) {
      throw new GradError(ErrorKind.VALUE, "poisson(): a rate is negative or not finite");
    }
    Generator generator = generator(a);
    Storage drawn = Storage.zeros(rates.dtype(), rates.numel());
    int[] at = Copies.positions(rates.layout());
    for (int i = 0; i < at.length; i++) {
      Elements.put(drawn, i, Poisson.draw(generator, Elements.real(rates.storage(), at[i])));
    }
    return Fresh.of(drawn, rates.layout().sizes());
  }

  private static void normals(Family family) {
    family
        .op("normal", "Normal numbers of given means and deviations.")
        .samples("normal(zeros(3), 1.0)", "normal(0.0, 1.0, (2, 3))")
        .functionOnly()
        .way(
            Composite.of(
                    "normal(mean: operand, std: operand = 1.0, *, generator: generator? = None)",
                    Distributions::normalOfTensors)
                .notDifferentiable())
        .way(
            Composite.of(
                    "normal(mean: float, std: float, size: ints, *, generator: generator? = None,"
                        + " dtype: dtype? = None, layout: any = None, device: device? = None,"
                        + " pin_memory: bool = False, requires_grad: bool = False)",
                    a -> {
                      DType dtype = a.dtype("dtype");
                      DType chosen = dtype == null ? Context.current().defaultDType() : dtype;
                      Tensor out = fresh(Creation.layout(a, "size"), chosen);
                      Random.requireFloat("normal", out);
                      Draws.normal(generator(a), out, a.real("mean"), deviation(a));
                      return Creation.finish(a, out);
                    })
                .notDifferentiable());
  }

  private static double deviation(Bound a) {
    double deviation = a.real("std");
    if (!(deviation >= 0)) {
      throw new GradError(
          ErrorKind.VALUE, a.operation() + "(): the deviation std must not be " + deviation);
    }
    return deviation;
  }

  private static Tensor normalOfTensors(Bound a) {
    Object mean = a.required("mean");
    Object deviation = a.required("std");
    if (!(deviation instanceof Tensor spread)) {
      deviation(a);
    } else if (!allIn(spread, 0, Double.POSITIVE_INFINITY)) {
      throw new GradError(ErrorKind.VALUE, "normal(): a deviation in std is negative");
    }
    Layout layout = Broadcasting.of("normal", new Object[] {mean, deviation});
    DType dtype =
        mean instanceof Tensor tensor
            ? tensor.dtype()
            : deviation instanceof Tensor tensor
                ? tensor.dtype()
                : Context.current().defaultDType();
    Tensor out = fresh(layout, dtype);
    Random.requireFloat("normal", out);
    Draws.normal(generator(a), out, 0, 1);
    return out.mul(deviation).add(mean).detach();
  }

  private static void fills(Family family) {
    new Fill("uniform_", "uniform numbers", "from_: float = 0.0, to: float = 1.0")
        .declare(family, "", Distributions::uniform);
    new Fill("normal_", "normal numbers", "mean: float = 0.0, std: float = 1.0")
        .declare(
            family, "", (a, out) -> Draws.normal(generator(a), out, a.real("mean"), deviation(a)));
    new Fill("exponential_", "exponentially distributed numbers", "lambd: float = 1.0")
        .declare(
            family, "", (a, out) -> Draws.exponential(generator(a), out, positive(a, "lambd")));
    new Fill(
            "log_normal_",
            "numbers whose logarithms are normal",
            "mean: float = 1.0, std: float = 2.0")
        .declare(
            family,
            "",
            (a, out) -> Draws.logNormal(generator(a), out, a.real("mean"), positive(a, "std")));
    new Fill(
            "cauchy_",
            "numbers by Cauchy's distribution",
            "median: float = 0.0, sigma: float = 1.0")
        .declare(
            family,
            "",
            (a, out) -> Draws.cauchy(generator(a), out, a.real("median"), positive(a, "sigma")));
    new Fill("geometric_", "how many trials of chance p it takes to succeed", "p: float")
        .ofAnyDType()
        .declare(family, "0.5", Distributions::geometric);
    new Fill("bernoulli_", "zeros and ones", "p: operand = 0.5")
        .ofAnyDType()
        .declare(family, "", Distributions::bernoulli, "p");
    new Fill("random_", "ints", "from_: int? = None, to: int? = None")
        .ofAnyDType()
        .declare(family, "", Distributions::random);
  }

  private static double positive(Bound a, String name) {
    double value = a.real(name);
    if (!(value > 0)) {
      throw new GradError(
          ErrorKind.VALUE, a.operation() + "(): " + name + " must be above 0, and is " + value);
    }
    return value;
  }

  private static void uniform(Bound a, Tensor out) {
    double from = a.real("from_");
    double to = a.real("to");
    if (!(from <= to)) {
      throw new GradError(
          ErrorKind.VALUE, "uniform_(): there is nothing from " + from + " to " + to);
    }
    Draws.uniform(generator(a), out, from, to);
  }

  private static void geometric(Bound a, Tensor out) {
    double p = a.real("p");
    if (!(p > 0 && p < 1)) {
      throw new GradError(ErrorKind.VALUE, "geometric_(): p must lie between 0 and 1, and is " + p);
    }
    Draws.geometric(generator(a), out, p);
  }

  private static void bernoulli(Bound a, Tensor out) {
    if (a.required("p") instanceof Tensor p) {
      Copies.copy(flips(generator(a), p.expand(out.layout().sizes())), out);
    } else {
      Draws.bernoulli(generator(a), out, probability(a));
    }
  }

  /** As PyTorch: up to the largest int that the dtype has exactly. */
  private static void random(Bound a, Tensor out) {
    long limit =
        switch (out.dtype()) {
          case FLOAT32 -> (1L << 24) + 1;
          case FLOAT64 -> (1L << 53) + 1;
          case INT64 -> Long.MIN_VALUE; // 2^63, counted without a sign
          case BOOL -> 2;
        };
    boolean both = a.has("to");
    long from = both && a.has("from_") ? a.whole("from_") : 0;
    long to = both ? a.whole("to") : a.has("from_") ? a.whole("from_") : limit;
    if (a.has("from_") || both) {
      Random.requireRange("random_", out.dtype(), from, to);
    }
    Draws.integers(generator(a), out, from, to);
  }

  /** A method that fills its tensor with random numbers. */
  private record Fill(String name, String text, String parameters, boolean floatsOnly) {
    Fill(String name, String text, String parameters) {
      this(name, text, parameters, true);
    }

    Fill ofAnyDType() {
      return new Fill(name, text, parameters, false);
    }

    /** What draws the numbers. */
    interface Draw {
      void fill(Bound a, Tensor out);
    }

    void declare(Family family, String sample, Draw draw, String... unread) {
      family
          .op(name, "Fills the tensor with " + text + ".")
          .methodOnly()
          .samples("randn(3)." + name + "(" + sample + ")")
          .unread(unread)
          .way(
              Composite.of(
                  name + "(input: tensor, " + parameters + ", *, generator: generator? = None)",
                  a -> redrawn(a, draw)));
    }

    private Tensor redrawn(Bound a, Draw draw) {
      Tensor self = a.tensor("input");
      if (floatsOnly) {
        Random.requireFloat(name, self);
      }
      Context context = Context.current();
      @Nullable Object[] bound = {self};
      Edge[] edges = Overwriting.REDRAWN.edges(context, bound);
      Graph.checkInPlace(context, self, edges != null);
      draw.fill(a, self);
      Overwriting.REDRAWN.rebase(context, self, edges, bound);
      return self;
    }
  }
}
