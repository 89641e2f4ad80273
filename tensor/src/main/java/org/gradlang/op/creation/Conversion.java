package org.gradlang.op.creation;

import org.gradlang.autograd.Edge;
import org.gradlang.autograd.Graph;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Promotion;
import org.gradlang.op.shape.Expansion;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/** Copies, other dtypes, filling. */
public final class Conversion {
  private static final Primitive CLONE =
      Primitive.of(
              "clone(input: tensor)",
              a ->
                  Fresh.of(
                      Copies.contiguous(a.tensor("input")), a.tensor("input").layout().sizes()))
          .gradient("input", v -> v.cotangent());
  private static final Primitive TO =
      Primitive.of(
              "to(input: tensor, dtype: dtype)",
              a -> {
                Tensor x = a.tensor("input");
                return Fresh.of(
                    Copies.converted(x, (DType) a.required("dtype")), x.layout().sizes());
              })
          .node("ToCopyBackward0")
          .gradient("input", v -> v.cotangent().to(v.dtype("input")));
  // what was there before is overwritten, and has no gradient
  private static final Primitive COPY =
      Primitive.of("copy(input: tensor, src: tensor)", a -> a.tensor("src"))
          .node("CopyBackwards")
          .gradient("input", v -> v.cotangent().zerosLike())
          .gradient("src", v -> v.cotangent());
  private static final Primitive FILL =
      Primitive.of("fill(input: tensor, value: operand)", Conversion::filled)
          .gradient("input", v -> v.cotangent().zerosLike())
          .gradient("value", v -> v.cotangent());
  private static final Primitive ZERO =
      Primitive.of("zero(input: tensor, value: number)", Conversion::filled)
          .gradient("input", v -> v.cotangent().zerosLike());

  private Conversion() {}

  public static void declare(Family family) {
    family
        .op("clone", "A copy of the elements, with history.")
        .samples("clone(randn(2, 3))")
        .way(
            Composite.of(
                "clone(input: tensor, *, memory_format: any = None)",
                a -> copy(a.tensor("input"))));
    family
        .op("contiguous", "The tensor with its elements in row-major order.")
        .methodOnly()
        .samples("randn(2, 3).t().contiguous()")
        .way(Composite.of("contiguous(input: tensor)", a -> contiguous(a.tensor("input"))));
    family
        .op("to", "The tensor in another dtype.")
        .methodOnly()
        .samples("randn(2).to(float32)", "randn(2).to(zeros(2))", "randn(2).to(\"cpu\")")
        .unread("other")
        .way(
            Composite.of(
                "to(input: tensor, dtype: dtype, non_blocking: bool = False, copy: bool = False)",
                a -> to(a, a.dtype("dtype"), a.flag("copy"))))
        .way(
            Composite.of(
                "to(input: tensor, other: tensor)",
                a -> to(a.tensor("input"), a.tensor("other").dtype())))
        .way(
            Composite.of(
                "to(input: tensor, device: str, dtype: dtype? = None, non_blocking: bool = False,"
                    + " copy: bool = False)",
                a -> onProcessor(a)));
    as(family, "float", DType.FLOAT32);
    as(family, "double", DType.FLOAT64);
    as(family, "long", DType.INT64);
    as(family, "bool", DType.BOOL);
    family
        .op("type", "The tensor in another dtype; without one, the name of its type.")
        .methodOnly()
        .samples("randn(2).type(float32)", "randn(2).type()")
        .way(Composite.of("type(input: tensor, dtype: dtype)", a -> to(a, a.dtype("dtype"), false)))
        .way(
            Composite.of("type(input: tensor)", a -> typeName(a.tensor("input").dtype()))
                .notDifferentiable());
    family
        .op("type_as", "The tensor in the dtype of other.")
        .methodOnly()
        .samples("randn(2).type_as(zeros(2, dtype=float32))")
        .unread("other")
        .way(
            Composite.of(
                "type_as(input: tensor, other: tensor)",
                a -> to(a.tensor("input"), a.tensor("other").dtype())));
    changes(family);
  }

  private static void changes(Family family) {
    family
        .op("cpu", "The tensor itself.")
        .methodOnly()
        .samples("randn(2).cpu()")
        .way(Composite.of("cpu(input: tensor)", a -> a.tensor("input")));
    family
        .op("copy_", "Takes over the elements of src, which broadcast.")
        .methodOnly()
        .samples("randn(2).copy_(randn(2))")
        .way(
            Composite.of(
                "copy_(input: tensor, src: tensor, non_blocking: bool = False)",
                a -> copyInPlace(a.tensor("input"), a.tensor("src"))));
    family
        .op("fill", "Every element replaced by value.")
        .samples("fill(randn(2), 1.5)", "fill(randn(2), randn(()))")
        .way(FILL);
    family
        .op("fill_", "Sets every element to value.")
        .samples("randn(2).fill_(1.5)", "randn(2).fill_(randn(()))")
        .way(Composite.of("fill_(input: tensor, value: operand)", Conversion::fillCall));
    family
        .op("zero_", "Sets every element to 0.")
        .samples("randn(2).zero_()")
        .way(Composite.of("zero_(input: tensor)", a -> fillInPlace(a.tensor("input"), 0L, ZERO)));
    dtypes(family);
  }

