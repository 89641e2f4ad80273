package org.gradlang.op.shape;

import java.util.Arrays;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Promotion;
import org.gradlang.op.declare.Vjp;
import org.gradlang.op.index.Embedding;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;
import org.jspecify.annotations.Nullable;

/** Several tensors into one, and one into several. */
public final class Joining {
  private static final Primitive CAT =
      Primitive.of("cat(tensors: tensors, dim: int)", Joining::cat)
          .gradients("tensors", Primitive.reads(), Joining::catGradients);
  private static final Primitive STACK =
      Primitive.of("stack(tensors: tensors, dim: int)", Joining::stack)
          .gradients(
              "tensors",
              Primitive.reads(),
              v -> {
                Layout[] layouts = v.layouts("tensors");
                Tensor[] parts = new Tensor[layouts.length];
                int dim = Dims.of("stack", v.layoutOfResult(), v.integer("dim"));
                for (int i = 0; i < parts.length; i++) {
                  parts[i] = v.cotangent().select(dim, i);
                }
                return parts;
              });
  private static final Primitive UNBIND =
      Primitive.of(
              "unbind(input: tensor, dim: int = 0)",
              a -> {
                Layout layout = a.tensor("input").layout();
                int dim = Dims.of("unbind", layout, a.integer("dim"));
                if (layout.dim() == 0) {
                  throw new GradError(ErrorKind.SHAPE, "unbind() needs a dimension to take apart");
                }
                Layout[] parts = new Layout[layout.size(dim)];
                Arrays.setAll(parts, i -> Strides.select(layout, dim, i));
                return parts;
              })
          .gradient(
              "input",
              v -> {
                Tensor[] parts = new Tensor[v.outputs()];
                Arrays.setAll(parts, v::cotangent);
                return stack(parts, v.integer("dim"));
              });
  private static final Primitive SPLIT =
      Primitive.of(
              "split(input: tensor, sizes: ints, dim: int)",
              a -> {
                Layout layout = a.tensor("input").layout();
                int[] sizes = a.ints("sizes");
                Layout[] parts = new Layout[sizes.length];
                int at = 0;
                for (int i = 0; i < sizes.length; i++) {
                  parts[i] = Strides.slice(layout, a.integer("dim"), at, sizes[i], 1);
                  at += sizes[i];
                }
                return parts;
              })
          .gradient(
              "input",
              v -> {
                Tensor[] parts = new Tensor[v.outputs()];
                Arrays.setAll(parts, v::cotangent);
                return cat(parts, v.integer("dim"));
              });

  private Joining() {}

  public static void declare(Family family) {
    for (String name : new String[] {"cat", "concat", "concatenate"}) {
      family
          .op(name, "Tensors one after the other along dim.")
          .functionOnly()
          .samples(name + "([randn(2, 3), randn(1, 3)])")
          .way(
              Composite.of(
                  name + "(tensors: tensors, dim: int = 0)",
                  a -> cat(a.tensors("tensors"), a.integer("dim"))));
    }
    family
        .op("stack", "Tensors of one shape along a new dim.")
        .functionOnly()
        .samples("stack([randn(2), randn(2)], dim=1)")
        .way(
            Composite.of(
                "stack(tensors: tensors, dim: int = 0)",
                a -> stack(a.tensors("tensors"), a.integer("dim"))));
    stacks(family);
    apart(family);
  }

  private static void stacks(Family family) {
    stacked(family, "hstack", "Tensors side by side.", Joining::hstack);
    stacked(family, "vstack", "Tensors on top of each other.", t -> cat(atLeast(t, 2), 0));
    stacked(family, "row_stack", "Tensors on top of each other.", t -> cat(atLeast(t, 2), 0));
    stacked(family, "dstack", "Tensors behind each other.", t -> cat(atLeast(t, 3), 2));
    stacked(
        family,
        "column_stack",
        "Vectors as columns, matrices side by side.",
        t ->
            cat(
                Arrays.stream(t)
                    .map(x -> x.dim() < 2 ? x.reshape(x.numel(), 1) : x)
                    .toArray(Tensor[]::new),
                1));
    stacked(
        family,
        "block_diag",
        "A matrix with the tensors as blocks on its diagonal.",
        t -> blockDiagonal(atLeast(t, 2)),
        true);
  }

  private static void stacked(
      Family family, String name, String text, Function<Tensor[], Tensor> body) {
    stacked(family, name, text, body, false);
  }

  private static void stacked(
      Family family, String name, String text, Function<Tensor[], Tensor> body, boolean variadic) {
    String parameter = variadic ? "(*tensors: tensors)" : "(tensors: tensors)";
    family
        .op(name, text)
        .functionOnly()
        .samples(name + (variadic ? "(randn(2, 2), randn(2))" : "([randn(2, 2), randn(2, 2)])"))
        .way(Composite.of(name + parameter, a -> body.apply(a.tensors("tensors"))));
  }

  private static Tensor[] atLeast(Tensor[] tensors, int dims) {
    return Arrays.stream(tensors).map(t -> Shapes.atLeast(t, dims)).toArray(Tensor[]::new);
  }

