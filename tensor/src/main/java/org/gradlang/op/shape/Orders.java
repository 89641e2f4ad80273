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

/** Views with the dims in another order. */
public final class Orders {
  static final Primitive PERMUTE =
      Primitive.view(
              "permute(input: tensor, *dims: ints)", (x, a) -> Strides.permute(x, order(x, a)))
          .gradient("input", v -> v.cotangent().permute(inverse(v)));
  static final Primitive TRANSPOSE =
      Primitive.view(
              "transpose(input: tensor, dim0: int, dim1: int)",
              (x, a) -> Strides.transpose(x, dim(x, a, "dim0"), dim(x, a, "dim1")))
          .gradient("input", v -> v.cotangent().transpose(v.integer("dim0"), v.integer("dim1")))
          .nodeInPlace("TransposeBackward1");
  static final Primitive T =
      Primitive.view("t(input: tensor)", (x, a) -> transposed(x))
          .gradient("input", v -> v.cotangent().t())
          .nodeInPlace("TBackward1");

  private Orders() {}

  public static void declare(Family family) {
    family
        .op("transpose", "With two dims exchanged.")
        .samples("transpose(randn(2, 3), 0, 1)")
        .way(TRANSPOSE)
        .inPlace("randn(2, 3).transpose_(0, 1)");
    swapped(family, "swapaxes", "axis");
    swapped(family, "swapdims", "dim");
    family
        .op("t", "A matrix transposed.")
        .samples("t(randn(2, 3))")
        .way(T)
        .inPlace("randn(2, 3).t_()");
    family
        .op("adjoint", "The last two dims exchanged.")
        .samples("adjoint(randn(2, 3))")
        .way(
            Composite.of(
                "adjoint(input: tensor)",
                a -> {
                  Tensor x = a.tensor("input");
                  return x.dim() == 0 ? x : x.transpose(-2, -1);
                }));
    family
        .op("permute", "The dims in another order.")
        .samples("permute(randn(2, 3, 2), (2, 0, 1))")
        .way(PERMUTE);
    for (String name : new String[] {"movedim", "moveaxis"}) {
      family
          .op(name, "Some dims moved to other places.")
          .samples(name + "(randn(2, 3, 2), 0, 2)")
          .way(
              Composite.of(
                  name + "(input: tensor, source: ints, destination: ints)", Orders::move));
    }
  }

  private static void swapped(Family family, String name, String word) {
    String first = word + "0";
    String second = word + "1";
    String parameters = "(input: tensor, " + first + ": int, " + second + ": int)";
    family
        .op(name + "_", "The same as transpose_.")
        .samples("randn(2, 3)." + name + "_(0, 1)")
        .way(
            Composite.of(
                name + "_" + parameters,
                a -> TRANSPOSE.applyInPlace(Context.current(), a.values())));
    family
        .op(name, "The same as transpose.")
        .samples(name + "(randn(2, 3), 0, 1)")
        .way(
            Composite.of(
                name + parameters,
                a -> a.tensor("input").transpose(a.integer(first), a.integer(second))));
  }

  private static Tensor move(Bound a) {
    Tensor x = a.tensor("input");
    int count = x.dim();
    int[] source = a.ints("source");
    int[] destination = a.ints("destination");
    if (count == 0 && source.length == 1 && destination.length == 1) {
      Dims.of(a.operation(), count, source[0]);
      Dims.of(a.operation(), count, destination[0]);
      return Parts.alias(x);
    }
    if (source.length != destination.length) {
      throw new GradError(
          ErrorKind.VALUE, a.operation() + "(): source and destination have different lengths");
    }
    int[] order = new int[count];
    Arrays.fill(order, -1);
    boolean[] moved = new boolean[count];
    for (int i = 0; i < source.length; i++) {
      int from = Dims.of(a.operation(), count, source[i]);
      int to = Dims.of(a.operation(), count, destination[i]);
      if (moved[from] || order[to] >= 0) {
        throw new GradError(
            ErrorKind.VALUE, a.operation() + "(): source and destination name each dim once");
      }
      order[to] = from;
      moved[from] = true;
    }
    int next = 0;
    for (int d = 0; d < count; d++) {
      if (order[d] < 0) {
        while (moved[next]) {
          next++;
        }
        order[d] = next++;
      }
    }
    return x.permute(order);
  }

  private static int[] order(Layout layout, Bound a) {
    int[] dims = a.ints("dims");
    int count = layout.dim();
    int[] order = Arrays.stream(dims).map(d -> Dims.of("permute", count, d)).toArray();
    if (dims.length != count || Arrays.stream(order).distinct().count() != count) {
      throw new GradError(
          ErrorKind.VALUE,
          "permute(): "
              + Arrays.toString(dims)
              + " does not name each of the "
              + count
              + " dims once");
    }
    return order;
  }

  private static int[] inverse(Vjp v) {
    int[] dims = v.ints("dims");
    int[] inverse = new int[dims.length];
    for (int i = 0; i < dims.length; i++) {
      inverse[Dims.of("permute", dims.length, dims[i])] = i;
    }
    return inverse;
  }

  private static Layout transposed(Layout layout) {
    if (layout.dim() > 2) {
      throw new GradError(
              ErrorKind.SHAPE, "t() transposes matrices, and this tensor has shape " + layout)
          .help("use transpose(dim0, dim1), or .mT for the last two dims");
    }
    return layout.dim() < 2 ? layout : layout.turned();
  }

  public static Tensor permute(Tensor x, int[] dims) {
    return PERMUTE.tensor(x, dims);
  }

  public static Tensor transpose(Tensor x, int a, int b) {
    return TRANSPOSE.tensor(x, (long) a, (long) b);
  }

  public static Tensor t(Tensor x) {
    return T.viewed(x);
  }

  private static int dim(Layout layout, Bound a, String name) {
    return Dims.of(a.operation(), layout, a.integer(name));
  }
}
