package org.gradlang.op.algebra;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import org.gradlang.kernel.Gemm;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.pointwise.Arithmetic;
import org.gradlang.op.reduction.Reductions;
import org.gradlang.op.reduction.Scans;
import org.gradlang.op.shape.Expansion;
import org.gradlang.op.shape.Joining;
import org.gradlang.op.shape.Rearranging;
import org.gradlang.op.shape.Shapes;
import org.gradlang.op.shape.Strides;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;

/** Products of vectors and matrices. */
public final class Products {
  static final Primitive MM =
      Primitive.of("mm(input: tensor, mat2: tensor)", a -> product(a, "mat2", 2))
          .gradient(
              "input",
              reads("mat2"),
              v -> timesTurned(v, "input", v.tensor("mat2"), (g, y) -> g.mm(y.t())))
          .gradient(
              "mat2",
              reads("input"),
              v -> turnedTimes(v, "mat2", v.tensor("input"), (x, g) -> x.t().mm(g)));
  static final Primitive BMM =
      Primitive.of("bmm(input: tensor, mat2: tensor)", a -> product(a, "mat2", 3))
          .gradient(
              "input",
              reads("mat2"),
              v -> timesTurned(v, "input", v.tensor("mat2"), (g, y) -> g.bmm(flip(y))))
          .gradient(
              "mat2",
              reads("input"),
              v -> turnedTimes(v, "mat2", v.tensor("input"), (x, g) -> flip(x).bmm(g)));
  static final Primitive MV =
      Primitive.of(
              "mv(input: tensor, vec: tensor)",
              a -> {
                Tensor x = a.tensor("input");
                Tensor y = a.tensor("vec");
                requireDims("mv", x, 2, y, 1);
                if (x.size(1) != y.size(0)) {
                  throw unfit("mv", x, y);
                }
                return matrixProduct("mv", x, y.unsqueeze(1), x.size(0));
              })
          .gradient("input", reads("vec"), v -> outer(v.cotangent(), v.tensor("vec")))
          .gradient("vec", reads("input"), v -> v.tensor("input").t().mv(v.cotangent()));
  static final Primitive DOT =
      Primitive.of(
              "dot(input: tensor, tensor: tensor)",
              a -> {
                Tensor x = a.tensor("input");
                Tensor y = a.tensor("tensor");
                requireDims("dot", x, 1, y, 1);
                if (x.size(0) != y.size(0)) {
                  throw shapes("dot", x, y, "needs vectors of one length");
                }
                return matrixProduct("dot", x.unsqueeze(0), y.unsqueeze(1));
              })
          .gradient("input", reads("tensor"), v -> v.cotangent().mul(v.tensor("tensor")))
          .gradient("tensor", reads("input"), v -> v.cotangent().mul(v.tensor("input")));

  static final Primitive ADDMM = added("addmm", "mat1", "mat2");
  private static final Primitive BADDBMM = added("baddbmm", "batch1", "batch2");

  private Products() {}

  public static void declare(Family family) {
    family.op("mm", "The product of two matrices.").samples("mm(randn(2, 3), randn(3, 4))").way(MM);
    family
        .op("bmm", "The products of two batches of matrices.")
        .samples("bmm(randn(2, 2, 3), randn(2, 3, 2))")
        .way(BMM);
    family.op("mv", "A matrix times a vector.").samples("mv(randn(2, 3), randn(3))").way(MV);
    family.op("dot", "The product of two vectors.").samples("dot(randn(3), randn(3))").way(DOT);
    family
        .op("vdot", "The product of two vectors.")
        .samples("vdot(randn(3), randn(3))")
        .way(
            Primitive.replayed(
                "vdot(input: tensor, other: tensor)",
                a -> DOT.tensor(a.tensor("input"), a.tensor("other")),
                "input",
                "other"));
    family
        .op("matmul", "The product that the numbers of dims ask for; batches broadcast.")
        .samples("matmul(randn(2, 3), randn(3))", "matmul(randn(2, 2, 3), randn(3, 2))")
        .way(
            Composite.of(
                "matmul(input: tensor, other: tensor)",
                a -> matmul(a.tensor("input"), a.tensor("other"))));
    family
        .op("addmm", "beta * input + alpha * (mat1 @ mat2).")
        .samples(
            "addmm(randn(4), randn(2, 3), randn(3, 4))",
            "addmm(randn(2, 4), randn(2, 3), randn(3, 4), beta=0.5, alpha=2)")
        .way(ADDMM)
        .inPlace();
    family
        .op("baddbmm", "beta * input + alpha * (batch1 @ batch2), for batches.")
        .samples("baddbmm(randn(2, 2, 2), randn(2, 2, 3), randn(2, 3, 2))")
        .way(BADDBMM)
        .inPlace();
    Combined.declare(family);
  }

