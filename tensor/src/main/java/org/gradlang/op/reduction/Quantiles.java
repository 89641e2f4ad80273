package org.gradlang.op.reduction;

import java.util.stream.IntStream;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.index.Searching;
import org.gradlang.op.pointwise.Comparison;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Quantiles, covariances and correlations. */
public final class Quantiles {
  private Quantiles() {}

  public static void declare(Family family) {
    String parameters =
        "(input: tensor, q: operand, dim: int? = None, keepdim: bool = False, *,"
            + " interpolation: str = \"linear\")";
    family
        .op("quantile", "The values below which the shares q of all elements lie, or along dim.")
        .samples(
            "quantile(randn(2, 3), 0.5)",
            "quantile(randn(2, 3), tensor([0.1, 0.9]), dim=1)",
            "quantile(randn(5), rand(2))",
            "quantile(randn(5), 0.3, interpolation=\"midpoint\")")
        .way(Composite.of("quantile" + parameters, a -> quantile(a, false)));
    family
        .op("nanquantile", "quantile of what is not nan.")
        .samples("nanquantile(randn(2, 3), 0.5)", "nanquantile(randn(5), rand(2))")
        .way(Composite.of("nanquantile" + parameters, a -> quantile(a, true)));
    family
        .op("cov", "How the rows, which are variables, vary together.")
        .samples(
            "cov(randn(2, 5))", "cov(randn(2, 4), fweights=tensor([1, 2, 1, 3]), aweights=rand(4))")
        .constant("fweights")
        .way(
            Composite.of(
                "cov(input: tensor, *, correction: int = 1, fweights: tensor? = None,"
                    + " aweights: tensor? = None)",
                a ->
                    covariance(
                        a.numbers("input"),
                        a.integer("correction"),
                        a.tensorOrNull("fweights"),
                        a.tensorOrNull("aweights"))));
    family
        .op("corrcoef", "The correlations of the rows, which are variables.")
        .samples("corrcoef(randn(2, 5))")
        .way(Composite.of("corrcoef(input: tensor)", Quantiles::correlation));
  }

