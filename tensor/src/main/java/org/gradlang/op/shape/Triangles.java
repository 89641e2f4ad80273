package org.gradlang.op.shape;

import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** Matrices cut to a triangle. */
public final class Triangles {
  private static final Primitive TRIL = triangle("tril", true);
  private static final Primitive TRIU = triangle("triu", false);

  private Triangles() {}

  public static void declare(Family family) {
    family
        .op("tril", "The lower triangle, zeros elsewhere.")
        .samples("tril(randn(3, 3))")
        .way(TRIL)
        .inPlace();
    family
        .op("triu", "The upper triangle, zeros elsewhere.")
        .samples("triu(randn(3, 3))")
        .way(TRIU)
        .inPlace();
  }

  private static Primitive triangle(String name, boolean lower) {
    return Primitive.of(
            name + "(input: tensor, diagonal: int = 0)",
            a -> triangle(a.tensor("input"), a.integer("diagonal"), lower))
        .gradient(
            "input",
            v ->
                lower
                    ? tril(v.cotangent(), v.integer("diagonal"))
                    : TRIU.tensor(v.cotangent(), (long) v.integer("diagonal")));
  }

  public static Tensor tril(Tensor x, int diagonal) {
    return TRIL.tensor(x, (long) diagonal);
  }

  public static Tensor triu(Tensor x, int diagonal) {
    return TRIU.tensor(x, (long) diagonal);
  }

  private static Tensor triangle(Tensor x, int diagonal, boolean lower) {
    int count = x.dim();
    if (count < 2) {
      throw new GradError(
          ErrorKind.SHAPE, "a triangle needs two dims or more, not shape " + x.layout());
    }
    int rows = x.size(count - 2);
    int columns = x.size(count - 1);
    Tensor result = Fresh.of(Copies.contiguous(x), x.layout().sizes());
    Context context = Context.current();
    for (int i = 0; i < result.numel(); i += columns) {
      long middle = (long) i / columns % rows + diagonal;
      int from = lower ? Math.clamp(middle + 1, 0, columns) : 0;
      int to = lower ? columns : Math.clamp(middle, 0, columns);
      Copies.clear(result.storage(), i + from, i + to);
      context.worked(columns);
    }
    return result;
  }
}