  private static Tensor flip(Tensor x) {
    return x.transpose(-2, -1);
  }

  private static void requireDims(String operation, Tensor x, int dims, Tensor y, int dims2) {
    if (x.dim() != dims || y.dim() != dims2) {
      throw shapes(operation, x, y, "needs tensors of " + dims + " and " + dims2 + " dimensions");
    }
  }

  static GradError shapes(String operation, Tensor x, Tensor y, String what) {
    return new GradError(
            ErrorKind.SHAPE,
            operation + "() " + what + ", and the shapes are " + x.layout() + " and " + y.layout())
        .note(x.origin(), "shape " + x.layout() + " made here")
        .note(y.origin(), "shape " + y.layout() + " made here");
  }

  private static Tensor product(Bound a, String second, int dims) {
    Tensor x = a.tensor("input");
    Tensor y = a.tensor(second);
    requireDims(a.operation(), x, dims, y, dims);
    if (dims == 3 && x.size(0) != y.size(0)) {
      throw shapes(a.operation(), x, y, "needs as many matrices on both sides");
    }
    return matrixProduct(a.operation(), x, y, resultSizes(x, y));
  }

  private static int[] resultSizes(Strided x, Strided y) {
    int[] sizes = x.layout().sizes().clone();
    sizes[sizes.length - 1] = y.layout().size(y.layout().dim() - 1);
    return sizes;
  }

  /** The product of matrices or batches, seen in the given sizes. */
  private static Tensor matrixProduct(String operation, Tensor x, Tensor y, int... sizes) {
    requireFit(operation, x, y);
    Tensor product = product(x, y);
    return product.dim() == sizes.length ? product : Fresh.of(product.storage(), sizes);
  }

  /** The product of matrices or batches that fit. */
  private static Tensor product(Strided x, Strided y) {
    return product(x, y, Layout.contiguous(resultSizes(x, y)));
  }

  private static Tensor product(Strided x, Strided y, Layout layout) {
    Tensor result = Fresh.unwritten(Context.current(), layout, x.dtype());
    Gemm.run(x, y, result, false);
    return result;
  }

  /** The product that is the gradient of an operand of this layout. */
  private static Tensor gradient(Strided x, Strided y, Layout operand) {
    if (isColumnMajor(operand)) {
      Tensor turned = product(turned(y), turned(x), operand.turned().renewed());
      return new Tensor(turned.storage(), turned.layout().turned(), turned.origin());
    }
    return product(x, y, operand.renewed());
  }

  private static View turned(Strided x) {
    Layout layout = x.layout();
    int dims = layout.dim();
    return new View(
        x.storage(), dims == 2 ? layout.turned() : Strides.transpose(layout, dims - 2, dims - 1));
  }

  /**
   * {@code cotangent @ b'} as the gradient of a parameter; {@code recorded} where that has a graph
   * itself.
   */
  private static Tensor timesTurned(
      Vjp v, String parameter, Tensor b, BinaryOperator<Tensor> recorded) {
    Tensor g = v.cotangent();
    Context context = Context.current();
    return context.isRecording()
        ? recorded.apply(g, b)
        : Fresh.madeFrom(context, gradient(g, turned(b), v.layout(parameter)), g, b);
  }

