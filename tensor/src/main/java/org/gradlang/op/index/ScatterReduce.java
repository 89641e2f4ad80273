package org.gradlang.op.index;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Scattering that puts elements together: sums, products, means, extremes. */
public final class ScatterReduce {
  private static final Primitive REDUCE = reducing("ScatterReduceBackward0");
  private static final Primitive INDEX_REDUCE = reducing("IndexReduceBackward0");

  private ScatterReduce() {}

  private static Primitive reducing(String node) {
    return Primitive.of(
            "scatter_reduce(input: tensor, dim: int, index: tensor, src: tensor, reduce: str, *,"
                + " include_self: bool = True)",
            ScatterReduce::reduce)
        .node(node)
        .gradient("input", reads("input", "index", "src", "result"), ScatterReduce::selfGradient)
        .gradient("src", reads("input", "index", "src", "result"), ScatterReduce::sourceGradient);
  }

  public static void declare(Family family) {
    family
        .op("scatter_reduce", "Along dim, src put together at the places that index names.")
        .samples(
            "scatter_reduce(randn(3), 0, tensor([0, 2, 0]), randn(3), \"sum\")",
            "scatter_reduce(randn(3), 0, tensor([0, 2, 0]), randn(3), \"prod\")",
            "scatter_reduce(randn(3), 0, tensor([0, 2, 0]), randn(3), \"mean\")",
            "scatter_reduce(randn(3), 0, tensor([0, 2, 0]), randn(3), \"amax\","
                + " include_self=False)")
        .constant("index")
        .way(REDUCE)
        .inPlace();
    family
        .op("index_reduce", "Parts of source put together at the places of a dim that index names.")
        .samples(
            "index_reduce(randn(3, 2), 0, tensor([0, 2, 0]), randn(3, 2), \"prod\")",
            "index_reduce(randn(3), 0, tensor([0, 2]), randn(2), \"mean\", include_self=False)")
        .constant("index")
        .way(
            Composite.of(
                "index_reduce(input: tensor, dim: int, index: tensor, source: tensor, reduce: str,"
                    + " *, include_self: bool = True)",
                ScatterReduce::indexReduce))
        .inPlace();
  }

  /** The primitive behind scatter's old form. */
  static Primitive of(String reduce) {
    if (!reduce.equals("add") && !reduce.equals("multiply")) {
      throw new GradError(
          ErrorKind.VALUE, "scatter(): reduce is \"add\" or \"multiply\", not \"" + reduce + "\"");
    }
    return REDUCE;
  }

  static @Nullable Object[] arguments(Object[] scatter, @Nullable Object reduce) {
    if (reduce == null) {
      return scatter;
    }
    String name = reduce.equals("add") ? "sum" : "prod";
    return new Object[] {scatter[0], scatter[1], scatter[2], scatter[3], name, true};
  }

  /** scatter_reduce where one place stands for a whole part. */
  private static Tensor indexReduce(Bound a) {
    Tensor x = a.tensor("input");
    Tensor index = a.tensor("index");
    if (index.dim() > 1 || a.text("reduce").equals("sum")) {
      throw index.dim() > 1
          ? new GradError(
              ErrorKind.SHAPE, "index_reduce(): index is a vector, not of shape " + index.layout())
          : new GradError(ErrorKind.VALUE, "index_reduce(): reduce is no \"sum\"")
              .help("index_add adds");
    }
    int dim = Dims.of("index_reduce", x.layout(), a.integer("dim"));
    int[] part = x.layout().sizes().clone();
    int[] places = new int[x.dim()];
    Arrays.fill(places, 1);
    if (x.dim() > 0) {
      part[dim] = index.numel();
      places[dim] = index.numel();
    }
    Tensor source = a.tensor("source");
    Scattering.requireSameDType(a.operation(), a.tensor("input"), source);
    if (!Arrays.equals(part, source.layout().sizes())) {
      throw new GradError(
          ErrorKind.SHAPE,
          "index_reduce(): source must have the shape "
              + Arrays.toString(part)
              + ", not "
              + source.layout());
    }
    Tensor spread = index.reshape(places).expand(part);
    return INDEX_REDUCE.tensor(
        x, (long) dim, spread, source, a.text("reduce"), a.flag("include_self"));
  }

  private static int dim(Vjp v) {
    return Dims.of("scatter_reduce", v.layout("input"), v.integer("dim"));
  }

  private static Tensor reduce(Bound a) {
    Tensor x = a.tensor("input");
    Tensor index = a.tensor("index");
    Tensor source = a.tensor("src");
    Scattering.requireSameDType(a.operation(), x, source);
    int dim = Dims.of("scatter_reduce", x.layout(), a.integer("dim"));
    String reduce = a.text("reduce");
    Tensor result = Fresh.of(Copies.contiguous(x), x.layout().sizes());
    int[] to = Gathering.places("scatter_reduce", result.layout(), dim, index);
    int[] from = Scattering.sourcePlaces("scatter_reduce", source.layout(), index.layout());
    int[] counts = Room.ints(result.numel());
    boolean includeSelf = a.flag("include_self");
    Context context = Context.current();
    context.stretches(counts.length, (i, j) -> Arrays.fill(counts, i, j, includeSelf ? 1 : 0));
    for (int i = 0; i < to.length; i++) {
      context.reached(i);
      boolean first = counts[to[i]]++ == 0;
      double before = Elements.real(result.storage(), to[i]);
      double added = Elements.real(source.storage(), from[i]);
      Elements.put(result.storage(), to[i], first ? added : combine(reduce, before, added));
    }
    if (reduce.equals("mean")) {
      divide(result.storage(), counts);
    }
    return result;
  }

