package org.gradlang.op.algebra;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** Tensors read as matrices, whose rows and columns are several dims each. */
public final class TensorEquations {
  private TensorEquations() {}

  public static void declare(Family family) {
    family
        .op("linalg_tensorinv", "The inverse of A as a matrix with its first ind dims as rows.")
        .samples("linalg.tensorinv(randn(4, 2, 2), ind=1)")
        .functionOnly()
        .way(Composite.of("linalg_tensorinv(A: tensor, ind: int = 2)", TensorEquations::inverse));
    family
        .op("linalg_tensorsolve", "X with tensordot(A, X, X.dim()) = B.")
        .samples("linalg.tensorsolve(randn(2, 3, 6), randn(2, 3))")
        .functionOnly()
        .way(
            Composite.of(
                "linalg_tensorsolve(A: tensor, B: tensor, dims: ints? = None)",
                TensorEquations::solve));
  }

  private static int product(int[] sizes, int from, int to) {
    return Layout.numelOf(Arrays.copyOfRange(sizes, from, to));
  }

  private static Tensor inverse(Bound a) {
    Tensor x = a.tensor("A");
    int[] sizes = x.layout().sizes();
    int rows = a.integer("ind");
    if (rows < 1
        || rows > sizes.length
        || product(sizes, 0, rows) != product(sizes, rows, sizes.length)) {
      throw new GradError(
          ErrorKind.SHAPE,
          "linalg.tensorinv(): the first "
              + rows
              + " dims of the shape "
              + x.layout()
              + " do not hold as many elements as the others");
    }
    int n = product(sizes, 0, rows);
    int[] turned =
        IntStream.concat(Arrays.stream(sizes, rows, sizes.length), Arrays.stream(sizes, 0, rows))
            .toArray();
    return Solving.inverse(x.reshape(n, n)).reshape(turned);
  }

  private static Tensor solve(Bound a) {
    Tensor x = a.tensor("A");
    Tensor b = a.tensor("B");
    int[] dims = a.intsOrNull("dims");
    if (dims != null) {
      int[] last =
          Arrays.stream(dims)
              .map(d -> Dims.existing("linalg.tensorsolve", a.tensor("A").layout(), d))
              .toArray();
      int[] kept =
          IntStream.range(0, x.dim())
              .filter(d -> Arrays.stream(last).noneMatch(l -> l == d))
              .toArray();
      x = x.permute(IntStream.concat(Arrays.stream(kept), Arrays.stream(last)).toArray());
    }
    int[] sizes = x.layout().sizes();
    int[] result = Arrays.copyOfRange(sizes, Math.min(b.dim(), sizes.length), sizes.length);
    int n = Layout.numelOf(result);
    if (n != b.numel() || x.numel() != n * n) {
      throw new GradError(
          ErrorKind.SHAPE,
          "linalg.tensorsolve(): a tensor of shape "
              + x.layout()
              + " is no square matrix for a right side of shape "
              + b.layout());
    }
    return Solving.solveAny(x.reshape(n, n), b.reshape(n), true).reshape(result);
  }
}
