package org.gradlang.op.creation;

import java.util.List;
import org.gradlang.autograd.Cut;
import org.gradlang.autograd.Graph;
import org.gradlang.autograd.Leaves;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Elements;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.declare.Promotion;
import org.gradlang.op.network.Windows;
import org.gradlang.op.signature.Data;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** New tensors. */
public final class Creation {
  /** What every function here takes behind its own parameters. */
  static final String OPTIONS =
      ", *, dtype: dtype? = None, layout: any = None, device: device? = None, pin_memory: bool ="
          + " False, requires_grad: bool = False)";

  private Creation() {}

  public static void declare(Family family) {
    filled(family);
    Progressions.declare(family);
    data(family);
    matrices(family);
  }

  /** What a function makes, before the options are looked at. */
  public interface Maker {
    Tensor make(Bound bound, DType dtype);
  }

  /** A function that makes tensors of the default float dtype unless it is told otherwise. */
  public static Composite maker(String signature, Maker maker) {
    return Composite.of(
            signature + OPTIONS,
            a -> {
              DType dtype = a.dtype("dtype");
              return finish(
                  a, maker.make(a, dtype == null ? Context.current().defaultDType() : dtype));
            })
        .notDifferentiable();
  }

  static Tensor finish(Bound a, Tensor tensor) {
    if (a.flag("requires_grad")) {
      Leaves.setRequiresGrad(tensor, true);
    }
    return tensor;
  }

  static Layout layout(Bound a, String name) {
    int[] sizes = a.ints(name);
    for (int size : sizes) {
      if (size < 0) {
        throw new GradError(
            ErrorKind.SHAPE,
            a.operation() + "(): a size below 0: " + java.util.Arrays.toString(sizes));
      }
    }
    return Layout.contiguous(sizes.clone());
  }

  private static void filled(Family family) {
    constant(family, "zeros", "0", 0L);
    constant(family, "ones", "1", 1L);
    constant(family, "empty", "nothing in particular: 0", 0L);
    family
        .op("full", "A tensor of one number.")
        .samples("full((2, 3), 1.5)")
        .functionOnly()
        .way(
            Composite.of(
                    "full(size: ints, fill_value: number" + OPTIONS,
                    a -> {
                      Object value = a.required("fill_value");
                      return finish(a, of(layout(a, "size"), dtypeOf(a, value), value));
                    })
                .notDifferentiable());
    family
        .op("full_like", "A tensor of one number in the shape and dtype of input.")
        .samples("full_like(randn(2), 1.5)")
        .functionOnly()
        .way(
            Composite.of(
                    "full_like(input: tensor, fill_value: number" + LIKE_OPTIONS,
                    a -> like(a, a.required("fill_value")))
                .notDifferentiable());
    family
        .op("new_full", "A tensor of one number, by default of this one's dtype.")
        .methodOnly()
        .samples("randn(2).new_full((2, 3), 1.5)")
        .way(
            Composite.of(
                    "new_full(input: tensor, size: ints, fill_value: number" + OPTIONS,
                    a -> fresh(a, a.required("fill_value")))
                .notDifferentiable());
    family
        .op("scalar_tensor", "A 0-dim tensor of one number.")
        .functionOnly()
        .samples("scalar_tensor(1.5)")
        .way(
            maker(
                "scalar_tensor(s: number",
                (a, dtype) -> of(Layout.SCALAR, dtype, a.required("s"))));
  }

  private static final String LIKE_OPTIONS =
      OPTIONS.replace("requires_grad", "memory_format: any = None, requires_grad");

  private static DType dtypeOf(Bound a, Object value) {
    DType dtype = a.dtype("dtype");
    return dtype == null ? Promotion.ofNumber(Context.current(), value) : dtype;
  }

  private static Tensor of(Layout layout, DType dtype, Object value) {
    return Numbers.real(value) == 0
        ? Fresh.zeros(Context.current(), layout, dtype)
        : Fresh.filled(Context.current(), layout, dtype, value);
  }