  private static double combine(String reduce, double a, double b) {
    return switch (reduce) {
      case "sum", "mean" -> a + b;
      case "prod" -> a * b;
      case "amax" -> Math.max(a, b);
      case "amin" -> Math.min(a, b);
      default ->
          throw new GradError(
              ErrorKind.VALUE,
              "scatter_reduce(): reduce is \"sum\", \"prod\", \"mean\", \"amax\" or \"amin\", not"
                  + " \""
                  + reduce
                  + "\"");
    };
  }

  private static void divide(Storage storage, int[] counts) {
    Context context = Context.current();
    for (int i = 0; i < counts.length; i++) {
      context.reached(i);
      if (counts[i] > 1) {
        double mean = Elements.real(storage, i) / counts[i];
        Elements.put(storage, i, storage.dtype().isFloating() ? mean : Math.floor(mean));
      }
    }
  }

  private static Tensor unlessReplaced(Vjp v, Tensor gradient) {
    return v.flag("include_self")
        ? gradient
        : Scattering.scatterValue(gradient, dim(v), v.tensor("index"), 0L);
  }

  private static Tensor selfGradient(Vjp v) {
    Tensor g = v.cotangent();
    return unlessReplaced(
        v,
        switch (v.text("reduce")) {
          case "sum" -> g;
          case "mean" -> g.div(counts(v));
          case "prod" -> {
            Tensor x = v.tensor("input");
            Tensor ones = x.maskedFill(x.eq(0L), 1.0);
            yield g.mul(of(v, ones)).div(ones);
          }
          default -> v.tensor("input").eq(v.result()).mul(g.div(sharers(v)));
        });
  }

  private static Tensor of(Vjp v, Tensor input) {
    return REDUCE.tensor(
        input,
        (long) dim(v),
        v.tensor("index"),
        v.tensor("src"),
        v.text("reduce"),
        v.flag("include_self"));
  }

  private static Tensor counts(Vjp v) {
    Tensor start = v.flag("include_self") ? v.cotangent().onesLike() : v.cotangent().zerosLike();
    Tensor ones = v.tensor("src").onesLike();
    Tensor counts =
        Scattering.SCATTER_ADD.tensor(start.detach(), (long) dim(v), v.tensor("index"), ones);
    return counts.maskedFill(counts.eq(0L), 1.0);
  }

  private static Tensor sourceGradient(Vjp v) {
    Tensor index = v.tensor("index");
    return switch (v.text("reduce")) {
      case "sum" -> Gathering.gather(v.cotangent(), dim(v), index);
      case "mean" -> Gathering.gather(v.cotangent().div(counts(v)), dim(v), index);
      case "prod" -> productGradient(v);
      default -> {
        Tensor share = Gathering.gather(v.cotangent().div(sharers(v)), dim(v), index);
        yield chosen(v).mul(share);
      }
    };
  }

  /** Which elements of the source are the extreme of their place. */
  private static Tensor chosen(Vjp v) {
    return v.tensor("src").eq(Gathering.gather(v.result(), dim(v), v.tensor("index")));
  }

  /** How many elements are the extreme of each place. */
  private static Tensor sharers(Vjp v) {
    Tensor self = v.tensor("input").eq(v.result()).to(v.dtype("input"));
    Tensor source = chosen(v).to(v.dtype("input"));
    return Scattering.SCATTER_ADD.tensor(self, (long) dim(v), v.tensor("index"), source);
  }

  // Without a zero at a place: g * result / src. With one zero, only that one has a gradient: the
  // product of the others.
  private static Tensor productGradient(Vjp v) {
    Tensor source = v.tensor("src");
    Tensor index = v.tensor("index");
    Tensor isZero = source.eq(0L);
    Tensor zeros =
        Scattering.SCATTER_ADD.tensor(
            v.cotangent().zerosLike().detach(), (long) dim(v), index, isZero.to(source.dtype()));
    Tensor single = Gathering.gather(zeros, dim(v), index).eq(1L);
    Tensor onlyZero = Selection.where(isZero, single, isZero);
    Tensor filled = source.maskedFill(onlyZero, 1.0);
    Tensor product =
        REDUCE.tensor(
            v.tensor("input"), (long) dim(v), index, filled, "prod", v.flag("include_self"));
    Tensor whole =
        Gathering.gather(v.cotangent().mul(v.result()), dim(v), index)
            .div(source.maskedFill(isZero, 1.0));
    Tensor others = Gathering.gather(v.cotangent().mul(product), dim(v), index);
    return Selection.where(onlyZero, others, whole);
  }
}