  private static Tensor hstack(Tensor[] tensors) {
    Tensor[] parts = atLeast(tensors, 1);
    return cat(parts, parts[0].dim() == 1 ? 0 : 1);
  }

  private static Tensor blockDiagonal(Tensor[] blocks) {
    int columns = Arrays.stream(blocks).mapToInt(b -> b.size(1)).sum();
    Tensor[] rows = new Tensor[blocks.length];
    int before = 0;
    for (int i = 0; i < blocks.length; i++) {
      int[] sizes = {blocks[i].size(0), columns};
      Layout whole = Layout.contiguous(sizes);
      rows[i] =
          Embedding.scatter(
              blocks[i], whole, Strides.slice(whole, 1, before, blocks[i].size(1), 1));
      before += blocks[i].size(1);
    }
    return cat(rows, 0);
  }

  private static void apart(Family family) {
    family
        .op("unbind", "The parts along dim, without that dim.")
        .samples("unbind(randn(2, 3))")
        .way(UNBIND);
    family
        .op("split", "Parts along dim: of one size, or of a list of sizes.")
        .samples(
            "split(randn(4, 2), 3)",
            "split(randn(4, 2), [1, 3])",
            "split(randn(4, 2), split_size=3)")
        .way(
            Composite.of(
                "split(tensor: tensor, split_size_or_sections: int, dim: int = 0)",
                a -> split(a.tensor("tensor"), equal(a), a.integer("dim"))))
        .way(
            Composite.of(
                "split(tensor: tensor, split_size_or_sections: ints, dim: int = 0)",
                a -> split(a.tensor("tensor"), a.ints("split_size_or_sections"), a.integer("dim"))))
        .way(
            Composite.of(
                "split(tensor: tensor, split_size: int, dim: int = 0)",
                a -> split(a.tensor("tensor"), equal(a), a.integer("dim"))));
    family
        .op("split_with_sizes", "Parts along dim of a list of sizes.")
        .samples("split_with_sizes(randn(4), [1, 3])")
        .way(
            Composite.of(
                "split_with_sizes(input: tensor, split_sizes: ints, dim: int = 0)",
                a -> split(a.tensor("input"), a.ints("split_sizes"), a.integer("dim"))));
    family
        .op("chunk", "As many parts along dim, the last one perhaps smaller.")
        .samples("chunk(randn(5), 2)")
        .way(Composite.of("chunk(input: tensor, chunks: int, dim: int = 0)", Joining::chunk));
    sectioned(
        family,
        "tensor_split",
        "Parts along dim, at places or as even as possible.",
        "randn(5)",
        null);
    sectioned(
        family, "hsplit", "Parts along the columns.", "randn(2, 4)", x -> x.dim() == 1 ? 0 : 1);
    sectioned(family, "vsplit", "Parts along the rows.", "randn(4, 2)", x -> 0);
    sectioned(family, "dsplit", "Parts along the third dim.", "randn(1, 2, 4)", x -> 2);
  }

  /** By a number of parts, or by the places to cut; dim is a parameter where none is given. */
  private static void sectioned(
      Family family, String name, String text, String sample, @Nullable ToIntFunction<Tensor> dim) {
    String tail = dim == null ? ", dim: int = 0)" : ")";
    ToIntFunction<Bound> chosen =
        a -> dim == null ? a.integer("dim") : dim.applyAsInt(a.tensor("input"));
    family
        .op(name, text)
        .samples(name + "(" + sample + ", 2)", name + "(" + sample + ", [1])")
        .way(
            Composite.of(
                name + "(input: tensor, sections: int" + tail,
                a -> even(a.tensor("input"), a.integer("sections"), chosen.applyAsInt(a))))
        .way(
            Composite.of(
                name + "(input: tensor, indices: ints" + tail,
                a -> cut(a.tensor("input"), a.ints("indices"), chosen.applyAsInt(a))));
  }

  private static Object even(Tensor x, int parts, int given) {
    int dim = Dims.of("tensor_split", x.layout(), given);
    int size = x.size(dim);
    if (parts < 1) {
      throw new GradError(ErrorKind.VALUE, "there must be at least 1 part, not " + parts);
    }
    int[] cuts = new int[parts - 1];
    Arrays.setAll(cuts, i -> (i + 1) * (size / parts) + Math.min(i + 1, size % parts));
    return cut(x, cuts, dim);
  }

  private static Object cut(Tensor x, int[] cuts, int given) {
    int dim = Dims.of("tensor_split", x.layout(), given);
    int size = x.size(dim);
    Tensor[] parts = new Tensor[cuts.length + 1];
    int start = 0;
    for (int i = 0; i < parts.length; i++) {
      int place = i == cuts.length ? size : cuts[i];
      int end = Math.clamp(place < 0 ? place + size : place, 0, size);
      parts[i] = x.narrow(dim, Math.min(start, size), Math.max(0, end - start));
      start = end;
    }
    return Results.of((Object[]) parts);
  }