  /** {@code a' @ cotangent} likewise. */
  private static Tensor turnedTimes(
      Vjp v, String parameter, Tensor a, BinaryOperator<Tensor> recorded) {
    Tensor g = v.cotangent();
    Context context = Context.current();
    return context.isRecording()
        ? recorded.apply(a, g)
        : Fresh.madeFrom(context, gradient(turned(a), g, v.layout(parameter)), a, g);
  }

  /**
   * Whether a matrix stands in memory column by column, as a weight does that was turned: its
   * gradient then does so too, as in PyTorch, and is row-major where it comes to the weight.
   */
  private static boolean isColumnMajor(Layout layout) {
    return layout.dim() == 2 && layout.stride(0) == 1 && layout.stride(1) == layout.size(0);
  }

  private static void requireFit(String operation, Tensor x, Tensor y) {
    if (x.size(x.dim() - 1) != y.size(y.dim() - 2)) {
      throw unfit(operation, x, y);
    }
    if (x.dtype() != y.dtype()) {
      throw new GradError(
              ErrorKind.TYPE,
              operation + "() needs one dtype, not " + x.dtype() + " and " + y.dtype())
          .note(x.origin(), x.dtype() + " made here")
          .note(y.origin(), y.dtype() + " made here")
          .help("convert one of them, with .to(dtype), .float() or .double()");
    }
    if (x.dtype() == DType.BOOL) {
      throw new GradError(ErrorKind.TYPE, operation + "() is not defined for bools");
    }
  }

  /** The last size on the left is not the one before the last on the right. */
  private static GradError unfit(String operation, Tensor x, Tensor y) {
    int columns = x.size(x.dim() - 1);
    int rows = y.dim() == 1 ? y.size(0) : y.size(y.dim() - 2);
    GradError error =
        shapes(
            operation,
            x,
            y,
            (y.dim() == 1
                    ? "multiplies rows with a vector of as many elements, but "
                    : "needs as many columns on the left as there are rows on the right, but ")
                + columns
                + " and "
                + rows
                + " differ");
    if (y.dim() > 1 && columns == y.size(y.dim() - 1)) {
      error.help("it would fit with the right side transposed: b.transpose(-2, -1)");
    } else if (x.dim() > 1 && x.size(x.dim() - 2) == rows) {
      error.help("it would fit with the left side transposed: a.transpose(-2, -1)");
    }
    return error;
  }

  /** beta * input + alpha * product; the sum starts from the input where both are 1. */
  private static Primitive added(String name, String first, String second) {
    return Primitive.of(
            name
                + "(input: tensor, "
                + first
                + ": tensor, "
                + second
                + ": tensor, *, beta: number = 1, alpha: number = 1)",
            a -> added(a, a.tensor(first), a.tensor(second)))
        .gradient("input", v -> weighed(v.cotangent(), v.plain().required("beta")))
        .gradient(
            first,
            reads(second),
            v ->
                weighed(
                    timesTurned(v, first, v.tensor(second), (g, y) -> g.matmul(flip(y))),
                    v.plain().required("alpha")))
        .gradient(
            second,
            reads(first),
            v ->
                weighed(
                    turnedTimes(v, second, v.tensor(first), (x, g) -> flip(x).matmul(g)),
                    v.plain().required("alpha")));
  }

  private static Tensor weighed(Tensor x, Object factor) {
    double by = Numbers.real(factor);
    return by == 1 ? x : Arithmetic.scaled(x, by);
  }

  private static Tensor scaled(Tensor x, Object factor) {
    return Numbers.real(factor) == 1 ? x : x.mul(factor);
  }

