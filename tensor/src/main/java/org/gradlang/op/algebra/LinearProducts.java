package org.gradlang.op.algebra;

import java.util.List;
import org.gradlang.op.Operations;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Declaration;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.index.Gathering;
import org.gradlang.op.reduction.Statistics;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** Products under their names in linalg, distances between rows, matrices of powers. */
public final class LinearProducts {
  private LinearProducts() {}

  public static void declare(Family family) {
    products(family);
    family
        .op("cdist", "The p-norms of the differences of all pairs of rows.")
        .samples(
            "cdist(randn(2, 3), randn(4, 3))",
            "cdist(randn(2, 3), randn(2, 3), p=1)",
            "cdist(randn(2, 3), randn(2, 3), p=3)")
        .functionOnly()
        .way(Distances.either());
    family
        .op("pdist", "The p-norms of the differences of the rows, each pair once.")
        .samples("pdist(randn(4, 3))", "pdist(randn(3, 2), p=3)")
        .way(
            Primitive.replayed(
                "pdist(input: tensor, p: float = 2.0)", LinearProducts::ownPairs, "input"));
    for (String name : new String[] {"vander", "linalg_vander"}) {
      boolean falls = name.equals("vander");
      Declaration declaration =
          family
              .op(name, "The powers of x as columns.")
              .samples(name.replace("linalg_", "linalg.") + "(randn(3))")
              .functionOnly();
      if (falls) {
        declaration.way(
            Composite.of(
                "vander(x: tensor, N: int? = None, increasing: bool = False)",
                a -> powers(a, a.flag("increasing"))));
      } else {
        declaration.way(
            Composite.of("linalg_vander(x: tensor, *, N: int? = None)", a -> powers(a, true)));
      }
    }
  }

  /** Products under their names in linalg. */
  private static void products(Family family) {
    family
        .op("linalg_matmul", "The same as matmul.")
        .samples("linalg.matmul(randn(2, 3), randn(3, 2))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_matmul(input: tensor, other: tensor)",
                a -> a.tensor("input").matmul(a.tensor("other"))));
    family
        .op("linalg_vecdot", "The sum of products along a dim.")
        .samples("linalg.vecdot(randn(2, 3), randn(2, 3))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_vecdot(x: tensor, y: tensor, *, dim: int = -1)",
                a -> a.floats("x").mul(a.tensor("y")).sum(new int[] {a.integer("dim")}, false)));
    family
        .op(
            "linalg_multi_dot",
            "The product of several matrices; the first and last may be vectors.")
        .samples("linalg.multi_dot([randn(2, 3), randn(3, 2), randn(2, 2)])")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_multi_dot(tensors: tensors)",
                a -> Operations.tensor("multi_dot", List.of((Object[]) a.tensors("tensors")))));
    family
        .op("linalg_cross", "The vector product along a dim of size 3.")
        .samples("linalg.cross(randn(2, 3), randn(2, 3))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_cross(input: tensor, other: tensor, *, dim: int = -1)",
                LinearProducts::cross));
    family
        .op("linalg_diagonal", "The diagonals of matrices, as the last dim.")
        .samples("linalg.diagonal(randn(3, 3))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_diagonal(A: tensor, *, offset: int = 0, dim1: int = -2, dim2: int = -1)",
                a ->
                    Operations.tensor(
                        "diagonal",
                        a.tensor("A"),
                        a.whole("offset"),
                        a.whole("dim1"),
                        a.whole("dim2"))));
  }

  /** Both expanded to their common shape. */
  private static Tensor cross(Bound a) {
    Tensor x = a.tensor("input");
    Tensor y = a.tensor("other");
    int[] sizes = Broadcasting.pair("linalg.cross", x.layout(), y.layout()).sizes();
    return Operations.tensor(
        "cross", Combined.fitted(x, sizes), Combined.fitted(y, sizes), a.whole("dim"));
  }

  private static Tensor ownPairs(Bound a) {
    Tensor x = a.tensor("input");
    if (x.dim() != 2) {
      throw new GradError(ErrorKind.SHAPE, "pdist() needs a matrix, not the shape " + x.layout());
    }
    int n = x.size(0);
    int count = Layout.numelOf(new int[] {n, Math.max(0, n - 1)}) / 2;
    long[] first = Room.longsToStore(count);
    long[] second = Room.longsToStore(count);
    int at = 0;
    for (int i = 0; i < n; i++) {
      Context context = Context.current();
      for (int j = i + 1; j < n; j++) {
        context.worked(1);
        first[at] = i;
        second[at++] = j;
      }
    }
    Tensor left = Gathering.indexSelect(x, 0, Fresh.of(Storage.of(first), count));
    Tensor right = Gathering.indexSelect(x, 0, Fresh.of(Storage.of(second), count));
    return Statistics.vectorNorm(left.sub(right), a.real("p"), new int[] {-1}, false);
  }

  private static Tensor powers(Bound a, boolean rising) {
    Tensor x = a.tensor("x");
    boolean single = a.operation().equals("vander");
    if (x.dim() < 1 || single && x.dim() > 1) {
      throw new GradError(
              ErrorKind.SHAPE,
              a.operation().replace("linalg_", "linalg.")
                  + "() needs a vector, not the shape "
                  + x.layout())
          .help("linalg.vander() takes batches of vectors");
    }
    int count = a.has("N") ? a.integer("N") : x.size(x.dim() - 1);
    if (count < 0) {
      throw new GradError(
          ErrorKind.VALUE, a.operation() + "(): N must not be negative, and is " + count);
    }
    Storage storage = Storage.zeros(DType.INT64, count);
    long[] exponents = storage.longs();
    java.util.Arrays.setAll(exponents, i -> rising ? i : count - 1 - i);
    return x.unsqueeze(-1).pow(Fresh.of(storage, count));
  }
}
