package org.gradlang.op.network;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.gradlang.kernel.LinearMap;
import org.gradlang.kernel.Pooling.Windows;
import org.gradlang.op.algebra.LinearMaps;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.pointwise.Selection;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Means of windows: avg_pool, adaptive_avg_pool, lp_pool. Each is a sum along every dimension,
 * divided by the number of elements.
 */
public final class AveragePooling {
  private static final Primitive[] SLIDING = primitives("AvgPool");
  private static final Primitive[] ADAPTIVE = primitives("AdaptiveAvgPool");

  private AveragePooling() {}

  private static Primitive[] primitives(String name) {
    return IntStream.rangeClosed(1, 3)
        .mapToObj(dims -> means(name + dims + "DBackward0"))
        .toArray(Primitive[]::new);
  }

  private static Primitive means(String node) {
    return Primitive.of("avg_pool(input: tensor, maps: any, divisor: tensor)", AveragePooling::mean)
        .node(node)
        .gradient(
            "input",
            reads("divisor"),
            v -> {
              Tensor each = v.cotangent().div(v.tensor("divisor"));
              return LinearMaps.transposed(each, LinearMaps.maps(v.plain()));
            })
        .gradientNode();
  }

  /** The sums over the divisors; of ints rounded towards 0, as PyTorch's. */
  private static Tensor mean(Bound a) {
    Tensor x = a.tensor("input");
    Tensor divisor = a.tensor("divisor");
    if (x.dtype().isFloating()) {
      return LinearMaps.apply(x, LinearMaps.maps(a)).divInPlace(divisor);
    }
    Tensor sums = LinearMaps.apply(x.to(DType.FLOAT64), LinearMaps.maps(a));
    return sums.divInPlace(divisor.to(DType.FLOAT64)).to(x.dtype());
  }

  public static void declare(Family family) {
    for (int dims = 1; dims <= 3; dims++) {
      sliding(family, dims);
      adaptive(family, dims);
    }
    for (int dims = 1; dims <= 2; dims++) {
      powers(family, dims);
    }
  }

  private static void sliding(Family family, int dims) {
    String name = "avg_pool" + dims + "d";
    String further = dims == 1 ? "" : ", divisor_override: int? = None";
    family
        .op(name, "The mean of each window.")
        .samples(
            name + "(randn(1, 1" + ", 4".repeat(dims) + "), 2)",
            name
                + "(randn(1, 1"
                + ", 3".repeat(dims)
                + "), 2, padding=1, ceil_mode=True, count_include_pad=False)")
        .functionOnly()
        .way(
            Composite.of(
                name
                    + "(input: tensor, kernel_size: ints, stride: ints? = None,"
                    + " padding: ints = 0, ceil_mode: bool = False,"
                    + " count_include_pad: bool = True"
                    + further
                    + ")",
                a -> slide(a, dims)));
  }

  private static void adaptive(Family family, int dims) {
    String name = "adaptive_avg_pool" + dims + "d";
    family
        .op(name, "The means of as many parts of each dimension as output_size says.")
        .samples(name + "(randn(1, 1" + ", 4".repeat(dims) + "), 3)")
        .functionOnly()
        .way(
            Composite.of(
                name + "(input: tensor, output_size: any)",
                a -> {
                  a.floats("input");
                  Tensor x = PoolingArguments.checked(a, dims);
                  return adapt(x, PoolingArguments.outputSize(a, dims));
                }));
  }

  private static void powers(Family family, int dims) {
    String name = "lp_pool" + dims + "d";
    family
        .op(name, "The p-norm of each window.")
        .samples(name + "(rand(1, 1" + ", 4".repeat(dims) + ") + 0.5, 3, 2)")
        .functionOnly()
        .way(
            Composite.of(
                name
                    + "(input: tensor, norm_type: number, kernel_size: ints,"
                    + " stride: ints? = None, ceil_mode: bool = False)",
                a -> norms(a, dims)));
  }

