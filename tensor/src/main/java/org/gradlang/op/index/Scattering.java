package org.gradlang.op.index;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.stream.LongStream;
import org.gradlang.kernel.Copies;
import org.gradlang.kernel.Moves;
import org.gradlang.op.Operations;
import org.gradlang.op.Overload;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Either;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.shape.Strides;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/** Writing elements to places that tensors of indices name. */
public final class Scattering {
  private static final Primitive SCATTER =
      Primitive.of(
              "scatter(input: tensor, dim: int, index: tensor, src: tensor)",
              a -> scattered(a, false))
          .gradient(
              "input",
              reads("index"),
              v -> scatterValue(v.cotangent(), dim(v), v.tensor("index"), 0L))
          .gradient("src", reads("index"), Scattering::sourceGradient);
  private static final Primitive SCATTER_VALUE =
      Primitive.of(
              "scatter(input: tensor, dim: int, index: tensor, src: tensor)",
              a -> scattered(a, false))
          .node("ScatterBackward1")
          .gradient(
              "input",
              reads("index"),
              v -> scatterValue(v.cotangent(), dim(v), v.tensor("index"), 0L));
  static final Primitive SCATTER_ADD =
      Primitive.of(
              "scatter_add(input: tensor, dim: int, index: tensor, src: tensor)",
              a -> scattered(a, true))
          .gradient("input", v -> v.cotangent())
          .gradient("src", reads("index"), Scattering::sourceGradient);
  private static final Primitive INDEX_ADD =
      Primitive.of(
              "index_add(input: tensor, dim: int, index: tensor, source: tensor, *, alpha: number ="
                  + " 1)",
              a -> indexed(a, true))
          .gradient("input", v -> v.cotangent())
          .gradient(
              "source",
              reads("index"),
              v -> {
                Tensor picked = Gathering.indexSelect(v.cotangent(), dim(v), v.tensor("index"));
                Tensor shaped = picked.reshape(v.layout("source").sizes());
                return v.real("alpha") == 1 ? shaped : shaped.mul(v.plain().required("alpha"));
              });
  private static final Primitive INDEX_COPY =
      Primitive.of(
              "index_copy(input: tensor, dim: int, index: tensor, source: tensor)",
              a -> indexed(a, false))
          .gradient(
              "input", reads("index"), v -> indexFill(v.cotangent(), dim(v), v.tensor("index"), 0L))
          .gradient(
              "source",
              reads("index"),
              v ->
                  Gathering.indexSelect(v.cotangent(), dim(v), v.tensor("index"))
                      .reshape(v.layout("source").sizes()));
  private static final Primitive INDEX_FILL =
      Primitive.of(
              "index_fill(input: tensor, dim: int, index: tensor, value: number)",
              a -> filled(a, a.required("value")))
          .gradient(
              "input",
              reads("index"),
              v -> indexFill(v.cotangent(), dim(v), v.tensor("index"), 0L));
  private static final Primitive INDEX_FILL_TENSOR =
      Primitive.of(
              "index_fill(input: tensor, dim: int, index: tensor, value: tensor)",
              a -> filled(a, single(a.tensor("value"))))
          .node("IndexFillBackward1")
          .gradient(
              "input", reads("index"), v -> indexFill(v.cotangent(), dim(v), v.tensor("index"), 0L))
          .gradient(
              "value",
              reads("index"),
              v -> Gathering.indexSelect(v.cotangent(), dim(v), distinct(v)).sum());
  private static final Primitive MASKED_SCATTER =
      Primitive.of(
              "masked_scatter(input: tensor, mask: tensor, source: tensor)",
              Scattering::maskedScattered)
          .gradient("input", reads("mask"), v -> v.cotangent().maskedFill(v.tensor("mask"), 0.0))
          .gradient("source", reads("mask"), Scattering::maskedSourceGradient);

  private Scattering() {}