  private static Tensor added(Bound a, Tensor x, Tensor y) {
    int dims = a.operation().equals("addmm") ? 2 : 3;
    requireDims(a.operation(), x, dims, y, dims);
    requireFit(a.operation(), x, y);
    Tensor input = a.tensor("input");
    int[] sizes = resultSizes(x, y);
    Numbers.checkWeights(a, "alpha", "beta");
    Object alpha = a.required("alpha");
    Object beta = a.required("beta");
    if (Numbers.real(alpha) == 1 && Numbers.real(beta) == 1) {
      return sum(a.operation(), input, x, y, Layout.contiguous(sizes));
    }
    Expansion.expanded(a.operation(), input.layout(), sizes);
    if (Numbers.real(beta) == 0) {
      return scaled(matrixProduct(a.operation(), x, y, sizes), alpha);
    }
    requireDType(a.operation(), input, x);
    return scaled(matrixProduct(a.operation(), x, y, sizes), alpha).addInPlace(scaled(input, beta));
  }

  /** {@code input + x @ y} of matrices or batches that fit. */
  private static Tensor sum(String operation, Tensor input, Tensor x, Tensor y, Layout layout) {
    int[] sizes = layout.sizes();
    boolean isRow = isRow(input.layout(), layout);
    Layout start = isRow ? input.layout() : Expansion.expanded(operation, input.layout(), sizes);
    requireDType(operation, input, x);
    Tensor result = Fresh.unwritten(Context.current(), layout, x.dtype());
    if (!isRow || !Gemm.runFromRow(input, x, y, result)) {
      Layout whole = isRow ? Expansion.expanded(operation, start, sizes) : start;
      Gemm.runFrom(new View(input.storage(), whole), x, y, result);
    }
    return result;
  }

  /** Whether it is one dense row, to be added to all of a matrix of this layout, as a bias is. */
  private static boolean isRow(Layout input, Layout matrix) {
    return input.dim() == 1
        && matrix.dim() == 2
        && input.size(0) == matrix.size(1)
        && input.stride(0) == 1;
  }

  private static void requireDType(String operation, Tensor input, Tensor x) {
    if (input.dtype() != x.dtype()) {
      throw new GradError(
          ErrorKind.TYPE,
          operation + "() needs one dtype, not " + input.dtype() + " and " + x.dtype());
    }
  }

  // What Java calls directly.

  public static Tensor mm(Tensor a, Tensor b) {
    return MM.tensor(a, b);
  }

  public static Tensor bmm(Tensor a, Tensor b) {
    return BMM.tensor(a, b);
  }

  public static Tensor mv(Tensor a, Tensor b) {
    return MV.tensor(a, b);
  }

  public static Tensor dot(Tensor a, Tensor b) {
    return DOT.tensor(a, b);
  }

  static Tensor outer(Tensor a, Tensor b) {
    return a.unsqueeze(1).mul(b);
  }

  static Tensor addmm(Tensor input, Tensor a, Tensor b) {
    return ADDMM.computed(() -> sum(input, a, b), input, a, b, 1L, 1L);
  }

  /** What addmm computes, without looking its arguments up: each linear layer asks for it. */
  private static Tensor sum(Tensor input, Tensor a, Tensor b) {
    requireDims("addmm", a, 2, b, 2);
    requireFit("addmm", a, b);
    return sum("addmm", input, a, b, Layout.matrix(a.size(0), b.size(1)));
  }

  static Tensor baddbmm(Tensor input, Tensor a, Tensor b) {
    return BADDBMM.tensor(input, a, b, 1L, 1L);
  }

  /** The product that the numbers of dimensions ask for. */
  public static Tensor matmul(Tensor a, Tensor b) {
    if (a.dim() == 0 || b.dim() == 0) {
      throw shapes("matmul", a, b, "needs at least one dimension on both sides")
          .help("* multiplies with a number");
    }
    if (a.dim() <= 2 && b.dim() <= 2) {
      return ofMatrices(a, b);
    }
    if (b.dim() <= 2) {
      return foldedLeft(a, b);
    }
    return ofBatches(a, b);
  }

  private static Tensor ofMatrices(Tensor a, Tensor b) {
    if (a.dim() == 1) {
      return b.dim() == 1 ? dot(a, b) : a.unsqueeze(0).mm(b).squeeze(0);
    }
    return b.dim() == 1 ? a.mv(b) : a.mm(b);
  }