  private static int[] equal(Bound a) {
    Tensor x = a.tensor("tensor");
    int dim = Dims.of("split", x.layout(), a.integer("dim"));
    String name = a.knows("split_size") ? "split_size" : "split_size_or_sections";
    return equal(x.size(dim), a.integer(name));
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

  private static Object split(Tensor x, int[] sizes, int dim) {
    int d = Dims.of("split", x.layout(), dim);
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
    return SPLIT.apply(Context.current(), new Object[] {x, sizes, (long) d});
  }

  private static Object chunk(Bound a) {
    Tensor x = a.tensor("input");
    int dim = Dims.of("chunk", x.layout(), a.integer("dim"));
    int chunks = a.integer("chunks");
    if (chunks < 1) {
      throw new GradError(ErrorKind.VALUE, "chunk() needs at least 1 part, not " + chunks);
    }
    int size = (x.size(dim) + chunks - 1) / chunks;
    return split(x, size == 0 ? new int[chunks] : equal(x.size(dim), size), dim);
  }

  /** An old-style empty vector fits everywhere. */
  private static boolean isNothing(Tensor x) {
    return x.dim() == 1 && x.numel() == 0;
  }

  private static Tensor cat(Bound a) {
    Tensor[] tensors = a.tensors("tensors");
    if (tensors.length == 0) {
      throw new GradError(ErrorKind.VALUE, "cat() needs at least one tensor");
    }
    Tensor first = Arrays.stream(tensors).filter(t -> !isNothing(t)).findFirst().orElse(tensors[0]);
    if (first.dim() == 0) {
      throw new GradError(ErrorKind.SHAPE, "cat() cannot join 0-dim tensors").help("use stack()");
    }
    int dim = Dims.of("cat", first.layout(), a.integer("dim"));
    int[] sizes = first.layout().sizes().clone();
    sizes[dim] = 0;
    for (int i = 0; i < tensors.length; i++) {
      if (!isNothing(tensors[i]) || first.dim() == 1) {
        requireFit(first, tensors[i], dim, i);
        sizes[dim] += tensors[i].size(dim);
      }
    }
    return joined(tensors, sizes, dim, first.dim());
  }

  private static void requireFit(Tensor first, Tensor other, int dim, int number) {
    boolean fits = other.dim() == first.dim();
    for (int d = 0; fits && d < first.dim(); d++) {
      fits = d == dim || other.size(d) == first.size(d);
    }
    if (!fits) {
      throw new GradError(
          ErrorKind.SHAPE,
          "cat(): tensor number "
              + number
              + " of shape "
              + other.layout()
              + " does not fit the first of shape "
              + first.layout()
              + " along dimension "
              + dim);
    }
  }

  private static Tensor joined(Tensor[] tensors, int[] sizes, int dim, int rank) {
    DType dtype = Promotion.of(Context.current(), tensors);
    Layout layout = Layout.contiguous(sizes);
    Storage storage = Storage.zeros(dtype, layout.numel());
    int at = 0;
    for (Tensor tensor : tensors) {
      if (tensor.dim() == rank) {
        int size = tensor.size(dim);
        Copies.copy(tensor, new View(storage, Strides.slice(layout, dim, at, size, 1)));
        at += size;
      }
    }
    return Fresh.of(storage, sizes);
  }

  private static @Nullable Tensor[] catGradients(Vjp v) {
    Layout[] layouts = v.layouts("tensors");
    @Nullable Tensor[] parts = new @Nullable Tensor[layouts.length];
    int dim = Dims.of("cat", v.layoutOfResult(), v.integer("dim"));
    int rank = v.layoutOfResult().dim();
    int at = 0;
    for (int i = 0; i < parts.length; i++) {
      if (layouts[i].dim() == rank) {
        parts[i] = v.cotangent().narrow(dim, at, layouts[i].size(dim));
        at += layouts[i].size(dim);
      }
    }
    return parts;
  }

  private static Tensor stack(Bound a) {
    Tensor[] tensors = a.tensors("tensors");
    if (tensors.length == 0) {
      throw new GradError(ErrorKind.VALUE, "stack() needs at least one tensor");
    }
    Layout first = tensors[0].layout();
    for (int i = 1; i < tensors.length; i++) {
      if (!tensors[i].layout().sameSizes(first)) {
        throw new GradError(
            ErrorKind.SHAPE,
            "stack(): tensor number "
                + i
                + " has shape "
                + tensors[i].layout()
                + ", but the first has shape "
                + first);
      }
    }
    int dim = Dims.of("stack", first.dim() + 1, a.integer("dim"));
    int[] sizes = Strides.with(first.sizes(), dim, tensors.length);
    DType dtype = Promotion.of(Context.current(), tensors);
    Layout layout = Layout.contiguous(sizes);
    Storage storage = Storage.zeros(dtype, layout.numel());
    for (int i = 0; i < tensors.length; i++) {
      Copies.copy(tensors[i], new View(storage, Strides.select(layout, dim, i)));
    }
    return Fresh.of(storage, sizes);
  }

  public static Tensor cat(Tensor[] tensors, int dim) {
    return CAT.tensor(tensors, (long) dim);
  }

  public static Tensor stack(Tensor[] tensors, int dim) {
    return STACK.tensor(tensors, (long) dim);
  }
}