  public static void declare(Family family) {
    family
        .op("scatter", "Along dim, src at the places that index names.")
        .samples(
            "scatter(randn(2, 3), 1, tensor([[0, 2], [1, 0]]), randn(2, 2))",
            "scatter(randn(2, 3), 1, tensor([[0], [2]]), value=0.5)")
        .constant("index", "value")
        .way(
            new ScatterCall(
                "scatter(input: tensor, dim: int, index: tensor, src: tensor, *,"
                    + " reduce: str? = None)"))
        .way(
            new ScatterCall(
                "scatter(input: tensor, dim: int, index: tensor, value: operand, *,"
                    + " reduce: str? = None)"))
        .inPlace();
    family
        .op("scatter_add", "Along dim, src added at the places that index names.")
        .samples("scatter_add(randn(2, 3), 1, tensor([[0, 2], [1, 1]]), randn(2, 2))")
        .constant("index")
        .way(SCATTER_ADD)
        .inPlace();
    family
        .op("index_add", "Parts of source added at some places of a dim.")
        .samples(
            "index_add(randn(3, 2), 0, tensor([0, 2]), randn(2, 2))",
            "index_add(randn(3, 2), 0, tensor([0, 0]), randn(2, 2), alpha=0.5)")
        .constant("index")
        .way(INDEX_ADD)
        .inPlace();
    family
        .op("index_copy", "Parts of source at some places of a dim.")
        .samples("index_copy(randn(3, 2), 0, tensor([0, 2]), randn(2, 2))")
        .constant("index")
        .way(INDEX_COPY)
        .inPlace();
    family
        .op("index_fill", "A value at some places of a dim.")
        .samples(
            "index_fill(randn(3, 2), 0, tensor([0, 2]), 1.5)",
            "index_fill(randn(3, 2), 0, tensor([0, 2]), randn(()))")
        .constant("index")
        .way(
            new Either(
                "index_fill(input: tensor, dim: int, index: tensor, value: operand)",
                bound -> bound[3] instanceof Tensor ? INDEX_FILL_TENSOR : INDEX_FILL))
        .inPlace();
    flattened(family);
  }

  private static void flattened(Family family) {
    family
        .op("masked_scatter", "Elements of source, in order, where mask is true.")
        .samples("masked_scatter(randn(3), tensor([True, False, True]), randn(2))")
        .way(MASKED_SCATTER)
        .inPlace();
    family
        .op("put", "Elements of source at places of the flattened tensor.")
        .samples(
            "put(randn(2, 2), tensor([0, 3]), randn(2))",
            "put(randn(2, 2), tensor([0, 3, 0]), randn(3), accumulate=True)")
        .constant("index")
        .way(
            Composite.of(
                "put(input: tensor, index: tensor, source: tensor, accumulate: bool = False)",
                a -> {
                  Tensor x = a.tensor("input");
                  Tensor flat = x.reshape(-1);
                  IndexPlan plan =
                      IndexPlan.of(flat.layout(), java.util.List.of(a.tensor("index").reshape(-1)));
                  return Indexing.put(
                          flat, plan, a.tensor("source").reshape(-1), a.flag("accumulate"))
                      .view(x.layout().sizes());
                }))
        .inPlace();
  }

  /** scatter with a tensor or a number, and its old reduce= forms. */
  private static final class ScatterCall extends Overload {
    ScatterCall(String signature) {
      super(signature);
    }

    private static Primitive chosen(@Nullable Object[] bound) {
      if (bound[4] instanceof String reduce) {
        return ScatterReduce.of(reduce);
      }
      return bound[3] instanceof Tensor source && source.dim() > 0 ? SCATTER : SCATTER_VALUE;
    }

    private static Object[] bound(Object[] bound) {
      Tensor input = (Tensor) bound[0];
      Tensor index = (Tensor) bound[2];
      Object source = bound[3];
      if (!(source instanceof Tensor tensor && tensor.dim() > 0)) {
        Object number = source instanceof Tensor tensor ? tensor.item() : source;
        source =
            Fresh.filled(Context.current(), Layout.SCALAR, input.dtype(), number)
                .expand(index.layout().sizes());
      }
      return new Object[] {input, bound[1], index, source};
    }

    @Override
    public Object apply(Context context, Object[] bound) {
      return chosen(bound).apply(context, ScatterReduce.arguments(bound(bound), bound[4]));
    }

    @Override
    public Object applyInPlace(Context context, Object[] bound) {
      return chosen(bound).applyInPlace(context, ScatterReduce.arguments(bound(bound), bound[4]));
    }

    @Override
    public boolean isDifferentiable() {
      return true;
    }
  }

  private static int dim(Vjp v) {
    return Dims.of("scatter", v.layout("input"), v.integer("dim"));
  }