  private static void as(Family family, String name, DType dtype) {
    Composite way = Composite.of(name + "(input: tensor)", a -> to(a.tensor("input"), dtype));
    family
        .op(name, "The tensor as " + dtype.text() + ".")
        .methodOnly()
        .samples("randn(2)." + name + "()")
        .way(dtype.isFloating() ? way : way.notDifferentiable());
  }

  private static void dtypes(Family family) {
    family
        .op("result_type", "The dtype of an operation on both.")
        .functionOnly()
        .samples("result_type(randn(2), 1)")
        .way(
            Composite.of(
                    "result_type(tensor1: operand, tensor2: operand)",
                    a ->
                        Promotion.of(
                            Context.current(),
                            new Object[] {a.required("tensor1"), a.required("tensor2")}))
                .notDifferentiable());
    family
        .op("promote_types", "The dtype that both fit into.")
        .functionOnly()
        .samples("promote_types(float32, int64)")
        .way(
            Composite.of(
                    "promote_types(type1: dtype, type2: dtype)",
                    a -> ((DType) a.required("type1")).promote((DType) a.required("type2")))
                .notDifferentiable());
    family
        .op("can_cast", "Whether a result of one dtype may be written into another.")
        .functionOnly()
        .samples("can_cast(float64, float32)")
        .way(
            Composite.of(
                    "can_cast(from_: dtype, to: dtype)",
                    a -> Promotion.canWrite((DType) a.required("from_"), (DType) a.required("to")))
                .notDifferentiable());
    family
        .op("is_floating_point", "Whether the dtype is a float.")
        .samples("is_floating_point(randn(2))")
        .way(
            Composite.of(
                    "is_floating_point(input: tensor)", a -> a.tensor("input").dtype().isFloating())
                .notDifferentiable());
    family
        .op("element_size", "The bytes of one element.")
        .methodOnly()
        .samples("randn(2).element_size()")
        .way(
            Composite.of(
                    "element_size(input: tensor)", a -> (long) a.tensor("input").dtype().bytes())
                .notDifferentiable());
  }

  private static Tensor to(Bound a, @Nullable DType dtype, boolean copies) {
    Tensor x = a.tensor("input");
    DType target = dtype == null ? x.dtype() : dtype;
    return copies && target == x.dtype() ? copy(x) : to(x, target);
  }

  private static String typeName(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> "torch.FloatTensor";
      case FLOAT64 -> "torch.DoubleTensor";
      case INT64 -> "torch.LongTensor";
      case BOOL -> "torch.BoolTensor";
    };
  }

  private static Tensor onProcessor(Bound a) {
    if (!a.text("device").startsWith("cpu")) {
      throw new GradError(
              ErrorKind.VALUE, "there is no device '" + a.text("device") + "', only 'cpu'")
          .help("everything runs on the processor: leave the call out");
    }
    return to(a, a.dtype("dtype"), a.flag("copy"));
  }

  private static Tensor filled(Bound a) {
    Object value = a.required("value");
    if (value instanceof Tensor tensor && tensor.dim() > 0) {
      throw new GradError(
          ErrorKind.SHAPE,
          "fill() needs a number or a 0-dim tensor, not one of shape " + tensor.layout());
    }
    Tensor x = a.tensor("input");
    Object number = value instanceof Tensor tensor ? tensor.item() : value;
    return Fresh.filled(Context.current(), x.layout(), x.dtype(), number);
  }

  public static Tensor contiguous(Tensor x) {
    return x.layout().isContiguous() ? x : copy(x);
  }

  public static Tensor copy(Tensor x) {
    return CLONE.tensor(x);
  }

  public static Tensor to(Tensor x, DType dtype) {
    return x.dtype() == dtype ? x : TO.tensor(x, dtype);
  }

  /** Writes the source over the target, without a copy in between. */
  public static Tensor copyInPlace(Tensor target, Tensor source) {
    Context context = Context.current();
    Expansion.expanded("copy_", source.layout(), target.layout().sizes());
    Object[] bound = {target, source};
    Edge[] edges = COPY.edges(context, bound);
    Graph.checkInPlace(context, target, edges != null);
    boolean shared = source.storage().sharesWith(target.storage());
    Copies.copy(shared ? separate(source) : source, target);
    COPY.rebase(context, target, edges, bound);
    return target;
  }

  private static View separate(Tensor source) {
    Layout layout = source.layout().toContiguous();
    return new View(Copies.contiguous(source), layout);
  }

  private static Tensor fillCall(Bound a) {
    Object value = a.required("value");
    if (!(value instanceof Tensor tensor)) {
      return fillInPlace(a.tensor("input"), value, FILL);
    }
    if (tensor.dim() > 0) {
      throw new GradError(
          ErrorKind.SHAPE,
          "fill_() needs a number or a 0-dim tensor, not one of shape " + tensor.layout());
    }
    return copyInPlace(a.tensor("input"), tensor);
  }

  /** Writes a number over the target. */
  public static Tensor fillInPlace(Tensor target, Object number) {
    return fillInPlace(target, number, FILL);
  }

  static Tensor fillInPlace(Tensor target, Object number, Primitive filling) {
    Context context = Context.current();
    Object[] bound = {target, number};
    Edge[] edges = filling.edges(context, bound);
    Graph.checkFill(context, target, edges != null);
    Copies.fill(target, Fresh.scalar(number));
    filling.rebase(context, target, edges, bound);
    return target;
  }
}
