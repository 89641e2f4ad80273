package org.gradlang.op.reduction;

import static org.gradlang.op.declare.Primitive.reads;

import org.gradlang.kernel.Extremes;
import org.gradlang.kernel.Fold;
import org.gradlang.kernel.Reduction;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Pointwise;
import org.gradlang.op.declare.PointwiseFunction;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.index.Scattering;
import org.gradlang.op.pointwise.Comparison;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The greatest and smallest elements, and where they are. */
public final class Extremal {
  private static final Reduction MAXIMA = Reduction.of(Fold.MAX);
  private static final Reduction MINIMA = Reduction.of(Fold.MIN);

  static final Primitive AMAX = extreme("amax", MAXIMA);
  private static final Primitive AMIN = extreme("amin", MINIMA);

  private Extremal() {}

  public static void declare(Family family) {
    extremes(family, "max", "greatest", true);
    extremes(family, "min", "smallest", false);
    family
        .op("amax", "The greatest element, or along dims; equals share the gradient.")
        .samples("amax(randn(2, 3), dim=1)")
        .way(AMAX);
    family
        .op("amin", "The smallest element, or along dims; equals share the gradient.")
        .samples("amin(randn(2, 3), dim=1)")
        .way(AMIN);
    family
        .op("aminmax", "The smallest and the greatest element.")
        .samples("aminmax(randn(2, 3), dim=1)")
        .way(
            Composite.of(
                "aminmax(input: tensor, *, dim: int? = None, keepdim: bool = False)",
                Extremal::aminmax));
    position(family, "argmax", "greatest", true);
    position(family, "argmin", "smallest", false);
  }

  private static void extremes(Family family, String name, String text, boolean max) {
    String node = max ? "Max" : "Min";
    Primitive all =
        Primitive.of(name + "(input: tensor)", a -> whole(a.tensor("input"), max))
            .node(node + "Backward1")
            .gradient("input", reads("input", "result"), Extremal::shareAll);
    Primitive along =
        Primitive.of(name + "(input: tensor, dim: int, keepdim: bool = False)", a -> along(a, max))
            .node(node + "Backward0")
            .results("torch.return_types." + name, "values", "indices")
            .gradient("input", reads("indices"), Extremal::place);
    PointwiseFunction pair = max ? Selection.MAXIMUM : Selection.MINIMUM;
    family
        .op(name, "The " + text + " element; with dim its values and indices; or of two tensors.")
        .samples(
            name + "(randn(2, 3))", name + "(randn(2, 3), dim=1)", name + "(randn(3), randn(3))")
        .way(all)
        .way(along)
        .way(new Pointwise(name + "(input: tensor, other: tensor)", pair));
  }

  private static Tensor whole(Tensor x, boolean max) {
    requireElements(x.layout(), max ? "max" : "min", null);
    return Reductions.reduce(max ? MAXIMA : MINIMA, x, null, false, x.dtype(), n -> n);
  }

  private static void requireElements(Layout layout, String name, int @Nullable [] dims) {
    if (Dims.count(layout, Dims.set(name, layout, dims)) == 0) {
      throw new GradError(
          ErrorKind.SHAPE, name + "() of no elements has no value: the shape is " + layout);
    }
  }

  private static Tensor[] along(Bound a, boolean max) {
    Tensor x = a.tensor("input");
    int dim = Dims.of(a.operation(), x.layout(), a.integer("dim"));
    if (x.dim() == 0) {
      return new Tensor[] {x.copy(), Fresh.filled(Context.current(), x.layout(), DType.INT64, 0L)};
    }
    requireElements(x.layout(), a.operation(), new int[] {dim});
    Extremes found = max ? Extremes.max(x, dim) : Extremes.min(x, dim);
    boolean[] set = Dims.set(a.operation(), x.layout(), new int[] {dim});
    int[] sizes = Dims.reduced(x.layout(), set, Reductions.keeps(a));
    return new Tensor[] {Fresh.of(found.values(), sizes), Fresh.of(found.indices(), sizes)};
  }

