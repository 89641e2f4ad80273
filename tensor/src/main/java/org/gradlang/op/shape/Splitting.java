package org.gradlang.op.shape;

import java.util.Arrays;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Vjp;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** One tensor into several. */
public final class Splitting {
  private static final Primitive UNBIND =
      Primitive.of("unbind(input: tensor, dim: int = 0)", Splitting::unbound)
          .gradient("input", v -> Joining.stack(parts(v), v.integer("dim")));
  private static final Primitive SPLIT = splitting("split", "SplitBackward0", true);
  private static final Primitive SPLIT_WITH_SIZES =
      splitting("split", "SplitWithSizesBackward0", true);
  // parts that are no views: each may be changed in place
  private static final Primitive UNSAFE_SPLIT =
      splitting("unsafe_split", "UnsafeSplitBackward0", false);
  private static final Primitive UNSAFE_SPLIT_WITH_SIZES =
      splitting("unsafe_split", "UnsafeSplitWithSizesBackward0", false);

  /** More parts than anybody means, where each is an object without elements. */
  private static final int MOST_PARTS = 1 << 20;

  private Splitting() {}

  private static Primitive splitting(String name, String node, boolean views) {
    return Primitive.of(
            name + "(input: tensor, sizes: ints, dim: int)",
            a -> views ? cuts(a) : unlinked(a.tensor("input"), cuts(a)))
        .node(node)
        .gradient("input", v -> Joining.cat(parts(v), v.integer("dim")));
  }

  private static Tensor[] parts(Vjp v) {
    Tensor[] parts = new Tensor[v.outputs()];
    Arrays.setAll(parts, v::cotangent);
    return parts;
  }

  private static Layout[] cuts(Bound a) {
    Layout layout = a.tensor("input").layout();
    int[] sizes = a.ints("sizes");
    Layout[] parts = new Layout[sizes.length];
    int at = 0;
    for (int i = 0; i < sizes.length; i++) {
      parts[i] = Strides.slice(layout, a.integer("dim"), at, sizes[i], 1);
      at += sizes[i];
    }
    return parts;
  }

  private static Tensor[] unlinked(Tensor x, Layout[] parts) {
    return Arrays.stream(parts).map(p -> new Tensor(x.storage(), p)).toArray(Tensor[]::new);
  }

  private static Layout[] unbound(Bound a) {
    Layout layout = a.tensor("input").layout();
    int dim = Dims.existing("unbind", layout, a.integer("dim"));
    Layout[] parts = new Layout[layout.size(dim)];
    Arrays.setAll(parts, i -> Strides.select(layout, dim, i));
    return parts;
  }

  public static void declare(Family family) {
    family
        .op("unbind", "The parts along dim, without that dim.")
        .samples("unbind(randn(2, 3))")
        .way(UNBIND);
    family
        .op("split", "Parts along dim: of one size, or of a list of sizes.")
        .samples(
            "split(randn(4, 2), 3)",
            "split(randn(4, 2), [1, 3])",
            "split(randn(4, 2), split_size=3)",
            "split(randn(4, 2), split_size=[1, 3])")
        .way(sized("split(tensor: tensor, split_size_or_sections: int, dim: int = 0)", SPLIT))
        .way(
            listed(
                "split(tensor: tensor, split_size_or_sections: ints, dim: int = 0)",
                SPLIT_WITH_SIZES))
        .way(sized("split(tensor: tensor, split_size: int, dim: int = 0)", SPLIT))
        .way(listed("split(tensor: tensor, split_size: ints, dim: int = 0)", SPLIT_WITH_SIZES));
    family
        .op("split_with_sizes", "Parts along dim of a list of sizes.")
        .samples("split_with_sizes(randn(4), [1, 3])")
        .way(
            listed(
                "split_with_sizes(input: tensor, split_sizes: ints, dim: int = 0)",
                SPLIT_WITH_SIZES));
    family
        .op("chunk", "As many parts along dim, the last one perhaps smaller.")
        .samples("chunk(randn(5), 2)")
        .way(chunks("chunk", SPLIT, SPLIT_WITH_SIZES));
    unsafe(family);
  }

  private static void unsafe(Family family) {
    family
        .op("unsafe_split", "split into parts that may be changed in place.")
        .samples("unsafe_split(randn(4, 2), 3)")
        .way(sized("unsafe_split(tensor: tensor, split_size: int, dim: int = 0)", UNSAFE_SPLIT));
    family
        .op("unsafe_split_with_sizes", "split_with_sizes into parts that may be changed in place.")
        .samples("unsafe_split_with_sizes(randn(4), [1, 3])")
        .way(
            listed(
                "unsafe_split_with_sizes(input: tensor, split_sizes: ints, dim: int = 0)",
                UNSAFE_SPLIT_WITH_SIZES));
    family
        .op("unsafe_chunk", "chunk into parts that may be changed in place.")
        .samples("unsafe_chunk(randn(5), 2)")
        .way(chunks("unsafe_chunk", UNSAFE_SPLIT, UNSAFE_SPLIT_WITH_SIZES));
  }

  private static Composite sized(String signature, Primitive primitive) {
    String name = signature.split("[,:(]")[3].strip();
    return Composite.of(
        signature,
        a -> {
          Tensor x = a.tensor("tensor");
          int dim = Dims.existing("split", x.layout(), a.integer("dim"));
          return split(primitive, x, equal(x.size(dim), a.integer(name)), dim);
        });
  }

  private static Composite listed(String signature, Primitive primitive) {
    String[] words = signature.split("[,:(]");
    String input = words[1].strip();
    String name = words[3].strip();
    return Composite.of(
        signature, a -> split(primitive, a.tensor(input), a.ints(name), a.integer("dim")));
  }

  private static int[] equal(int total, int size) {
    if (size < 0 || size == 0 && total != 0) {
      throw new GradError(ErrorKind.VALUE, "split() needs a size above 0, not " + size);
    }
    int count = size == 0 ? 1 : Math.max(1, (total + size - 1) / size);
    int[] sizes = new int[count];
    Arrays.fill(sizes, size);
    sizes[count - 1] = total - size * (count - 1);
    return sizes;
  }

  private static Object split(Primitive primitive, Tensor x, int[] sizes, int dim) {
    int d = Dims.existing("split", x.layout(), dim);
    if (Arrays.stream(sizes).sum() != x.size(d) || Arrays.stream(sizes).anyMatch(s -> s < 0)) {
      throw new GradError(
          ErrorKind.SHAPE,
          "split(): the sizes "
              + Arrays.toString(sizes)
              + " do not add up to "
              + x.size(d)
              + ", the size of dimension "
              + d);
    }
    return primitive.apply(Context.current(), new Object[] {x, sizes, (long) d});
  }

  private static Composite chunks(String name, Primitive equal, Primitive listed) {
    return Composite.of(
        name + "(input: tensor, chunks: int, dim: int = 0)",
        a -> {
          Tensor x = a.tensor("input");
          int dim = Dims.existing(name, x.layout(), a.integer("dim"));
          int chunks = a.integer("chunks");
          if (chunks < 1 || x.size(dim) == 0 && chunks > MOST_PARTS) {
            throw new GradError(
                ErrorKind.VALUE, name + "() makes 1 to " + MOST_PARTS + " parts, not " + chunks);
          }
          int size = (int) (((long) x.size(dim) + chunks - 1) / chunks);
          return size == 0
              ? split(listed, x, new int[chunks], dim)
              : split(equal, x, equal(x.size(dim), size), dim);
        });
  }
}
