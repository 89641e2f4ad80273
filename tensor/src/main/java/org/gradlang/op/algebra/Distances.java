package org.gradlang.op.algebra;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Either;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.reduction.Statistics;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** {@code cdist}: norms of the differences of all pairs of rows. */
final class Distances {
  private static final String SIGNATURE =
      "cdist(x1: tensor, x2: tensor, p: float = 2.0, compute_mode: str ="
          + " \"use_mm_for_euclid_dist_if_necessary\")";

  /** Of any rows and norm. */
  private static final Primitive ANY = Primitive.replayed(SIGNATURE, Distances::pairs, "x1", "x2");

  /** Euclidean ones of float32, of batches that need not be broadcast. */
  private static final Primitive EUCLIDEAN =
      Primitive.of(SIGNATURE, Distances::euclidean)
          .gradient("x1", reads("x1", "x2", "result"), v -> gradient(v, true))
          .gradient("x2", reads("x1", "x2", "result"), v -> gradient(v, false))
          .gradientNode();

  private Distances() {}

  static Either either() {
    return new Either(SIGNATURE, Distances::chosen);
  }

  private static Primitive chosen(@Nullable Object[] bound) {
    boolean fits =
        bound[0] instanceof Tensor x
            && bound[1] instanceof Tensor y
            && x.dtype() == DType.FLOAT32
            && y.dtype() == DType.FLOAT32
            && x.dim() >= 2
            && x.dim() == y.dim()
            && x.size(x.dim() - 1) == y.size(y.dim() - 1)
            && Arrays.equals(batches(x), batches(y))
            && bound[2] instanceof Double p
            && p == 2;
    return fits ? EUCLIDEAN : ANY;
  }

  private static int[] batches(Tensor x) {
    return Arrays.copyOf(x.layout().sizes(), x.dim() - 2);
  }

  private static Tensor pairs(Bound a) {
    Tensor x = a.tensor("x1");
    Tensor y = a.tensor("x2");
    if (x.dim() < 2 || y.dim() < 2 || x.size(x.dim() - 1) != y.size(y.dim() - 1)) {
      throw new GradError(
          ErrorKind.SHAPE,
          "cdist() needs rows of one length, not the shapes " + x.layout() + " and " + y.layout());
    }
    return Statistics.vectorNorm(differences(x, y), a.real("p"), new int[] {-1}, false);
  }

  private static Tensor differences(Tensor x, Tensor y) {
    return x.unsqueeze(-2).sub(y.unsqueeze(-3));
  }

  private static org.gradlang.kernel.Distances kernel(Tensor x, Tensor y) {
    int batches = Arrays.stream(batches(x)).reduce(1, (a, b) -> a * b);
    int rows = x.dim() - 2;
    return new org.gradlang.kernel.Distances(batches, x.size(rows), y.size(rows), x.size(rows + 1));
  }

  private static float[] floats(Tensor x) {
    return Copies.dense(x).floats();
  }

  private static Tensor euclidean(Bound a) {
    Tensor x = a.tensor("x1");
    Tensor y = a.tensor("x2");
    int[] sizes = x.layout().sizes().clone();
    sizes[sizes.length - 1] = y.size(y.dim() - 2);
    return Fresh.of(kernel(x, y).between(floats(x), floats(y)), sizes);
  }

  private static Tensor gradient(Vjp v, boolean first) {
    Tensor x = v.tensor("x1");
    Tensor y = v.tensor("x2");
    Tensor distances = v.result();
    Tensor g = v.cotangent();
    if (Context.current().isRecording()) {
      return recorded(differences(x, y), distances, g, first);
    }
    org.gradlang.kernel.Distances kernel = kernel(x, y);
    float[] by = floats(g);
    Storage sums =
        first
            ? kernel.gradient(floats(x), floats(y), by, floats(distances))
            : kernel.gradientOfOthers(floats(x), floats(y), by, floats(distances));
    return Fresh.of(sums, (first ? x : y).layout().sizes());
  }

  /** The same in operations, which have gradients themselves. */
  private static Tensor recorded(Tensor differences, Tensor distances, Tensor g, boolean first) {
    Tensor same = distances.eq(0L);
    Tensor weights = g.maskedFill(same, 0.0).div(distances.maskedFill(same, 1.0));
    Tensor terms = differences.mul(weights.unsqueeze(-1));
    return first ? terms.sum(new int[] {-2}, false) : terms.sum(new int[] {-3}, false).neg();
  }
}
