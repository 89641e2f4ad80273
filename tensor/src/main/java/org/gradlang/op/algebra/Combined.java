package org.gradlang.op.algebra;

import static org.gradlang.kernel.Formula.input;
import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradlang.kernel.PointwiseLoop;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Promotion;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.reduction.Statistics;
import org.gradlang.op.shape.Shapes;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/** Products that are made of other products. */
final class Combined {
  private static final Primitive CROSS =
      Primitive.of("linalg_cross(input: tensor, other: tensor, dim: int)", Combined::product)
          .gradient("input", reads("other"), v -> crossed(v, v.tensor("other"), v.cotangent()))
          .gradient("other", reads("input"), v -> crossed(v, v.cotangent(), v.tensor("input")));

  private static final PointwiseLoop MINOR =
      PointwiseLoop.of(input(0).mul(input(1)).sub(input(2).mul(input(3))));

  private Combined() {}

  private static Tensor crossed(Vjp v, Tensor x, Tensor y) {
    return CROSS.tensor(x, y, (long) v.integer("dim"));
  }

  public static void declare(Family family) {
    WeightedSums.declare(family);
    vectors(family);
    Layers.declare(family);
    einsum(family);
    matrices(family);
  }

  private static void vectors(Family family) {
    for (String name : new String[] {"outer", "ger"}) {
      family
          .op(name, "All products of elements of two vectors.")
          .samples(name + "(randn(2), randn(3))")
          .way(
              Composite.of(name + "(input: tensor, vec2: tensor)", a -> outer(a, "input", "vec2")));
    }
    family
        .op("inner", "The sums over the last dims of both.")
        .samples("inner(randn(2, 3), randn(4, 3))")
        .way(
            Composite.of(
                "inner(input: tensor, other: tensor)",
                a -> inner(a.tensor("input"), a.tensor("other"))));
    family
        .op("vecdot", "The sum of products along a dim.")
        .samples("vecdot(randn(2, 3), randn(3))")
        .functionOnly()
        .way(
            Composite.of(
                "vecdot(x: tensor, y: tensor, *, dim: int = -1)",
                a -> a.tensor("x").mul(a.tensor("y")).sum(new int[] {a.integer("dim")}, false)));
    family
        .op("tensordot", "The sums over some dims of both.")
        .samples(
            "tensordot(randn(2, 3), randn(3, 4), 1)",
            "tensordot(randn(2, 3), randn(3, 2), ([0, 1], [1, 0]))")
        .functionOnly()
        .way(Composite.of("tensordot(a: tensor, b: tensor, dims: any = 2)", Combined::tensordot));
    matrixNorm(family, "nuclear_norm", "The sum of the singular values.", "nuc");
    matrixNorm(family, "frobenius_norm", "The root of the sum of squares.", "fro");
    family
        .op("cross", "The vector product along a dim of size 3.")
        .samples("cross(randn(2, 3), randn(2, 3), dim=1)")
        .way(
            Composite.of("cross(input: tensor, other: tensor, dim: int? = None)", Combined::cross));
    family
        .op("kron", "The Kronecker product.")
        .samples("kron(randn(2, 2), randn(2, 3))")
        .way(
            Composite.of(
                "kron(input: tensor, other: tensor)",
                a -> kron(a.tensor("input"), a.tensor("other"))));
  }

  private static void matrixNorm(Family family, String name, String text, String p) {
    family
        .op(name, text)
        .functionOnly()
        .samples(name + "(randn(2, 3))", name + "(randn(2, 3), [0, 1])")
        .way(
            Composite.of(name + "(input: tensor, *, keepdim: bool = False)", a -> norm(a, p, null)))
        .way(
            Composite.of(
                name + "(input: tensor, dim: ints, keepdim: bool = False)",
                a -> norm(a, p, a.ints("dim"))));
  }

  private static Tensor norm(Bound a, String p, int @Nullable [] dims) {
    Tensor x = a.tensor("input");
    boolean keepdim = a.flag("keepdim");
    if (dims != null && p.equals("nuc") && dims.length != 2) {
      throw new GradError(
          ErrorKind.VALUE, "nuclear_norm() needs two dims, not " + Arrays.toString(dims));
    }
    return p.equals("nuc")
        ? Decompositions.nuclearNorm(x, dims, keepdim)
        : Statistics.vectorNorm(x, 2, dims, keepdim);
  }

