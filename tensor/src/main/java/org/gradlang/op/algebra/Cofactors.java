package org.gradlang.op.algebra;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import org.gradlang.kernel.Adjugate;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.index.Scattering;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** The determinants of what is left of a matrix without a row and a column, with their signs. */
final class Cofactors {
  private static final Primitive COFACTORS =
      Primitive.of("cofactors(input: tensor)", Cofactors::cofactors)
          .gradient("input", reads("input"), Cofactors::gradient);

  private Cofactors() {}

  /** For each element of each matrix the derivative of the determinant by it. */
  static Tensor of(Tensor x) {
    return COFACTORS.tensor(x);
  }

  private static Tensor cofactors(Bound a) {
    MatrixBatch batch = MatrixBatch.square("det", a.tensor("input"));
    int n = batch.rows();
    return batch.matrices(n, n, i -> Adjugate.cofactors(batch.get(i), n));
  }

  // A cofactor is the determinant of a part of the matrix, whose slopes are the part's cofactors.
  private static Tensor gradient(Vjp v) {
    Tensor x = v.tensor("input");
    Layout layout = x.layout();
    int n = layout.size(layout.dim() - 1);
    Tensor zeros = Fresh.zeros(Context.current(), layout, x.dtype());
    if (n < 2 || x.numel() == 0) {
      return zeros;
    }
    int count = x.numel() / (n * n);
    Tensor places = parts(n);
    Tensor minors = Gathering.indexSelect(x.reshape(count, n * n), 1, places);
    Tensor slopes = of(minors.reshape(count, n * n, n - 1, n - 1));
    Tensor weights = v.cotangent().reshape(count, n * n).mul(signs(n).to(x.dtype()));
    Tensor each = slopes.mul(Solving.asMatrices(weights)).reshape(count, places.numel());
    return Scattering.indexAdd(zeros.reshape(count, n * n), 1, places, each)
        .reshape(layout.sizes());
  }

  /** Where the elements of all parts stand, part after part. */
  private static Tensor parts(int n) {
    long[] places = Room.longsToStore(Layout.numelOf(new int[] {n, n, n - 1, n - 1}));
    int at = 0;
    Context context = Context.current();
    for (int without = 0; without < n * n; without++) {
      context.worked(n);
      for (int i = 0; i < n * n; i++) {
        if (i / n != without / n && i % n != without % n) {
          places[at++] = i;
        }
      }
    }
    return Fresh.of(Storage.of(places), places.length);
  }

  private static Tensor signs(int n) {
    double[] signs = Room.doublesToStore(n * n);
    Arrays.setAll(signs, i -> (i / n + i % n) % 2 == 0 ? 1 : -1);
    return Fresh.of(Storage.of(signs), n * n);
  }
}