  /** The source may be larger than the index: what is not written has no gradient. */
  private static Tensor sourceGradient(Vjp v) {
    Tensor index = v.tensor("index");
    Tensor picked = Gathering.gather(v.cotangent(), dim(v), index);
    Layout source = v.layout("src");
    if (source.sameSizes(index.layout())) {
      return picked;
    }
    Layout whole = source.toContiguous();
    return Embedding.scatter(
        picked, whole, Layout.strided(index.layout().sizes(), whole.strides(), 0));
  }

  static void requireSameDType(String operation, Tensor x, Tensor source) {
    if (x.dtype() != source.dtype()) {
      throw new GradError(
          ErrorKind.TYPE,
          operation
              + "(): a source of "
              + source.dtype()
              + " does not go into a tensor of "
              + x.dtype());
    }
  }

  private static Tensor scattered(Bound a, boolean add) {
    Tensor x = a.tensor("input");
    Tensor index = a.tensor("index");
    Tensor source = a.tensor("src");
    requireSameDType(a.operation(), x, source);
    int dim = Dims.of(a.operation(), x.layout(), a.integer("dim"));
    Tensor result = Fresh.of(Copies.contiguous(x), x.layout().sizes());
    Gathering.require(a.operation(), result.layout(), dim, index);
    requireReach(a.operation(), source.layout(), index.layout());
    Moves.scatter(
        source, result, dim, index, add, Gathering.outside(a.operation(), result.layout(), dim));
    return result;
  }

  /** That an index does not reach beyond its source. */
  private static void requireReach(String operation, Layout source, Layout index) {
    boolean alone = source.dim() + index.dim() == 1 && index.numel() == 1;
    boolean fits = source.dim() == index.dim() || alone;
    for (int d = 0; fits && d < Math.min(source.dim(), index.dim()); d++) {
      fits = index.size(d) <= source.size(d);
    }
    if (!fits && index.numel() > 0) {
      throw new GradError(
          ErrorKind.SHAPE,
          operation
              + "(): the index of shape "
              + index
              + " reaches beyond the source of shape "
              + source);
    }
  }

  /** The elements of the source that stand where the index has elements. */
  static int[] sourcePlaces(String operation, Layout source, Layout index) {
    requireReach(operation, source, index);
    if (index.numel() == 0) {
      return new int[0];
    }
    return source.dim() == index.dim()
        ? Copies.positions(Layout.strided(index.sizes(), source.strides(), source.offset()))
        : new int[] {source.offset()};
  }