  static Tensor outer(Bound a, String first, String second) {
    Tensor x = a.tensor(first);
    Tensor y = a.tensor(second);
    if (x.dim() != 1 || y.dim() != 1) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation() + "() needs two vectors, not shapes " + x.layout() + " and " + y.layout());
    }
    return Products.outer(x, y);
  }

  private static Tensor inner(Tensor x, Tensor y) {
    if (x.dim() == 0 || y.dim() == 0) {
      return x.mul(y);
    }
    return tensordot(x, y, new int[] {x.dim() - 1}, new int[] {y.dim() - 1});
  }

  private static Tensor tensordot(Bound a) {
    Tensor x = a.tensor("a");
    Tensor y = a.tensor("b");
    Object dims = a.required("dims");
    if (dims instanceof Long count) {
      if (count < 0 || count > Math.min(x.dim(), y.dim())) {
        throw new GradError(
            ErrorKind.SHAPE,
            "tensordot(): the last "
                + count
                + " dims of shape "
                + x.layout()
                + " cannot meet the first "
                + count
                + " of shape "
                + y.layout());
      }
      int n = count.intValue();
      return tensordot(
          x, y, IntStream.range(x.dim() - n, x.dim()).toArray(), IntStream.range(0, n).toArray());
    }
    if (dims instanceof java.util.List<?> pair && pair.size() == 2) {
      int[] left = Dims.list("tensordot", "dims", x.layout(), pair.get(0));
      return tensordot(x, y, left, Dims.list("tensordot", "dims", y.layout(), pair.get(1)));
    }
    throw new GradError(ErrorKind.TYPE, "tensordot() needs an int or two lists of ints for 'dims'");
  }

  private static Tensor tensordot(Tensor given, Tensor other, int[] left, int[] right) {
    Tensor x = given;
    Tensor y = other;
    boolean fits = left.length == right.length;
    // a dim of size 1 meets any: the other's is summed
    for (int i = 0; fits && i < left.length; i++) {
      int a = given.size(left[i]);
      int b = other.size(right[i]);
      fits = a == b || a == 1 || b == 1;
      x = fits && a != b && b == 1 ? x.sum(new int[] {left[i]}, true) : x;
      y = fits && a != b && a == 1 ? y.sum(new int[] {right[i]}, true) : y;
    }
    if (!fits) {
      throw new GradError(
          ErrorKind.SHAPE,
          "tensordot(): the dims that are summed have different"
              + " sizes in the shapes "
              + x.layout()
              + " and "
              + y.layout());
    }
    return contracted(x, y, left, right);
  }

  private static Tensor contracted(Tensor x, Tensor y, int[] left, int[] right) {
    int[] keptLeft = rest(x.dim(), left);
    int[] keptRight = rest(y.dim(), right);
    int inner = product(x, left);
    Tensor a = x.permute(joined(keptLeft, left)).reshape(product(x, keptLeft), inner);
    Tensor b = y.permute(joined(right, keptRight)).reshape(inner, product(y, keptRight));
    int[] sizes =
        IntStream.concat(
                Arrays.stream(keptLeft).map(x::size), Arrays.stream(keptRight).map(y::size))
            .toArray();
    return a.mm(b).reshape(sizes);
  }

  private static int[] rest(int count, int[] dims) {
    return IntStream.range(0, count)
        .filter(d -> Arrays.stream(dims).noneMatch(e -> e == d))
        .toArray();
  }

  private static int[] joined(int[] a, int[] b) {
    return IntStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
  }

  private static int product(Tensor x, int[] dims) {
    return Arrays.stream(dims).map(x::size).reduce(1, (a, b) -> a * b);
  }

  private static Tensor cross(Bound a) {
    Tensor x = a.tensor("input");
    Tensor y = a.tensor("other");
    int[] sizes = Broadcasting.pair("cross", x.layout(), y.layout()).sizes();
    int dim = a.has("dim") ? Dims.of("cross", sizes.length, a.integer("dim")) : firstOfThree(sizes);
    if (dim < 0 || dim >= sizes.length || sizes[dim] != 3) {
      throw new GradError(
          ErrorKind.SHAPE,
          "cross() needs a dimension of size 3, and the shapes are "
              + x.layout()
              + " and "
              + y.layout());
    }
    return CROSS.tensor(fitted(x, sizes), fitted(y, sizes), (long) dim);
  }

  /** Expanded where that is needed: otherwise the graph has no node for it. */
  static Tensor fitted(Tensor x, int[] sizes) {
    return Arrays.equals(x.layout().sizes(), sizes) ? x : x.expand(sizes);
  }

  /** One component of the result after the other, each where it belongs in one pass. */
  private static Tensor product(Bound a) {
    Tensor left = a.tensor("input");
    Tensor right = a.tensor("other");
    int dim = a.integer("dim");
    DType dtype = Promotion.of(Context.current(), new Object[] {left, right});
    if (dtype == DType.BOOL) {
      return left.sub(right); // there is no difference of bools, which this says
    }
    Layout sizes = left.layout().toContiguous();
    Storage out = Storage.unwritten(dtype, sizes.numel());
    for (int c = 0; c < 3; c++) {
      int next = (c + 1) % 3;
      int last = (c + 2) % 3;
      Strided[] parts = {
        component(left, left.layout(), dim, next),
        component(right, right.layout(), dim, last),
        component(left, left.layout(), dim, last),
        component(right, right.layout(), dim, next)
      };
      MINOR.run(parts, new View(out, component(sizes, dim, c)), dtype);
    }
    return Fresh.of(out, sizes.sizes());
  }

  private static View component(Strided x, Layout layout, int dim, int index) {
    return new View(x.storage(), component(layout, dim, index));
  }

  private static Layout component(Layout layout, int dim, int index) {
    int[] sizes = layout.sizes().clone();
    sizes[dim] = 1;
    int offset = layout.offset() + index * layout.stride(dim);
    return Layout.strided(sizes, layout.strides(), offset);
  }

  private static int firstOfThree(int[] sizes) {
    return IntStream.range(0, sizes.length).filter(d -> sizes[d] == 3).findFirst().orElse(-1);
  }

  private static Tensor kron(Tensor x, Tensor y) {
    int count = Math.max(x.dim(), y.dim());
    int[] left = new int[2 * count];
    int[] right = new int[2 * count];
    int[] sizes = new int[count];
    for (int d = 0; d < count; d++) {
      int a = d - (count - x.dim());
      int b = d - (count - y.dim());
      left[2 * d] = a < 0 ? 1 : x.size(a);
      left[2 * d + 1] = 1;
      right[2 * d] = 1;
      right[2 * d + 1] = b < 0 ? 1 : y.size(b);
      sizes[d] = left[2 * d] * right[2 * d + 1];
    }
    return Shapes.unsafeView(x.reshape(left).mul(y.reshape(right)), sizes);
  }

  private static void einsum(Family family) {
    family
        .op("einsum", "Sums of products, in Einstein's notation.")
        .functionOnly()
        .samples(
            "einsum(\"ij,jk->ik\", randn(2, 3), randn(3, 4))",
            "einsum(randn(2, 3), [0, 1], [1, 0])",
            "einsum(\"ii->i\", randn(3, 3))",
            "einsum(\"bij,bjk->k\", randn(2, 2, 3), randn(2, 3, 2))")
        .way(
            Composite.of(
                "einsum(equation: str, *operands: tensors)",
                a -> Einsum.of(a.text("equation"), a.tensors("operands"))))
        .way(
            Composite.of(
                "einsum(operand: tensor, *operands: any)",
                a -> Sublists.einsum(a.tensor("operand"), a.list("operands"))));
  }

  private static void matrices(Family family) {
    chained(family, "multi_dot", "(tensors: tensors)", "([randn(2, 3), randn(3, 2), randn(2, 2)])");
    chained(
        family, "chain_matmul", "(*tensors: tensors)", "(randn(2, 3), randn(3, 2), randn(2, 2))");
  }

  private static void chained(Family family, String name, String parameters, String sample) {
    family
        .op(name, "The product of several matrices.")
        .functionOnly()
        .samples(name + sample)
        .way(
            Composite.of(
                name + parameters,
                a -> {
                  Tensor[] tensors = a.tensors("tensors");
                  if (tensors.length < (name.equals("multi_dot") ? 2 : 1)) {
                    throw new GradError(
                        ErrorKind.VALUE, name + "() needs more tensors than " + tensors.length);
                  }
                  Tensor product = tensors[0];
                  for (int i = 1; i < tensors.length; i++) {
                    product = product.matmul(tensors[i]);
                  }
                  return product;
                }));
  }
}
