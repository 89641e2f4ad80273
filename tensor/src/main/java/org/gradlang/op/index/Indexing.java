package org.gradlang.op.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradlang.autograd.Edge;
import org.gradlang.autograd.Graph;
import org.gradlang.kernel.Copies;
import org.gradlang.op.creation.Conversion;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.shape.Parts;
import org.gradlang.op.shape.Strides;
import org.gradlang.op.signature.Data;
import org.gradlang.op.signature.Index;
import org.gradlang.op.signature.TypeNames;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/** {@code x[...]}, read and written. */
public final class Indexing {
  private static final Primitive INDEX =
      Primitive.of(
              "index(input: tensor, plan: any)",
              a -> {
                Tensor x = a.tensor("input");
                IndexPlan plan = plan(a);
                return Fresh.of(plan.taken(x), plan.sizes());
              })
          .keeps()
          .gradient(
              "input",
              v -> {
                Tensor zeros = Fresh.spread(v.layout("input"), v.dtype("input"));
                return put(zeros, plan(v.plain()), v.cotangent(), true);
              })
          .gradientNode("IndexPutImplBackward0");
  private static final Primitive PUT =
      Primitive.of(
              "index_put(input: tensor, plan: any, values: tensor, accumulate: bool)",
              a -> {
                Tensor x = a.tensor("input");
                Tensor result = Fresh.of(Copies.contiguous(x), x.layout().sizes());
                write(result, plan(a), a.tensor("values"), a.flag("accumulate"));
                return result;
              })
          .keeps()
          .gradient(
              "input",
              v ->
                  v.flag("accumulate")
                      ? v.cotangent()
                      : put(v.cotangent(), plan(v.plain()), zero(v), false))
          .gradient("values", v -> get(v.cotangent(), plan(v.plain())));

  private Indexing() {}

  public static void declare(Family family) {
    family
        .op("getitem", "What x[...] gives.")
        .methodOnly()
        .samples("randn(2, 3)[0, 1:]")
        .way(
            Composite.of(
                "getitem(input: tensor, index: any)", a -> get(a.tensor("input"), indices(a))));
    family
        .op("setitem", "What x[...] = value does.")
        .methodOnly()
        .samples("randn(2, 3)[0, 1:] = randn(2)")
        .way(
            Composite.of(
                "setitem(input: tensor, index: any, value: operand)",
                a -> {
                  set(a.tensor("input"), indices(a), a.required("value"));
                  return None.NONE;
                }));
    String parameters = "(input: tensor, indices: any, values: tensor, accumulate: bool = False)";
    family
        .op("index_put", "input with values at the places that index tensors name.")
        .samples(
            "index_put(randn(3), (tensor([0, 2]),), randn(2))",
            "index_put(randn(3), (tensor([0, 2, 0]),), randn(3), accumulate=True)")
        .way(
            Composite.of(
                "index_put" + parameters,
                a -> put(a.tensor("input"), planOf(a), a.tensor("values"), a.flag("accumulate"))));
    family
        .op("index_put_", "Writes values at the places that index tensors name.")
        .samples("randn(3).index_put_((tensor([0, 2]),), randn(2))")
        .way(
            Composite.of(
                "index_put_" + parameters,
                a ->
                    putInPlace(
                        a.tensor("input"), planOf(a), a.tensor("values"), a.flag("accumulate"))));
  }

  private static Tensor zero(Vjp v) {
    return Fresh.zeros(Context.current(), Layout.SCALAR, v.dtype("input"));
  }

  private static IndexPlan plan(Bound a) {
    return (IndexPlan) a.required("plan");
  }

  private static IndexPlan planOf(Bound a) {
    List<@Nullable Tensor> indices = new ArrayList<>();
    if (!(a.required("indices") instanceof List<?> given)) {
      throw new GradError(
              ErrorKind.TYPE, a.operation() + "() needs a tuple of index tensors for 'indices'")
          .help("write a tuple of one with a comma: (index,)");
    }
    for (Object index : given) {
      Tensor places =
          index instanceof Tensor tensor
              ? tensor
              : index instanceof List<?> list
                  ? Data.tensor(list, list.isEmpty() ? DType.INT64 : null)
                  : null;
      if (places != null && places.dtype().isFloating() || places == null && index != None.NONE) {
        throw new GradError(
            ErrorKind.INDEX,
            a.operation()
                + "(): an index is a tensor of ints or bools, not "
                + (places == null ? TypeNames.described(index) : "of " + places.dtype()));
      }
      indices.add(places);
    }
    return IndexPlan.of(a.tensor("input").layout(), indices);
  }