  private static Tensor indexed(Bound a, boolean add) {
    Tensor x = a.tensor("input");
    Tensor source = a.tensor("source");
    requireSameDType(a.operation(), x, source);
    int dim = Dims.of(a.operation(), x.layout(), a.integer("dim"));
    long[] places = Gathering.indices(a.operation(), x.layout(), dim, a.tensor("index"));
    Tensor result = Fresh.of(Copies.contiguous(x), x.layout().sizes());
    Tensor scaled =
        add && a.real("alpha") != 1
            ? source.mul(a.required("alpha")).to(x.dtype()) // bools by a number are ints
            : source;
    Layout target = partLayout(result.layout(), dim, places.length);
    boolean single = scaled.dim() <= 1 && target.dim() <= 1 && scaled.numel() == target.numel();
    if (!scaled.layout().sameSizes(target) && !single) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "(): a source of shape "
              + source.layout()
              + " does not fit "
              + places.length
              + " places of dimension "
              + dim
              + " in a tensor of shape "
              + x.layout());
    }
    writeParts(result, dim, places, scaled, add);
    return result;
  }

  /** What a source looks like; a number has a place like a vector of one element. */
  private static Layout partLayout(Layout layout, int dim, int count) {
    if (layout.dim() == 0) {
      return Layout.contiguous(new int[] {count});
    }
    int[] sizes = layout.sizes().clone();
    sizes[dim] = count;
    return Layout.contiguous(sizes);
  }

  /** Part after part, as places may repeat, for each line of a row-major target. */
  private static void writeParts(
      Tensor target, int dim, long[] places, Tensor source, boolean add) {
    int size = target.dim() == 0 ? 1 : target.size(dim);
    int block = 1;
    for (int d = dim + 1; d < target.dim(); d++) {
      block *= target.size(d);
    }
    if (source.numel() == 0) {
      return;
    }
    int[] steps = Room.ints(places.length);
    for (int i = 0; i < steps.length; i++) {
      steps[i] = (int) places[i] * block;
    }
    Storage dense = Copies.dense(source);
    int lines = target.numel() / (size * block);
    for (int line = 0; line < lines; line++) {
      int from = line * steps.length * block;
      Moves.put(dense, from, target.storage(), line * size * block, steps, block, add);
    }
  }

  /** A place that is filled twice takes the value but once. */
  private static Tensor distinct(Vjp v) {
    long[] places = filledPlaces(v.cotangent(), dim(v), v.tensor("index"));
    long[] distinct = LongStream.of(places).distinct().toArray();
    return Fresh.of(Storage.of(distinct), distinct.length);
  }

  private static long[] filledPlaces(Tensor x, int dim, Tensor index) {
    boolean negative = true;
    return Gathering.indices("index_fill", x.layout(), dim, index, negative);
  }

  private static Tensor filled(Bound a, Object value) {
    Tensor x = a.tensor("input");
    int dim = Dims.of("index_fill", x.layout(), a.integer("dim"));
    long[] places = filledPlaces(x, dim, a.tensor("index"));
    Tensor result = Fresh.of(Copies.contiguous(x), x.layout().sizes());
    if (result.numel() == 0) {
      return result;
    }
    for (long place : places) {
      Layout part =
          x.dim() == 0 ? result.layout() : Strides.select(result.layout(), dim, (int) place);
      Copies.fill(new org.gradlang.tensor.View(result.storage(), part), Fresh.scalar(value));
    }
    return result;
  }

  private static Object single(Tensor value) {
    if (value.dim() > 0) {
      throw new GradError(
          ErrorKind.SHAPE,
          "index_fill() needs a number or a 0-dim tensor, not one of shape " + value.layout());
    }
    return value.item();
  }

  private static Tensor maskedScattered(Bound a) {
    Tensor x = a.tensor("input");
    Tensor mask = a.tensor("mask");
    Tensor source = a.tensor("source");
    requireSameDType("masked_scatter", x, source);
    if (mask.dtype() != DType.BOOL) {
      throw new GradError(
          ErrorKind.TYPE, "masked_scatter(): the mask must be bool, not " + mask.dtype());
    }
    int[] sizes = Broadcasting.pair("masked_scatter", x.layout(), mask.layout()).sizes();
    Tensor result = Fresh.of(Copies.contiguous(x.expand(sizes)), sizes);
    int[] chosen = Gathering.chosen(new View(mask.storage(), Strides.expand(mask.layout(), sizes)));
    if (chosen.length > source.numel()) {
      throw new GradError(
          ErrorKind.SHAPE,
          "masked_scatter(): the source has fewer elements than the mask has true ones");
    }
    Moves.put(Copies.dense(source), 0, result.storage(), 0, chosen, 1, false);
    return result;
  }

  private static Tensor maskedSourceGradient(Vjp v) {
    Tensor mask = v.tensor("mask").expand(v.layoutOfResult().sizes());
    Tensor picked = Operations.tensor("masked_select", v.cotangent(), mask);
    Layout source = v.layout("source");
    Layout flat = Layout.contiguous(source.numel());
    return Embedding.scatter(picked, flat, Layout.contiguous(picked.numel())).view(source.sizes());
  }

  /** Zeros with values added at the places that an index names along dim. */
  public static Tensor placed(Layout layout, int dim, Tensor index, Tensor values) {
    Tensor zeros = Fresh.spread(layout, values.dtype());
    return SCATTER_ADD.tensor(zeros, (long) dim, index, values);
  }

  /**
   * The gradient of an operation whose values are elements of its input, one along {@code dim} for
   * each of the result "indices".
   */
  public static Tensor picked(String name, Vjp v) {
    Layout input = v.layout("input");
    int dim = Dims.of(name, input, v.integer("dim"));
    return placed(input, dim, v.result("indices"), v.cotangent());
  }

  static Tensor scatterValue(Tensor x, int dim, Tensor index, Object number) {
    Tensor value = Fresh.filled(Context.current(), Layout.SCALAR, x.dtype(), number);
    return SCATTER.tensor(x, (long) dim, index, value.expand(index.layout().sizes()));
  }

  public static Tensor indexAdd(Tensor x, int dim, Tensor index, Tensor source) {
    return INDEX_ADD.tensor(x, (long) dim, index, source, 1L);
  }

  static Tensor indexFill(Tensor x, int dim, Tensor index, Object value) {
    return INDEX_FILL.tensor(x, (long) dim, index, value);
  }

  static Tensor maskedScatter(Tensor x, Tensor mask, Tensor source) {
    return MASKED_SCATTER.tensor(x, mask, source);
  }
}
