package org.gradlang.op.shape;

import java.util.Arrays;
import java.util.function.Function;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Promotion;
import org.gradlang.op.declare.Vjp;
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
  }

  private static void stacked(
      Family family, String name, String text, Function<Tensor[], Tensor> body) {
    family
        .op(name, text)
        .functionOnly()
        .samples(name + "([randn(2, 2), randn(2, 2)])")
        .way(Composite.of(name + "(tensors: tensors)", a -> body.apply(a.tensors("tensors"))));
  }

  private static Tensor[] atLeast(Tensor[] tensors, int dims) {
    return Arrays.stream(tensors).map(t -> Shapes.atLeast(t, dims)).toArray(Tensor[]::new);
  }

  private static Tensor hstack(Tensor[] tensors) {
    Tensor[] parts = atLeast(tensors, 1);
    return cat(parts, parts.length == 0 || parts[0].dim() == 1 ? 0 : 1);
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
    Context context = Context.current();
    DType dtype = Promotion.of(context, tensors);
    Layout layout = Layout.contiguous(sizes);
    Storage storage = Storage.zeros(dtype, layout.numel());
    int at = 0;
    for (Tensor tensor : tensors) {
      if (tensor.dim() == rank) {
        int size = tensor.size(dim);
        Copies.copy(tensor, new View(storage, Strides.slice(layout, dim, at, size, 1)));
        context.worked(tensor.numel());
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
    Context context = Context.current();
    DType dtype = Promotion.of(context, tensors);
    Layout layout = Layout.contiguous(sizes);
    Storage storage = Storage.zeros(dtype, layout.numel());
    for (int i = 0; i < tensors.length; i++) {
      Copies.copy(tensors[i], new View(storage, Strides.select(layout, dim, i)));
      context.worked(first.numel());
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