  /** All rows of the left batch against one matrix or vector. */
  private static Tensor foldedLeft(Tensor a, Tensor b) {
    int inner = a.size(a.dim() - 1);
    int[] lead = Arrays.copyOf(a.layout().sizes(), a.dim() - 1);
    Tensor rows = a.reshape(Layout.numelOf(lead), inner);
    if (b.dim() == 1) {
      return Shapes.unsafeView(rows.mv(b), lead);
    }
    return Shapes.unsafeView(rows.mm(b), Strides.with(lead, lead.length, b.size(1)));
  }

  private static Tensor ofBatches(Tensor a, Tensor b) {
    Tensor left = a.dim() == 1 ? a.unsqueeze(0) : a;
    Tensor right = b.dim() == 1 ? b.unsqueeze(1) : b;
    int[] batch = Broadcasting.sizes(lead(left), lead(right));
    if (batch == null) {
      throw shapes("matmul", a, b, "needs batches that broadcast together");
    }
    int count = Layout.numelOf(batch);
    int rows = left.size(left.dim() - 2);
    int columns = right.size(right.dim() - 1);
    Tensor product = batched(left, batch, count).bmm(batched(right, batch, count));
    int[] sizes = Strides.with(Strides.with(batch, batch.length, rows), batch.length + 1, columns);
    Tensor shaped = Shapes.unsafeView(product, sizes);
    if (a.dim() == 1) {
      return shaped.squeeze(-2);
    }
    return b.dim() == 1 ? shaped.squeeze(-1) : shaped;
  }

  private static int[] lead(Tensor x) {
    return Arrays.copyOf(x.layout().sizes(), x.dim() - 2);
  }

  private static Tensor batched(Tensor x, int[] batch, int count) {
    int rows = x.size(x.dim() - 2);
    int columns = x.size(x.dim() - 1);
    int[] sizes = Strides.with(Strides.with(batch, batch.length, rows), batch.length + 1, columns);
    return x.expand(sizes).reshape(count, rows, columns);
  }

  // The gradients of a product of all elements.

  public static Tensor prodGradient(Vjp v) {
    Tensor x = v.tensor("input");
    if (x.dim() == 0) {
      return v.cotangent();
    }
    if (x.numel() == 0 || !Reductions.isAny(x.eq(0L))) {
      return v.cotangent().mul(v.result()).div(x);
    }
    Tensor flat = x.reshape(-1);
    return v.cotangent().mul(others(flat, 0)).reshape(x.layout().sizes());
  }

  public static Tensor prodDimGradient(Vjp v) {
    Tensor x = v.tensor("input");
    if (x.dim() == 0) {
      return v.cotangent();
    }
    if (x.numel() == 0) {
      return x.zerosLike();
    }
    int dim = Dims.of("prod", x.layout(), v.integer("dim"));
    int[] dims = {dim};
    Tensor g = Reductions.kept(v.cotangent(), x.layout(), dims, v.flag("keepdim"));
    if (!Reductions.isAny(x.eq(0L))) {
      return g.mul(Reductions.kept(v.result(), x.layout(), dims, v.flag("keepdim"))).div(x);
    }
    return g.mul(others(x, dim));
  }

  /** For each element the product of the others along dim: of those before and those behind. */
  private static Tensor others(Tensor x, int dim) {
    int n = x.size(dim);
    Tensor ones = x.narrow(dim, 0, 1).detach().onesLike();
    Tensor before =
        Scans.cumprod(Joining.cat(new Tensor[] {ones, x.narrow(dim, 0, n - 1)}, dim), dim);
    Tensor turned = Rearranging.flipped(x.narrow(dim, 1, n - 1), dim);
    Tensor behind =
        Rearranging.flipped(Scans.cumprod(Joining.cat(new Tensor[] {ones, turned}, dim), dim), dim);
    return before.mul(behind);
  }
}