  private static Tensor slide(Bound a, int dims) {
    Tensor x = PoolingArguments.checked(a, dims);
    PoolingArguments window = new PoolingArguments(a, x, dims);
    boolean padded = a.flag("count_include_pad");
    long override = a.knows("divisor_override") && a.has("divisor_override") ? divisor(a) : 0;
    return mean(SLIDING, x, window, padded, override);
  }

  private static long divisor(Bound a) {
    long divisor = a.whole("divisor_override");
    if (divisor == 0) {
      throw new GradError(ErrorKind.VALUE, a.operation() + "(): divisor_override is zero");
    }
    return divisor;
  }

  private static Tensor mean(
      Primitive[] primitives, Tensor x, PoolingArguments window, boolean padded, long override) {
    int dims = window.dims();
    LinearMap[] maps = new LinearMap[dims];
    double[][] counts = new double[dims][];
    for (int d = 0; d < dims; d++) {
      int dim = d;
      int size = window.image(d);
      maps[d] =
          LinearMap.of(
              size,
              window.positions(d),
              i -> range(window.start(dim, i), Math.min(size, window.end(dim, i))));
      counts[d] = new double[window.positions(d)];
      Arrays.setAll(
          counts[dim],
          i ->
              padded
                  ? window.end(dim, i) - window.from(dim, i)
                  : Math.min(size, window.end(dim, i)) - window.start(dim, i));
    }
    Tensor divisor =
        override != 0 ? Fresh.of(Storage.of(new double[] {override})) : product(counts);
    return applied(primitives, x, maps, divisor);
  }

  private static Tensor applied(
      Primitive[] primitives, Tensor x, @Nullable LinearMap[] maps, Tensor divisor) {
    if (maps.length == 1) {
      Tensor result =
          primitives[1].tensor(
              x.unsqueeze(-2), new LinearMap[] {null, maps[0]}, divisor.to(x.dtype()));
      return result.squeeze(-2);
    }
    return primitives[maps.length - 1].tensor(x, maps, divisor.to(x.dtype()));
  }

  private static LinearMap.Row range(int from, int to) {
    return from >= to
        ? LinearMap.Row.ZERO
        : new LinearMap.Row(IntStream.range(from, to).toArray(), null);
  }

  /** How many elements each mean has: the products of what it has in each dimension. */
  private static Tensor product(double[][] counts) {
    Tensor product = Fresh.of(Storage.of(new double[] {1}));
    for (int d = 0; d < counts.length; d++) {
      int[] sizes = new int[counts.length];
      Arrays.fill(sizes, 1);
      sizes[d] = counts[d].length;
      product = product.mul(Fresh.of(Storage.of(counts[d]), sizes));
    }
    return product;
  }

  /** The means of parts; -1 keeps the size of a dimension. */
  static Tensor adapt(Tensor x, int[] parts) {
    int dims = parts.length;
    PoolingArguments.requireMemory(x, parts);
    if (dims == 2 && parts[0] == 1 && parts[1] == 1) {
      return x.mean(new int[] {-1, -2}, true);
    }
    LinearMap[] maps = new LinearMap[dims];
    double[][] counts = new double[dims][];
    for (int d = 0; d < dims; d++) {
      int size = x.size(x.dim() - dims + d);
      int count = parts[d] < 0 ? size : parts[d];
      maps[d] =
          LinearMap.of(
              size, count, i -> range(Windows.start(i, size, count), Windows.end(i, size, count)));
      counts[d] = new double[count];
      Arrays.setAll(counts[d], i -> Windows.end(i, size, count) - Windows.start(i, size, count));
    }
    return applied(ADAPTIVE, x, maps, product(counts));
  }

  /** As PyTorch: the mean of powers, times the size of the window. */
  private static Tensor norms(Bound a, int dims) {
    Tensor x = PoolingArguments.checked(a, dims);
    PoolingArguments window = new PoolingArguments(a, x, dims);
    double p = a.real("norm_type");
    Tensor mean = mean(SLIDING, x.pow(p), window, true, 0);
    Tensor positive = mean.sign().mul(Selection.clampMin(mean.abs(), 0.0));
    return positive.mul((double) window.kernelSize()).pow(1 / p);
  }
}
