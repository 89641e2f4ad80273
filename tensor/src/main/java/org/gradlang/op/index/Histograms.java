package org.gradlang.op.index;

import java.util.Arrays;
import java.util.List;
import org.gradlang.kernel.Copies;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** How many elements fall between edges, and which place a number in row-major order stands for. */
public final class Histograms {
  private Histograms() {}

  public static void declare(Family family) {
    family
        .op(
            "histogram",
            "How many elements, or how much weight, each bin has; and the bins' edges.")
        .samples("histogram(randn(10), 4)", "histogram(randn(10), tensor([-1.0, 0.0, 1.0]))")
        .way(
            Composite.of(
                    "histogram(input: tensor, bins: int, *, range: floats? = None, weight: tensor?"
                        + " = None, density: bool = False)",
                    a -> counted(a, edges(a)))
                .notDifferentiable())
        .way(
            Composite.of(
                    "histogram(input: tensor, bins: tensor, *, weight: tensor? = None,"
                        + " density: bool = False)",
                    a -> counted(a, a.tensor("bins")))
                .notDifferentiable());
    family
        .op("unravel_index", "The places in a tensor of this shape, one tensor for each dim.")
        .functionOnly()
        .samples("unravel_index(tensor([0, 5]), (2, 3))")
        .way(
            Composite.of("unravel_index(indices: tensor, shape: ints)", Histograms::unravel)
                .notDifferentiable());
  }

  private static Tensor edges(Bound a) {
    Tensor x = a.tensor("input");
    int bins = a.integer("bins");
    if (bins < 1) {
      throw new GradError(ErrorKind.VALUE, "histogram() needs at least one bin, not " + bins);
    }
    double[] values = Finding.reals(x);
    double low = values.length == 0 ? 0 : values[0];
    double high = low;
    Context context = Context.current();
    for (int i = 1; i < values.length; i++) {
      context.reached(i);
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    if (a.has("range")) {
      double[] range = (double[]) a.required("range");
      if (range.length != 2 || range[0] > range[1]) {
        throw new GradError(ErrorKind.VALUE, "histogram(): range is a pair (min, max)");
      }
      low = range[0];
      high = range[1];
    }
    if (!Double.isFinite(low) || !Double.isFinite(high)) {
      throw new GradError(ErrorKind.VALUE, "histogram() needs a finite range");
    }
    if (low == high) {
      low -= 0.5;
      high += 0.5;
    }
    return Operations.tensor("linspace", low, high, bins + 1L).to(x.dtype());
  }

  private static Results counted(Bound a, Tensor edges) {
    Tensor x = a.tensor("input");
    if (!x.dtype().isFloating() || edges.dtype() != x.dtype()) {
      throw new GradError(
          ErrorKind.TYPE,
          "histogram() needs floats, and edges of their dtype, not "
              + x.dtype()
              + " and "
              + edges.dtype());
    }
    if (edges.dim() != 1 || edges.numel() < 2) {
      throw new GradError(
          ErrorKind.SHAPE, "histogram(): edges are two or more in a vector, not " + edges.layout());
    }
    double[] sums = sums(Finding.reals(x), Finding.reals(edges), weights(a, x));
    if (a.flag("density")) {
      double[] bounds = Finding.reals(edges);
      double all = Arrays.stream(sums).sum();
      Arrays.setAll(sums, i -> sums[i] / all / (bounds[i + 1] - bounds[i]));
    }
    Tensor counts = Fresh.of(Storage.of(sums), sums.length).to(x.dtype());
    return new Results(
        "torch.return_types.histogram", List.of("hist", "bin_edges"), List.of(counts, edges));
  }

  private static double[] weights(Bound a, Tensor x) {
    Tensor weight = a.tensorOrNull("weight");
    if (weight == null) {
      double[] ones = Room.doubles(x.numel());
      Arrays.fill(ones, 1);
      return ones;
    }
    if (!weight.layout().sameSizes(x.layout())) {
      throw new GradError(
          ErrorKind.SHAPE,
          "histogram(): the weights have shape " + weight.layout() + ", not " + x.layout());
    }
    return Finding.reals(weight);
  }

  /** Bins hold their lower edge; the last one its upper edge too. */
  private static double[] sums(double[] values, double[] edges, double[] weights) {
    double[] sums = new double[edges.length - 1];
    Context context = Context.current();
    for (int i = 0; i < values.length; i++) {
      context.reached(i);
      if (values[i] >= edges[0] && values[i] <= edges[edges.length - 1]) {
        int bin = 0;
        while (bin < sums.length - 1 && values[i] >= edges[bin + 1]) {
          bin++;
        }
        sums[bin] += weights[i];
      }
    }
    return sums;
  }

  private static Results unravel(Bound a) {
    Tensor indices = a.tensor("indices");
    Gathering.requireInts("unravel_index", indices);
    int[] shape = a.ints("shape");
    long count = Layout.numelOf(shape);
    int[] at = Copies.positions(indices.layout());
    long[][] places = new long[shape.length][];
    Arrays.setAll(places, d -> Room.longsToStore(at.length));
    Context context = Context.current();
    for (int i = 0; i < at.length; i++) {
      context.reached(i);
      long rest = Elements.whole(indices.storage(), at[i]);
      if (rest >= count || rest < -count) {
        throw new GradError(
            ErrorKind.INDEX,
            "unravel_index(): there is no place "
                + rest
                + " among the elements of shape "
                + Arrays.toString(shape));
      }
      rest = rest < 0 ? rest + count : rest;
      for (int d = shape.length - 1; d >= 0; d--) {
        places[d][i] = rest % shape[d];
        rest /= shape[d];
      }
    }
    return Results.of(
        Arrays.stream(places)
            .map(p -> (Object) Fresh.of(Storage.of(p), indices.layout().sizes()))
            .toArray());
  }
}