  /** All elements that are the extreme share the gradient. */
  public static Tensor shareAll(Vjp v) {
    Tensor x = v.tensor("input");
    Tensor result = v.result();
    Tensor chosen = Reductions.isAny(Comparison.isNan(result)) ? Comparison.isNan(x) : x.eq(result);
    // Filled, not multiplied: an infinite or NaN gradient goes to the chosen ones alone.
    return x.zerosLike().maskedFill(chosen, v.cotangent().div(Reductions.sum(chosen)));
  }

  private static Tensor share(Vjp v) {
    Tensor x = v.tensor("input");
    int[] dims = v.plain().intsOrNull("dim");
    boolean keepdim = v.flag("keepdim");
    Tensor result = Reductions.kept(v.result(), x.layout(), dims, keepdim);
    Tensor chosen = x.eq(result);
    Tensor count = Reductions.sum(chosen, dims, true);
    return Reductions.kept(v.cotangent(), x.layout(), dims, keepdim).div(count).mul(chosen);
  }

  /** The one element that was found gets the gradient. */
  public static Tensor place(Vjp v) {
    return place(v, v.cotangent(), v.result("indices"));
  }

  public static Tensor place(Vjp v, Tensor cotangent, Tensor indices) {
    Layout input = v.layout("input");
    int[] dim = {v.integer("dim")};
    boolean keepdim = v.flag("keepdim");
    Tensor values = Reductions.kept(cotangent, input, dim, keepdim);
    Tensor places = Reductions.kept(indices, input, dim, keepdim);
    return Scattering.placed(input, Dims.of("scatter", input, dim[0]), places, values);
  }

  private static Primitive extreme(String name, Reduction reduction) {
    return Primitive.of(
            name + "(input: tensor, dim: ints? = None, keepdim: bool = False)",
            a -> {
              Tensor x = a.tensor("input");
              requireElements(x.layout(), name, Reductions.dims(a));
              return Reductions.reduce(
                  reduction, x, Reductions.dims(a), Reductions.keeps(a), x.dtype(), n -> n);
            })
        .gradient("input", reads("input", "result"), Extremal::share);
  }

  private static Results aminmax(Bound a) {
    Tensor x = a.tensor("input");
    int[] dims = a.has("dim") ? new int[] {a.integer("dim")} : null;
    boolean keepdim = Reductions.keeps(a);
    return new Results(
        "torch.return_types.aminmax",
        java.util.List.of("min", "max"),
        java.util.List.of(AMIN.tensor(x, dims, keepdim), AMAX.tensor(x, dims, keepdim)));
  }

  private static void position(Family family, String name, String text, boolean max) {
    family
        .op(name, "The position of the " + text + " element: the first of equals.")
        .samples(name + "(randn(2, 3))", name + "(randn(2, 3), dim=1)")
        .way(
            Primitive.of(
                    name + "(input: tensor, dim: int? = None, keepdim: bool = False)",
                    a -> position(a, max))
                .notDifferentiable());
  }

  private static Tensor position(Bound a, boolean max) {
    Tensor x = a.numbers("input");
    boolean whole = !a.has("dim");
    Tensor searched = whole ? x.reshape(-1) : x;
    int dim = whole ? 0 : Dims.of(a.operation(), x.layout(), a.integer("dim"));
    if (searched.dim() == 0) {
      return Fresh.filled(Context.current(), Layout.SCALAR, DType.INT64, 0L);
    }
    requireElements(searched.layout(), a.operation(), new int[] {dim});
    Extremes found = max ? Extremes.max(searched, dim) : Extremes.min(searched, dim);
    if (whole) {
      int[] sizes = new int[Reductions.keeps(a) ? x.dim() : 0];
      java.util.Arrays.fill(sizes, 1);
      return Fresh.of(found.indices(), sizes);
    }
    boolean[] set = Dims.set(a.operation(), x.layout(), new int[] {dim});
    return Fresh.of(found.indices(), Dims.reduced(x.layout(), set, Reductions.keeps(a)));
  }

  public static Tensor amax(Tensor x, int[] dims, boolean keepdim) {
    return AMAX.tensor(x, dims, keepdim);
  }
}
