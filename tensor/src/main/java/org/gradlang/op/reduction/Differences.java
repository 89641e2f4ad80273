package org.gradlang.op.reduction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.pointwise.Arithmetic;
import org.gradlang.op.shape.Joining;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** Differences of neighbours, and integrals by the trapezoidal rule. */
public final class Differences {
  private Differences() {}

  public static void declare(Family family) {
    family
        .op("diff", "The differences of neighbours along dim, n times.")
        .samples("diff(randn(4))", "diff(randn(4), n=2, prepend=randn(1), append=randn(2))")
        .way(
            Composite.of(
                "diff(input: tensor, n: int = 1, dim: int = -1, prepend: tensor? = None,"
                    + " append: tensor? = None)",
                Differences::diff));
    for (String name : new String[] {"trapezoid", "trapz"}) {
      family
          .op(name, "The integral along dim by the trapezoidal rule.")
          .functionOnly()
          .samples(name + "(randn(4))", name + "(randn(4), randn(4))")
          .way(integral(name + "(y: tensor, *, dx: number = 1, dim: int = -1)", false))
          .way(integral(name + "(y: tensor, x: tensor, *, dim: int = -1)", false));
    }
    String name = "cumulative_trapezoid";
    family
        .op(name, "The running integral along dim.")
        .functionOnly()
        .samples(name + "(randn(4))", name + "(randn(4), randn(4))")
        .way(integral(name + "(y: tensor, *, dx: number = 1, dim: int = -1)", true))
        .way(integral(name + "(y: tensor, x: tensor, *, dim: int = -1)", true));
  }

  private static Tensor diff(Bound a) {
    Tensor x = a.tensor("input");
    int dim = Dims.existing("diff", x.layout(), a.integer("dim"));
    if (a.integer("n") < 0) {
      throw new GradError(
          ErrorKind.VALUE, "diff(): n says how often, from 0 on, not " + a.integer("n"));
    }
    List<Tensor> parts = new ArrayList<>();
    if (a.has("prepend")) {
      parts.add(a.tensor("prepend"));
    }
    parts.add(x);
    if (a.has("append")) {
      parts.add(a.tensor("append"));
    }
    Tensor result = parts.size() == 1 ? x : Joining.cat(parts.toArray(Tensor[]::new), dim);
    for (int i = 0; i < a.integer("n") && result.size(dim) > 0; i++) {
      int n = result.size(dim) - 1;
      Tensor next = result.narrow(dim, 1, n);
      Tensor before = result.narrow(dim, 0, n);
      result = x.dtype() == DType.BOOL ? next.ne(before) : next.sub(before);
    }
    return a.integer("n") == 0 && parts.size() == 1 ? x.copy() : result;
  }

  private static Composite integral(String signature, boolean running) {
    return Composite.of(
        signature,
        a -> {
          Tensor y = a.numbers("y");
          int dim = Dims.existing("trapezoid", y.layout(), a.integer("dim"));
          if (y.size(dim) == 0) {
            return running ? y : Reductions.sum(y, new int[] {dim}, false);
          }
          if (a.knows("x")) {
            Tensor areas = pairs(y, dim).mul(widths(a.tensor("x"), y, dim));
            return Arithmetic.divided(added(areas, dim, running), 2);
          }
          double dx = Numbers.real(a.required("dx"));
          if (running) {
            return Scans.cumsum(Arithmetic.scaled(pairs(y, dim), dx / 2), dim);
          }
          Tensor ends = y.select(dim, 0).add(y.select(dim, -1));
          return Arithmetic.scaled(added(y, dim, false).sub(Arithmetic.scaled(ends, 0.5)), dx);
        });
  }

  private static Tensor added(Tensor areas, int dim, boolean running) {
    return running ? Scans.cumsum(areas, dim) : Reductions.sum(areas, new int[] {dim}, false);
  }

  private static Tensor pairs(Tensor y, int dim) {
    int n = y.size(dim) - 1;
    return y.narrow(dim, 1, n).add(y.narrow(dim, 0, n));
  }

  /** The distances of places, which are a vector or broadcast with y. */
  private static Tensor widths(Tensor x, Tensor y, int dim) {
    int own = x.dim() == 1 ? 0 : dim - y.dim() + x.dim();
    if (x.dim() == 0 || own < 0 || x.size(own) != y.size(dim)) {
      throw new GradError(
          ErrorKind.SHAPE,
          "trapezoid(): x of shape "
              + x.layout()
              + " does not give a place for each of the "
              + y.size(dim)
              + " values along dimension "
              + dim);
    }
    int n = x.size(own) - 1;
    Tensor widths = x.narrow(own, 1, n).sub(x.narrow(own, 0, n));
    if (x.dim() > 1) {
      return widths;
    }
    int[] sizes = new int[y.dim()];
    Arrays.fill(sizes, 1);
    sizes[dim] = n;
    return widths.view(sizes);
  }
}
