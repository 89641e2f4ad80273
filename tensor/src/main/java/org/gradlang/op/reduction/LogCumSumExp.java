package org.gradlang.op.reduction;

import static org.gradlang.op.declare.Primitive.reads;

import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.index.Lines;
import org.gradlang.op.pointwise.Elementary;
import org.gradlang.op.shape.Joining;
import org.gradlang.op.shape.Rearranging;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;

/** The running logarithm of a sum of exponentials. */
final class LogCumSumExp {
  static final Primitive LOGCUMSUMEXP =
      Primitive.of("logcumsumexp(input: tensor, dim: int)", LogCumSumExp::forward)
          .gradient("input", reads("input", "result"), LogCumSumExp::gradient);

  /** {@code r[i] = input[i] + factor[i] * r[i + 1]} along dim, the last one input alone. */
  private static final Primitive DECAYED =
      Primitive.of("decayed(input: tensor, factor: tensor, dim: int)", LogCumSumExp::decayed)
          .gradient("input", reads("factor"), LogCumSumExp::carried)
          .gradient(
              "factor",
              reads("factor", "result"),
              v -> carried(v).mul(next(v.result(), v.integer("dim"))));

  private LogCumSumExp() {}

  private static Tensor forward(Bound a) {
    Tensor x = a.floats("input");
    int dim = Dims.of("logcumsumexp", x.layout(), a.integer("dim"));
    Tensor result = Fresh.zeros(Context.current(), x.layout(), x.dtype());
    Lines from = Lines.of(x, dim);
    Lines to = Lines.of(result, dim);
    for (int line = 0; line < from.count(); line++) {
      double running = Double.NEGATIVE_INFINITY;
      Context context = Context.current();
      for (int i = 0; i < from.length(); i++) {
        context.worked(1);
        running = logAdd(running, from.real(line, i));
        Elements.put(result.storage(), to.place(line, i), running);
      }
    }
    return result;
  }

  private static double logAdd(double a, double b) {
    double greater = Math.max(a, b);
    return Double.isInfinite(greater) || Double.isNaN(greater)
        ? greater
        : greater + Math.log1p(Math.exp(Math.min(a, b) - greater));
  }

  // dx[j] = sum over i >= j of g[i] * exp(x[j] - y[i])
  //       = exp(x[j] - y[j]) * r[j],  r[j] = g[j] + exp(y[j] - y[j + 1]) * r[j + 1]
  // where no exponent is above 0: y rises, and is not below x.
  private static Tensor gradient(Vjp v) {
    Tensor x = v.tensor("input");
    if (x.numel() == 0) {
      return v.cotangent();
    }
    int dim = Dims.of("logcumsumexp", x.layout(), v.integer("dim"));
    Tensor y = v.result();
    Tensor factor = powerOfDifference(y, x.dim() == 0 ? y : next(y, dim), y);
    Tensor sums = DECAYED.tensor(v.cotangent(), factor, (long) dim);
    return powerOfDifference(x, y, y).mul(sums);
  }

  /** {@code exp(a - b)}, and 0 where nothing was summed yet. */
  private static Tensor powerOfDifference(Tensor a, Tensor b, Tensor y) {
    return Elementary.exp(
        a.sub(b).maskedFill(y.eq(Double.NEGATIVE_INFINITY), Double.NEGATIVE_INFINITY));
  }

  private static Tensor decayed(Bound a) {
    Tensor x = a.tensor("input");
    int dim = a.integer("dim");
    Tensor result = Fresh.zeros(Context.current(), x.layout(), x.dtype());
    Lines from = Lines.of(x, dim);
    Lines factors = Lines.of(a.tensor("factor"), dim);
    Lines to = Lines.of(result, dim);
    for (int line = 0; line < from.count(); line++) {
      double running = 0;
      Context context = Context.current();
      for (int i = from.length() - 1; i >= 0; i--) {
        context.worked(1);
        running = from.real(line, i) + (running == 0 ? 0 : factors.real(line, i) * running);
        Elements.put(result.storage(), to.place(line, i), running);
      }
    }
    return result;
  }

  // s[j] = g[j] + factor[j - 1] * s[j - 1]: the same from the other end
  private static Tensor carried(Vjp v) {
    Tensor factor = v.tensor("factor");
    if (factor.dim() == 0) {
      return v.cotangent();
    }
    int dim = v.integer("dim");
    Tensor factors = next(Rearranging.flipped(factor, dim), dim);
    Tensor sums = DECAYED.tensor(Rearranging.flipped(v.cotangent(), dim), factors, (long) dim);
    return Rearranging.flipped(sums, dim);
  }

  /** Each element's successor along dim, and 0 behind the last one. */
  private static Tensor next(Tensor x, int dim) {
    if (x.dim() == 0) {
      return x.zerosLike();
    }
    int n = x.size(dim);
    Tensor zeros = x.narrow(dim, n - 1, 1).zerosLike();
    return Joining.cat(new Tensor[] {x.narrow(dim, 1, n - 1), zeros}, dim);
  }
}
