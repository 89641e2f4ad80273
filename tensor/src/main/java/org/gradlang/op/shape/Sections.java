package org.gradlang.op.shape;

import java.util.function.ToIntFunction;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** Parts as NumPy makes them: by their number, or by the places to cut. */
public final class Sections {
  /** More parts than anybody means, where each is an object. */
  private static final int MOST_PARTS = 1 << 20;

  private Sections() {}

  public static void declare(Family family) {
    family
        .op("tensor_split", "Parts along dim, at places or as even as possible.")
        .samples(
            "tensor_split(randn(5), 2)",
            "tensor_split(randn(5), (1, 3))",
            "tensor_split(randn(5), tensor_indices_or_sections=2)",
            "tensor_split(randn(5), tensor_indices_or_sections=(1, 3))")
        .way(sections("sections"))
        .way(indices("indices"))
        .way(sections("tensor_indices_or_sections"))
        .way(indices("tensor_indices_or_sections"));
    along(family, "hsplit", "columns", "randn(2, 4)", 1, x -> x.dim() == 1 ? 0 : 1);
    along(family, "vsplit", "rows", "randn(4, 2)", 2, x -> 0);
    along(family, "dsplit", "third dim", "randn(1, 2, 4)", 3, x -> 2);
  }

  private static int dim(Bound a) {
    return Dims.existing("tensor_split", a.tensor("input").layout(), a.integer("dim"));
  }

  private static Composite sections(String name) {
    return Composite.of(
        "tensor_split(input: tensor, " + name + ": int, dim: int = 0)",
        a -> even(a.tensor("input"), a.integer(name), dim(a)));
  }

  private static Composite indices(String name) {
    return Composite.of(
        "tensor_split(input: tensor, " + name + ": ints, dim: int = 0)",
        a -> cut(a.tensor("input"), a.ints(name), dim(a)));
  }

  private static void along(
      Family family,
      String name,
      String what,
      String sample,
      int least,
      ToIntFunction<Tensor> dim) {
    family
        .op(name, "Parts along the " + what + ", of one size or cut at places.")
        .samples(name + "(" + sample + ", 2)", name + "(" + sample + ", [1])")
        .way(
            Composite.of(
                name + "(input: tensor, sections: int)",
                a -> {
                  Tensor x = checked(a, least);
                  int d = dim.applyAsInt(x);
                  int sections = a.integer("sections");
                  if (sections < 1 || x.size(d) % sections != 0) {
                    throw new GradError(
                            ErrorKind.SHAPE,
                            name
                                + "(): dimension "
                                + d
                                + " of size "
                                + x.size(d)
                                + " cannot be cut into "
                                + sections
                                + " equal parts")
                        .help("tensor_split() makes parts as even as possible");
                  }
                  return even(x, sections, d);
                }))
        .way(
            Composite.of(
                name + "(input: tensor, indices: ints)",
                a -> {
                  Tensor x = checked(a, least);
                  return cut(x, a.ints("indices"), dim.applyAsInt(x));
                }));
  }

  private static Tensor checked(Bound a, int least) {
    Tensor x = a.tensor("input");
    if (x.dim() < least) {
      throw new GradError(
          ErrorKind.SHAPE,
          a.operation()
              + "() needs a tensor of at least "
              + least
              + (least == 1 ? " dimension" : " dimensions")
              + ", not of shape "
              + x.layout());
    }
    return x;
  }

  private static Object even(Tensor x, int parts, int dim) {
    if (parts < 1 || parts > MOST_PARTS) {
      throw new GradError(ErrorKind.VALUE, "there are 1 to " + MOST_PARTS + " parts, not " + parts);
    }
    int size = x.size(dim);
    int[] cuts = new int[parts - 1];
    for (int i = 0; i < cuts.length; i++) {
      cuts[i] = (i == 0 ? 0 : cuts[i - 1]) + size / parts + (i < size % parts ? 1 : 0);
    }
    return cut(x, cuts, dim);
  }

  private static Object cut(Tensor x, int[] cuts, int dim) {
    int size = x.size(dim);
    Tensor[] parts = new Tensor[cuts.length + 1];
    int start = 0;
    for (int i = 0; i < parts.length; i++) {
      int place = i == cuts.length ? size : cuts[i];
      int end = Math.clamp(place < 0 ? place + size : place, 0, size);
      parts[i] = x.narrow(dim, start, Math.max(0, end - start));
      start = end;
    }
    return Results.of((Object[]) parts);
  }
}