  private static Tensor like(Bound a, Object value) {
    Tensor x = a.tensor("input");
    DType dtype = a.dtype("dtype");
    return finish(a, of(x.layout(), dtype == null ? x.dtype() : dtype, value));
  }

  private static Tensor fresh(Bound a, Object value) {
    DType dtype = a.dtype("dtype");
    DType chosen = dtype == null ? a.tensor("input").dtype() : dtype;
    return finish(a, of(layout(a, "size"), chosen, value));
  }

  private static void constant(Family family, String name, String text, Object value) {
    family
        .op(name, "A tensor of " + text + ".")
        .samples(name + "(2, 3)")
        .functionOnly()
        .way(maker(name + "(*size: ints", (a, dtype) -> of(layout(a, "size"), dtype, value)));
    family
        .op(name + "_like", "A tensor of " + text + ", in the shape and dtype of input.")
        .samples(name + "_like(randn(2, 3))")
        .functionOnly()
        .way(
            Composite.of(name + "_like(input: tensor" + LIKE_OPTIONS, a -> like(a, value))
                .notDifferentiable());
    family
        .op("new_" + name, "A tensor of " + text + ", by default of this one's dtype.")
        .methodOnly()
        .samples("randn(2).new_" + name + "(2, 3)")
        .way(
            Composite.of(
                    "new_" + name + "(input: tensor, *size: ints" + OPTIONS, a -> fresh(a, value))
                .notDifferentiable());
  }

  private static void data(Family family) {
    family
        .op("tensor", "A tensor with the numbers of nested lists.")
        .functionOnly()
        .samples("tensor([[1., 2.], [3., 4.]])")
        .way(
            Composite.of(
                    "tensor(data: any, *, dtype: dtype? = None, device: device? = None,"
                        + " requires_grad: bool = False, pin_memory: bool = False)",
                    a -> finish(a, copied(a.required("data"), a.dtype("dtype"))))
                .notDifferentiable());
    for (String name : new String[] {"as_tensor", "asarray"}) {
      family
          .op(name, "A tensor with the numbers of nested lists; a tensor stays itself.")
          .samples(name + "([1, 2])")
          .functionOnly()
          .way(
              Composite.of(
                  name + "(data: any, dtype: dtype? = None, device: device? = None)",
                  a -> {
                    DType dtype = a.dtype("dtype");
                    return a.required("data") instanceof Tensor tensor
                        ? tensor.to(dtype == null ? tensor.dtype() : dtype)
                        : Data.tensor(a.required("data"), dtype);
                  }));
    }
    family
        .op("new_tensor", "A tensor with the numbers of nested lists, of this one's dtype.")
        .methodOnly()
        .samples("randn(2).new_tensor([1, 2])")
        .way(
            Composite.of(
                    "new_tensor(input: tensor, data: any, *, dtype: dtype? = None,"
                        + " device: device? = None, requires_grad: bool = False)",
                    a -> {
                      DType dtype = a.dtype("dtype");
                      DType own = a.tensor("input").dtype();
                      return finish(a, copied(a.required("data"), dtype == null ? own : dtype));
                    })
                .notDifferentiable());
  }

  private static Tensor copied(Object data, @Nullable DType dtype) {
    if (data instanceof Tensor tensor) {
      DType target = dtype == null ? tensor.dtype() : dtype;
      Tensor copy = Fresh.of(Copies.converted(tensor, target), tensor.layout().sizes());
      markCut(tensor, copy);
      return copy;
    }
    Tensor made = Data.tensor(data, dtype);
    if (data instanceof List<?> several) {
      for (Object one : several) {
        if (one instanceof Tensor tensor) {
          markCut(tensor, made);
        }
      }
    }
    return made;
  }