  private static List<Index> indices(Bound a) {
    List<Index> indices = new ArrayList<>();
    List<?> parts = a.required("index") instanceof List<?> list ? list : List.of("");
    for (Object part : parts) {
      if (!(part instanceof Index index)) {
        throw new GradError(
            ErrorKind.TYPE, a.operation() + "() stands for brackets: write x[...] instead");
      }
      indices.add(index);
    }
    return indices;
  }

  /** {@code x[indices]}. */
  public static Tensor get(Tensor x, List<Index> indices) {
    Basic basic = Basic.of(x, indices);
    if (basic.tensors.isEmpty()) {
      return basic.view == x ? same(x, indices) : basic.view;
    }
    return get(basic.view, IndexPlan.of(basic.view.layout(), basic.tensors));
  }

  /** A view of all of it: a slice for {@code x[:]} alone, as PyTorch's graph tells. */
  private static Tensor same(Tensor x, List<Index> indices) {
    boolean slice = indices.size() == 1 && indices.getFirst() instanceof Index.Slice;
    return slice ? Parts.slice(x, 0, 0, x.size(0), 1) : Parts.alias(x);
  }

  private static Tensor get(Tensor x, IndexPlan plan) {
    return INDEX.tensor(x, plan);
  }

  /** {@code x[indices] = value}, with a tensor or a number. */
  public static void set(Tensor x, List<Index> indices, Object value) {
    Basic basic = Basic.of(x, indices);
    Tensor target = basic.view;
    if (basic.tensors.isEmpty()) {
      if (value instanceof Tensor tensor) {
        target.copyInPlace(withoutLeadingOnes(tensor, target.layout().dim()));
      } else {
        Conversion.fillInPlace(target, value);
      }
      return;
    }
    IndexPlan plan = IndexPlan.of(target.layout(), basic.tensors);
    Tensor source =
        value instanceof Tensor tensor
            ? tensor.to(target.dtype())
            : Fresh.filled(Context.current(), Layout.SCALAR, target.dtype(), value);
    putInPlace(target, plan, withoutLeadingOnes(source, plan.sizes().length), false);
  }

  private static Tensor withoutLeadingOnes(Tensor value, int dims) {
    Tensor fitting = value;
    while (fitting.dim() > dims && fitting.size(0) == 1) {
      fitting = fitting.select(0, 0);
    }
    return fitting;
  }

  static Tensor put(Tensor x, IndexPlan plan, Tensor values, boolean accumulate) {
    return PUT.tensor(x, plan, values, accumulate);
  }

  static Tensor putInPlace(Tensor x, IndexPlan plan, Tensor values, boolean accumulate) {
    Context context = Context.current();
    @Nullable Object[] bound = {x, plan, values, accumulate};
    Edge[] edges = PUT.edges(context, bound);
    Graph.checkInPlace(context, x, edges != null);
    write(x, plan, values, accumulate);
    PUT.rebase(context, x, edges, bound);
    return x;
  }

  private static void write(Tensor x, IndexPlan plan, Tensor values, boolean accumulate) {
    if (values.dtype() != x.dtype()) {
      throw new GradError(
          ErrorKind.TYPE, "values of " + values.dtype() + " are put into a tensor of " + x.dtype());
    }
    int[] sizes = plan.sizes();
    if (!fits(values.layout().sizes(), sizes)) {
      throw new GradError(
          ErrorKind.SHAPE,
          "values of shape "
              + values.layout()
              + " do not fit the "
              + Arrays.toString(sizes)
              + " places that the index names");
    }
    View spread = new View(values.storage(), Strides.expand(values.layout(), sizes));
    boolean apart = !values.storage().sharesWith(x.storage());
    plan.put(apart ? Copies.dense(spread) : Copies.contiguous(spread), x, accumulate);
  }

