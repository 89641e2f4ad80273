package org.gradlang.op.reduction;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.kernel.Fold;
import org.gradlang.kernel.Scan;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.index.Scattering;
import org.gradlang.op.shape.Joining;
import org.gradlang.op.shape.Rearranging;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Running sums, products and extremes; products and their gradients. */
public final class Scans {
  private static final Primitive CUMSUM =
      Primitive.of(
              "cumsum(input: tensor, dim: int, *, dtype: dtype? = None)", a -> scan(Fold.SUM, a))
          .gradient(
              "input",
              v ->
                  reversed(
                      cumsum(reversed(v.cotangent(), v.integer("dim")), v.integer("dim")),
                      v.integer("dim")));
  private static final Primitive CUMPROD =
      Primitive.of(
              "cumprod(input: tensor, dim: int, *, dtype: dtype? = None)", a -> scan(Fold.PROD, a))
          .gradient("input", reads("input", "result"), Scans::cumprodGradient);

  private Scans() {}

  public static void declare(Family family) {
    family
        .op("cumsum", "The running sum along dim.")
        .samples("cumsum(randn(2, 3), dim=1)")
        .way(CUMSUM)
        .inPlace();
    family
        .op("cumprod", "The running product along dim.")
        .samples("cumprod(randn(2, 3), dim=1)")
        .way(CUMPROD)
        .inPlace();
    extreme(family, "cummax", "maximum", true);
    extreme(family, "cummin", "minimum", false);
    family
        .op("logcumsumexp", "log(cumsum(exp(input))) along dim, without overflow.")
        .samples("logcumsumexp(randn(2, 3), dim=1)")
        .way(LogCumSumExp.LOGCUMSUMEXP);
  }

  private static void extreme(Family family, String name, String text, boolean max) {
    family
        .op(name, "The running " + text + " along dim, and where it is.")
        .samples(name + "(randn(2, 3), dim=1)")
        .way(
            Primitive.of(
                    name + "(input: tensor, dim: int)",
                    a -> {
                      Tensor x = a.tensor("input");
                      int dim = Dims.of(name, x.layout(), a.integer("dim"));
                      int[] sizes = x.layout().sizes();
                      Storage indices = Scan.extremeIndices(x, dim, max);
                      Tensor places = Fresh.of(indices, sizes);
                      return new Tensor[] {Gathering.gather(x, dim, places), places};
                    })
                .results("torch.return_types." + name, "values", "indices")
                .gradient("input", reads("indices"), v -> Scattering.picked(name, v)));
  }

  private static Tensor scan(Fold fold, Bound a) {
    Tensor x = a.tensor("input");
    DType dtype = a.dtype("dtype");
    DType target = dtype != null ? dtype : x.dtype().isFloating() ? x.dtype() : DType.INT64;
    int dim = Dims.of(a.operation(), x.layout(), a.integer("dim"));
    return Fresh.of(Scan.run(fold, x, dim, target), x.layout().sizes());
  }

  static Tensor cumsum(Tensor x, int dim) {
    return CUMSUM.tensor(x, (long) dim, null);
  }

  public static Tensor cumprod(Tensor x, int dim) {
    return CUMPROD.tensor(x, (long) dim, null);
  }

  private static Tensor reversed(Tensor x, int dim) {
    return x.dim() == 0 ? x : Rearranging.flipped(x, dim);
  }

  /** Without zeros the sum of what comes after, divided by the element; else term by term. */
  private static Tensor cumprodGradient(Vjp v) {
    Tensor x = v.tensor("input");
    int dim = Dims.of("cumprod", x.layout(), v.integer("dim"));
    if (x.dim() == 0 || x.numel() == 0) {
      return v.cotangent();
    }
    if (!Reductions.isAny(x.eq(0L))) {
      Tensor terms = v.cotangent().mul(v.result());
      return reversed(cumsum(reversed(terms, dim), dim), dim).div(x);
    }
    return termByTerm(x, v.cotangent(), dim);
  }

  // d out[i] / d x[k] is the product of all x[j], j <= i, but x[k]
  private static Tensor termByTerm(Tensor x, Tensor cotangent, int dim) {
    int n = x.size(dim);
    List<Tensor> gradients = new ArrayList<>();
    Tensor before = null;
    for (int k = 0; k < n; k++) {
      Tensor omitted = omitted(x, dim, k, before);
      Tensor share = cotangent.narrow(dim, k, n - k).mul(omitted);
      gradients.add(Reductions.sum(share, new int[] {dim}, true));
      Tensor own = x.narrow(dim, k, 1);
      before = before == null ? own : before.mul(own);
    }
    return Joining.cat(gradients.toArray(Tensor[]::new), dim);
  }

  private static Tensor omitted(Tensor x, int dim, int k, @Nullable Tensor before) {
    int n = x.size(dim);
    Tensor ones = x.narrow(dim, 0, 1).detach().onesLike();
    Tensor start = before == null ? ones : before;
    if (k + 1 == n) {
      return start;
    }
    Tensor after = cumprod(x.narrow(dim, k + 1, n - k - 1), dim);
    return Joining.cat(new Tensor[] {start, start.mul(after)}, dim);
  }
}
