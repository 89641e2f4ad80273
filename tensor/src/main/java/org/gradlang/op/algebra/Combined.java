package org.gradlang.op.algebra;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Broadcasting;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Numbers;
import org.gradlang.op.shape.Rearranging;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** Products that are made of other products. */
final class Combined {
  private Combined() {}

  public static void declare(Family family) {
    sums(family);
    vectors(family);
    layers(family);
    matrices(family);
  }

  private static void sums(Family family) {
    family
        .op("addmv", "beta * input + alpha * (mat @ vec).")
        .samples("addmv(randn(2), randn(2, 3), randn(3))")
        .way(
            Composite.of(
                "addmv(input: tensor, mat: tensor, vec: tensor, *, beta: number = 1,"
                    + " alpha: number = 1)",
                a -> weighted(a, a.tensor("mat").mv(a.tensor("vec")))))
        .inPlace();
    family
        .op("addr", "beta * input + alpha * outer(vec1, vec2).")
        .samples("addr(randn(2, 3), randn(2), randn(3))")
        .way(
            Composite.of(
                "addr(input: tensor, vec1: tensor, vec2: tensor, *, beta: number = 1,"
                    + " alpha: number = 1)",
                a -> weighted(a, Products.outer(a.tensor("vec1"), a.tensor("vec2")))))
        .inPlace();
    family
        .op("addbmm", "beta * input + alpha * the sum of batch1 @ batch2.")
        .samples("addbmm(randn(2, 2), randn(3, 2, 3), randn(3, 3, 2))")
        .way(
            Composite.of(
                "addbmm(input: tensor, batch1: tensor, batch2: tensor, *, beta: number ="
                    + " 1, alpha: number = 1)",
                a ->
                    weighted(
                        a, a.tensor("batch1").bmm(a.tensor("batch2")).sum(new int[] {0}, false))))
        .inPlace();
  }

  private static Tensor weighted(Bound a, Tensor product) {
    Object alpha = a.required("alpha");
    Object beta = a.required("beta");
    Tensor scaled = Numbers.real(alpha) == 1 ? product : product.mul(alpha);
    if (Numbers.real(beta) == 0) {
      return scaled;
    }
    Tensor input = a.tensor("input");
    return (Numbers.real(beta) == 1 ? input : input.mul(beta)).add(scaled);
  }

  private static void vectors(Family family) {
    for (String name : new String[] {"outer", "ger"}) {
      family
          .op(name, "All products of elements of two vectors.")
          .samples(name + "(randn(2), randn(3))")
          .way(
              Composite.of(
                  name + "(input: tensor, vec2: tensor)",
                  a -> {
                    if (a.tensor("input").dim() != 1 || a.tensor("vec2").dim() != 1) {
                      throw new GradError(
                          ErrorKind.SHAPE,
                          name
                              + "() needs two vectors, not shapes "
                              + a.tensor("input").layout()
                              + " and "
                              + a.tensor("vec2").layout());
                    }
                    return Products.outer(a.tensor("input"), a.tensor("vec2"));
                  }));
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
        .samples("tensordot(randn(2, 3), randn(3, 4), 1)")
        .functionOnly()
        .way(Composite.of("tensordot(a: tensor, b: tensor, dims: any = 2)", Combined::tensordot));
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

  private static Tensor tensordot(Tensor x, Tensor y, int[] left, int[] right) {
    int[] keptLeft = rest(x.dim(), left);
    int[] keptRight = rest(y.dim(), right);
    int inner = product(x, left);
    if (inner != product(y, right)) {
      throw new GradError(
          ErrorKind.SHAPE,
          "tensordot(): the dims that are summed have different"
              + " sizes in the shapes "
              + x.layout()
              + " and "
              + y.layout());
    }
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
    Tensor left = x.expand(sizes);
    Tensor right = y.expand(sizes);
    Tensor plus = Rearranging.rolled(left, -1, dim).mul(Rearranging.rolled(right, -2, dim));
    Tensor minus = Rearranging.rolled(left, -2, dim).mul(Rearranging.rolled(right, -1, dim));
    return plus.sub(minus);
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
    return x.reshape(left).mul(y.reshape(right)).reshape(sizes);
  }

  private static void layers(Family family) {
    family
        .op("linear", "input @ weight.t() + bias.")
        .functionOnly()
        .samples("linear(randn(2, 3), randn(4, 3), randn(4))")
        .way(
            Composite.of(
                "linear(input: tensor, weight: tensor, bias: tensor? = None)",
                a ->
                    Products.linear(
                        a.tensor("input"), a.tensor("weight"), a.tensorOrNull("bias"))));
    family
        .op("bilinear", "x1 @ weight @ x2 for each output, plus bias.")
        .functionOnly()
        .samples("bilinear(randn(2, 3), randn(2, 4), randn(5, 3, 4), randn(5))")
        .way(
            Composite.of(
                "bilinear(input1: tensor, input2: tensor, weight: tensor, bias: tensor? ="
                    + " None)",
                a -> {
                  Tensor y =
                      Einsum.of(
                          "...i,kij,...j->...k",
                          a.tensor("input1"),
                          a.tensor("weight"),
                          a.tensor("input2"));
                  Tensor bias = a.tensorOrNull("bias");
                  return bias == null ? y : y.add(bias);
                }));
    family
        .op("einsum", "Sums of products, in Einstein's notation.")
        .functionOnly()
        .samples("einsum(\"ij,jk->ik\", randn(2, 3), randn(3, 4))")
        .way(
            Composite.of(
                "einsum(equation: str, *operands: tensors)",
                a -> Einsum.of(a.text("equation"), a.tensors("operands"))));
  }

  private static void matrices(Family family) {
    family
        .op("multi_dot", "The product of several matrices.")
        .functionOnly()
        .samples("multi_dot([randn(2, 3), randn(3, 2), randn(2, 2)])")
        .way(
            Composite.of(
                "multi_dot(tensors: tensors)",
                a -> {
                  Tensor[] tensors = a.tensors("tensors");
                  if (tensors.length < 2) {
                    throw new GradError(
                        ErrorKind.VALUE,
                        "multi_dot() needs at least two tensors, not " + tensors.length);
                  }
                  Tensor product = tensors[0];
                  for (int i = 1; i < tensors.length; i++) {
                    product = product.matmul(tensors[i]);
                  }
                  return product;
                }));
  }
}
