package org.gradlang.op.reduction;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.shape.Joining;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code torch.gradient}: slopes of sampled functions by central differences, one-sided ones at
 * both ends.
 *
 * <p>Between places with distances {@code a} before and {@code b} behind, the slope of the parabola
 * through three values is {@code -b/(a(a+b)) f(-) + (b-a)/(ab) f(0) + a/(b(a+b)) f(+)}.
 */
public final class Slopes {
  private Slopes() {}

  public static void declare(Family family) {
    family
        .op(
            "gradient",
            "The slopes along each dim of a sampled function; spacing is distances or the places.")
        .functionOnly()
        .samples("gradient(randn(4))", "gradient(randn(3, 3), spacing=0.5, dim=1, edge_order=2)")
        .way(
            Composite.of(
                "gradient(input: tensor, *, spacing: any = 1, dim: ints? = None,"
                    + " edge_order: int = 1)",
                Slopes::gradient));
  }

  private static Results gradient(Bound a) {
    Tensor x = a.tensor("input");
    int[] dims = dims(a, x);
    int order = a.integer("edge_order");
    if (order != 1 && order != 2) {
      throw new GradError(ErrorKind.VALUE, "gradient(): edge_order is 1 or 2, not " + order);
    }
    List<?> spacings = spacings(a.required("spacing"), dims.length);
    Tensor[] slopes = new Tensor[dims.length];
    for (int i = 0; i < dims.length; i++) {
      if (x.size(dims[i]) <= order) {
        throw new GradError(
            ErrorKind.SHAPE,
            "gradient() needs at least "
                + (order + 1)
                + " places along each dim, and dimension "
                + dims[i]
                + " has "
                + x.size(dims[i]));
      }
      slopes[i] =
          spacings.get(i) instanceof Tensor places && places.dim() > 0
              ? uneven(x, places, dims[i], order)
              : even(x, distance(spacings.get(i)), dims[i], order);
    }
    return Results.of((Object[]) slopes);
  }

  private static int[] dims(Bound a, Tensor x) {
    int @Nullable [] given = a.intsOrNull("dim");
    if (given == null) {
      return IntStream.range(0, x.dim()).toArray();
    }
    Dims.set("gradient", x.layout(), given);
    return Arrays.stream(given).map(d -> Dims.existing("gradient", x.layout(), d)).toArray();
  }

  private static List<?> spacings(Object given, int count) {
    List<?> spacings =
        given instanceof List<?> list ? list : java.util.Collections.nCopies(count, given);
    if (spacings.size() != count) {
      throw new GradError(
          ErrorKind.VALUE,
          "gradient(): there are " + spacings.size() + " spacings for " + count + " dims");
    }
    return spacings;
  }

  private static double distance(Object given) {
    if (given instanceof Tensor tensor) {
      return Numbers.real(tensor.item());
    }
    if (!Numbers.isNumber(given)) {
      throw new GradError(
          ErrorKind.TYPE, "gradient(): spacing is a number, or a list of numbers or tensors");
    }
    return Numbers.real(given);
  }

  private static Tensor at(Tensor x, int dim, int place) {
    return x.narrow(dim, place < 0 ? place + x.size(dim) : place, 1);
  }

  private static Tensor even(Tensor x, double step, int dim, int order) {
    int n = x.size(dim);
    Tensor inner = x.narrow(dim, 2, n - 2).sub(x.narrow(dim, 0, n - 2)).div(2 * step);
    Tensor first;
    Tensor last;
    if (order == 1) {
      first = at(x, dim, 1).sub(at(x, dim, 0)).div(step);
      last = at(x, dim, -1).sub(at(x, dim, -2)).div(step);
    } else {
      first = sum(x, dim, 0, -1.5 / step, 2 / step, -0.5 / step);
      last = sum(x, dim, n - 3, 0.5 / step, -2 / step, 1.5 / step);
    }
    return Joining.cat(new Tensor[] {first, inner, last}, dim);
  }

  /** Three neighbours from a place on, weighted. */
  private static Tensor sum(Tensor x, int dim, int from, double a, double b, double c) {
    return at(x, dim, from)
        .mul(a)
        .add(at(x, dim, from + 1).mul(b))
        .add(at(x, dim, from + 2).mul(c));
  }

  private static Tensor uneven(Tensor x, Tensor places, int dim, int order) {
    int n = x.size(dim);
    if (places.dim() != 1 || places.size(0) != n) {
      throw new GradError(
          ErrorKind.SHAPE,
          "gradient(): dimension "
              + dim
              + " has "
              + n
              + " values, and its places have shape "
              + places.layout());
    }
    int[] sizes = new int[x.dim()];
    Arrays.fill(sizes, 1);
    sizes[dim] = n - 1;
    Tensor steps = places.narrow(0, 1, n - 1).sub(places.narrow(0, 0, n - 1)).reshape(sizes);
    Tensor before = steps.narrow(dim, 0, n - 2);
    Tensor behind = steps.narrow(dim, 1, n - 2);
    Tensor both = before.add(behind);
    Tensor inner =
        x.narrow(dim, 0, n - 2)
            .mul(behind.neg().div(before.mul(both)))
            .add(x.narrow(dim, 1, n - 2).mul(behind.sub(before).div(before.mul(behind))))
            .add(x.narrow(dim, 2, n - 2).mul(before.div(behind.mul(both))));
    Tensor first = end(x, steps, dim, 0, 1, order);
    Tensor last = end(x, steps, dim, n - 1, -1, order);
    return Joining.cat(new Tensor[] {first, inner, last}, dim);
  }

  /** The slope at an end; {@code into} is the direction into the tensor, 1 or -1. */
  private static Tensor end(Tensor x, Tensor steps, int dim, int place, int into, int order) {
    int step = into > 0 ? 0 : place - 1;
    Tensor a = at(steps, dim, step);
    Tensor f0 = at(x, dim, place);
    Tensor f1 = at(x, dim, place + into);
    if (order == 1) {
      Tensor rise = into > 0 ? f1.sub(f0) : f0.sub(f1);
      return rise.div(a);
    }
    Tensor b = at(steps, dim, step + into);
    Tensor both = a.add(b);
    // the parabola through the end and its two neighbours, derived at the end
    Tensor slope =
        f1.mul(both.div(a.mul(b)))
            .sub(f0.mul(both.add(a).div(a.mul(both))))
            .sub(at(x, dim, place + 2 * into).mul(a.div(b.mul(both))));
    return into > 0 ? slope : slope.neg();
  }
}