  private static Tensor quantile(Bound a, boolean ignoresNan) {
    Tensor x = a.tensor("input");
    if (!x.dtype().isFloating()) {
      throw new GradError(ErrorKind.TYPE, a.operation() + "() needs floats, not " + x.dtype())
          .help("convert the tensor first, with .float()");
    }
    boolean whole = !a.has("dim");
    int dim = whole ? 0 : Dims.of(a.operation(), x.layout(), a.integer("dim"));
    Tensor lines = whole || x.dim() == 0 ? x.reshape(-1) : x.permute(withLast(x.dim(), dim));
    int n = lines.size(lines.dim() - 1);
    if (n == 0) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation() + "() of no elements has no value: the shape is " + x.layout());
    }
    Tensor shares = shares(a, x);
    Tensor sorted = Searching.sorted(lines, lines.dim() - 1);
    Tensor found = between(a, sorted, ranks(sorted, shares.reshape(-1), ignoresNan));
    Tensor last = sorted.select(sorted.dim() - 1, ignoresNan ? 0 : n - 1);
    Tensor values = found.maskedFill(Comparison.isNan(last).unsqueeze(-1), Double.NaN);
    return shaped(values, x, whole ? -1 : dim, shares.dim() == 0, a.flag("keepdim"));
  }

  /** All dims in order, with one moved to the end. */
  private static int[] withLast(int count, int dim) {
    return IntStream.concat(IntStream.of(Dims.others(count, dim)), IntStream.of(dim)).toArray();
  }

  private static Tensor shares(Bound a, Tensor x) {
    Object q = a.required("q");
    Tensor shares =
        q instanceof Tensor tensor
            ? tensor
            : Fresh.filled(Context.current(), Layout.SCALAR, x.dtype(), q);
    if (shares.dim() > 1 || shares.dtype() != x.dtype()) {
      throw new GradError(
          ErrorKind.TYPE,
          a.operation()
              + "(): q is a number, or a tensor of at most one dimension and of "
              + x.dtype());
    }
    if (!Reductions.isAll(shares.ge(0.0).mul(shares.le(1.0)))) {
      throw new GradError(ErrorKind.VALUE, a.operation() + "(): q must lie between 0 and 1");
    }
    return shares;
  }

  /** Where the quantiles of each line lie in it: (..., quantiles). */
  private static Tensor ranks(Tensor sorted, Tensor shares, boolean ignoresNan) {
    Tensor numbers = Comparison.isNan(sorted).logicalNot();
    int[] last = {sorted.dim() - 1};
    Tensor counts = ignoresNan ? numbers.sum(last, true) : numbers.onesLike().sum(last, true);
    return Selection.clampMin(counts.sub(1L).to(sorted.dtype()), 0.0).mul(shares);
  }

  private static Tensor between(Bound a, Tensor sorted, Tensor ranks) {
    Tensor below = Operations.tensor("floor", ranks);
    Tensor above = Operations.tensor("ceil", ranks);
    return switch (a.text("interpolation")) {
      case "linear" -> {
        Tensor low = picked(sorted, below);
        yield Operations.tensor("lerp", low, picked(sorted, above), ranks.sub(below));
      }
      case "lower" -> picked(sorted, below);
      case "higher" -> picked(sorted, above);
      case "midpoint" ->
          Operations.tensor("lerp", picked(sorted, below), picked(sorted, above), 0.5);
      case "nearest" -> picked(sorted, Operations.tensor("round", ranks));
      default ->
          throw new GradError(
              ErrorKind.VALUE,
              a.operation()
                  + "(): interpolation is \"linear\", \"lower\", \"higher\","
                  + " \"midpoint\" or \"nearest\", not \""
                  + a.text("interpolation")
                  + "\"");
    };
  }

  private static Tensor picked(Tensor sorted, Tensor ranks) {
    return Gathering.gather(sorted, sorted.dim() - 1, ranks.to(DType.INT64));
  }

  /** From (..., quantiles) to the quantiles first, or without them where there is one number. */
  private static Tensor shaped(
      Tensor values, Tensor x, int dim, boolean isNumber, boolean keepdim) {
    int count = values.dim();
    int[] order = Room.ints(count);
    order[0] = count - 1;
    for (int d = 1; d < count; d++) {
      order[d] = d - 1;
    }
    Tensor first = values.permute(order);
    if (keepdim && dim < 0) {
      int[] sizes = new int[x.dim() + 1];
      java.util.Arrays.fill(sizes, 1);
      sizes[0] = first.size(0);
      first = first.reshape(sizes);
    } else if (keepdim && x.dim() > 0) {
      first = first.unsqueeze(dim + 1);
    }
    return isNumber ? first.squeeze(0) : first;
  }

  private static Tensor covariance(
      Tensor x, int correction, @Nullable Tensor fweights, @Nullable Tensor aweights) {
    if (x.dim() > 2) {
      throw new GradError(
          ErrorKind.SHAPE,
          "cov() takes variables as the rows of a matrix, not the shape " + x.layout());
    }
    Tensor rows = x.dim() < 2 ? x.reshape(1, -1) : x;
    DType dtype = x.dtype().isFloating() ? x.dtype() : Context.current().defaultDType();
    Tensor values = rows.to(dtype);
    Tensor weights = weights(dtype, fweights, aweights);
    Tensor weighted = weights == null ? values : values.mul(weights);
    Object total = weights == null ? (Object) (double) values.size(1) : weights.sum();
    Tensor centred = values.sub(weighted.sum(new int[] {1}, false).div(total).unsqueeze(1));
    Object lost = (double) correction;
    if (weights != null && aweights != null && correction != 0) {
      Tensor squares = weights.mul(aweights.to(dtype)).sum();
      lost = squares.div(total).mul((double) correction);
    }
    Tensor count =
        total instanceof Tensor sum
            ? sum
            : Fresh.of(Storage.of(new double[] {(Double) total})).to(dtype);
    Tensor freedom = lost instanceof Tensor some ? count.sub(some) : count.sub((Double) lost);
    Tensor other = weights == null ? centred : centred.mul(weights);
    return Operations.tensor(
        "squeeze", centred.mm(other.t()).div(Selection.clampMin(freedom, 0.0)));
  }

  /** The weights of all observations, as one; null where all are the same. */
  private static @Nullable Tensor weights(
      DType dtype, @Nullable Tensor fweights, @Nullable Tensor aweights) {
    if (fweights == null) {
      return aweights == null ? null : aweights.to(dtype);
    }
    Tensor counted = fweights.to(dtype);
    return aweights == null ? counted : counted.mul(aweights.to(dtype));
  }

  private static Tensor correlation(Bound a) {
    Tensor covariance = covariance(a.numbers("input"), 1, null, null);
    if (covariance.dim() == 0) {
      return covariance.div(covariance);
    }
    Tensor deviation = Operations.tensor("diagonal", covariance).sqrt();
    Tensor scaled = covariance.div(deviation.unsqueeze(1)).div(deviation.unsqueeze(0));
    return Selection.clamp(scaled, -1.0, 1.0);
  }
}