  private static boolean fits(int[] from, int[] to) {
    return from.length <= to.length && Arrays.equals(Broadcasting.sizes(from, to), to);
  }

  /** The views that ints, slices and new dims make, and the index tensors that are left. */
  private static final class Basic {
    Tensor view;
    final List<@Nullable Tensor> tensors = new ArrayList<>();
    private final Layout indexed;
    private int dim;

    /** How many dims of the indexed tensor the indices so far stood for: errors name these. */
    private int passed;

    private Basic(Tensor x) {
      this.view = x;
      this.indexed = x.layout();
    }

    static Basic of(Tensor x, List<Index> indices) {
      Basic basic = new Basic(x);
      int used = 0;
      for (Index index : indices) {
        used += consumed(index);
      }
      if (used > x.dim()) {
        throw IndexPlan.tooMany(used, x.layout());
      }
      int rest = x.dim() - used;
      for (Index index : indices) {
        basic.add(index, rest);
        basic.passed += index instanceof Index.Rest ? rest : consumed(index);
      }
      return basic;
    }

    private static int consumed(Index index) {
      return switch (index) {
        case Index.Position position -> 1;
        case Index.Slice slice -> 1;
        case Index.Places places ->
            places.tensor().dtype() == DType.BOOL ? places.tensor().dim() : 1;
        case Index.NewDimension added -> 0;
        case Index.Rest rest -> 0;
        case Index.Flag flag -> 0;
      };
    }

    private void add(Index index, int rest) {
      switch (index) {
        case Index.Position(long place) -> select(place);
        case Index.Slice slice -> slice(slice);
        case Index.NewDimension added -> view = view.unsqueeze(dim++);
        case Index.Rest all -> dim += rest;
        case Index.Flag(boolean value) -> {
          view = view.unsqueeze(dim);
          place(Data.tensor(List.of(value), null), 1);
        }
        case Index.Places(Tensor tensor) -> places(tensor);
      }
    }

    private void select(long place) {
      Parts.place("index", indexed, passed, place);
      view = view.select(dim, place);
    }

    /** An int in a tensor of no dimension is an int: what it picks is a view. */
    private void places(Tensor tensor) {
      if (tensor.dim() == 0 && tensor.dtype() == DType.INT64) {
        select((Long) tensor.item());
      } else if (tensor.dtype() == DType.BOOL && tensor.dim() == 0) {
        view = view.unsqueeze(dim);
        place(tensor.reshape(1), 1);
      } else {
        place(tensor, tensor.dtype() == DType.BOOL ? tensor.dim() : 1);
      }
    }

    private void place(Tensor tensor, int dims) {
      while (tensors.size() < dim - masked()) {
        tensors.add(null);
      }
      tensors.add(tensor);
      dim += dims;
    }

    /** Masks of several dims stand as one entry. */
    private int masked() {
      int more = 0;
      for (Tensor tensor : tensors) {
        more += tensor != null && tensor.dtype() == DType.BOOL ? tensor.dim() - 1 : 0;
      }
      return more;
    }

    private void slice(Index.Slice slice) {
      long step = slice.step() == null ? 1 : Math.min(slice.step(), Integer.MAX_VALUE);
      if (step < 1) {
        throw new GradError(
                ErrorKind.VALUE, "a slice of a tensor needs a step above 0, not " + step)
            .help("use flip() for the reverse order");
      }
      int size = view.size(dim);
      int start = bound(slice.start(), 0, size);
      int stop = Math.max(start, bound(slice.stop(), size, size));
      int count = (int) ((stop - start + step - 1) / step);
      if (count != size || step != 1) {
        int stride = (int) Math.min(step, Math.max(1, size));
        view = Parts.slice(view, dim, start, count, stride);
      }
      dim++;
    }

    private static int bound(@Nullable Long given, int standard, int size) {
      if (given == null) {
        return standard;
      }
      return Math.clamp(given < 0 ? given + size : given, 0, size);
    }
  }
}