  /** A tensor made of another's numbers is outside of its graph: say so to who looks for it. */
  private static void markCut(Tensor from, Tensor copy) {
    Cut known = Graph.cutOf(from);
    if (known != null) {
      Graph.cut(copy, known);
    } else if (Graph.requiresGrad(from)) {
      Context context = Context.current();
      Graph.cut(copy, new Cut(Cut.Reason.COPY, context.origin()));
      if (context.isRecording()) {
        context.warn(
            new GradError(
                    ErrorKind.AUTOGRAD,
                    "tensor() copies the numbers of a tensor that requires a gradient: none will"
                        + " flow back through the copy")
                .note(from.origin(), "it was made here")
                .help("to join tensors, write stack([...]) or cat([...])")
                .help("to copy on purpose, write x.detach().clone()"));
      }
    }
  }

  private static void matrices(Family family) {
    family
        .op("eye", "A matrix with ones on its diagonal.")
        .samples("eye(3)")
        .functionOnly()
        .way(
            maker(
                "eye(n: int, m: int? = None",
                (a, dtype) -> {
                  int rows = a.integer("n");
                  int columns = a.has("m") ? a.integer("m") : rows;
                  if (rows < 0 || columns < 0) {
                    throw new GradError(
                        ErrorKind.SHAPE, "eye(): a size below 0: " + Math.min(rows, columns));
                  }
                  Layout layout = Layout.contiguous(rows, columns);
                  Storage storage = Storage.zeros(dtype, layout.numel());
                  for (int i = 0; i < Math.min(rows, columns); i++) {
                    Elements.put(storage, i * columns + i, 1);
                  }
                  return Fresh.of(storage, rows, columns);
                }));
    indices(family, "tril_indices", "lower", true);
    indices(family, "triu_indices", "upper", false);
    Windows.declare(family);
  }

  private static void indices(Family family, String name, String text, boolean lower) {
    family
        .op(name, "The rows and columns of the " + text + " triangle.")
        .functionOnly()
        .samples(name + "(3, 3)")
        .way(
            Composite.of(
                    name + "(row: int, col: int, offset: int = 0, *, dtype: dtype? = None)",
                    a -> triangle(a, lower))
                .notDifferentiable());
  }

  private static Tensor triangle(Bound a, boolean lower) {
    int rows = a.integer("row");
    int columns = a.integer("col");
    long offset = a.integer("offset");
    if (rows < 0 || columns < 0) {
      throw new GradError(
          ErrorKind.VALUE,
          a.operation() + "(): a matrix has no " + Math.min(rows, columns) + " rows or columns");
    }
    int first = Math.clamp(lower ? -offset : 0, 0, rows);
    int last = Math.clamp(lower ? rows : columns - offset, first, rows);
    int end = columns == 0 ? first : last;
    Storage.require(DType.INT64, end - first); // each of these rows has an element
    long count = 0;
    for (int i = first; i < end && count < Integer.MAX_VALUE; i++) {
      count += end(lower, i + offset, columns) - start(lower, i + offset, columns);
    }
    int size = Layout.numelOf(new int[] {2, (int) Math.min(count, Integer.MAX_VALUE)}) / 2;
    Storage both = Storage.zeros(DType.INT64, 2 * size);
    int at = 0;
    Context context = Context.current();
    for (int i = first; i < end; i++) {
      for (int j = start(lower, i + offset, columns); j < end(lower, i + offset, columns); j++) {
        context.worked(1);
        both.longs()[at] = i;
        both.longs()[size + at++] = j;
      }
    }
    Tensor indices = Fresh.of(both, 2, size);
    DType dtype = a.dtype("dtype");
    return dtype == null ? indices : indices.to(dtype);
  }

  /** The first column of a triangle in a row whose diagonal element has this column. */
  private static int start(boolean lower, long diagonal, int columns) {
    return lower ? 0 : Math.clamp(diagonal, 0, columns);
  }

  private static int end(boolean lower, long diagonal, int columns) {
    return lower ? Math.clamp(diagonal + 1, 0, columns) : columns;
  }

  /** In the shape and dtype of a tensor. */
  public static Tensor filledLike(Tensor x, Object value) {
    return of(x.layout(), x.dtype(), value);
  }
}
