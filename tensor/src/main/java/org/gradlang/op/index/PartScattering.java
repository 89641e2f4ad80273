package org.gradlang.op.index;

import java.util.Arrays;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.shape.Parts;
import org.gradlang.op.shape.Strides;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;

/** A copy of a tensor with another part where a view would see it. */
public final class PartScattering {
  private PartScattering() {}

  public static void declare(Family family) {
    family
        .op("select_scatter", "input with src at one place of a dim.")
        .samples("select_scatter(randn(2, 3), randn(2), 1, 0)")
        .way(
            scattering(
                "select_scatter(input: tensor, src: tensor, dim: int, index: int)",
                PartScattering::selected));
    family
        .op("slice_scatter", "input with src at a range of places of a dim.")
        .samples("slice_scatter(randn(4), randn(2), 0, 1, 3, 1)")
        .way(
            scattering(
                "slice_scatter(input: tensor, src: tensor, dim: int = 0, start: int? = None, end:"
                    + " int? = None, step: int = 1)",
                PartScattering::sliced));
    family
        .op("diagonal_scatter", "input with src on a diagonal.")
        .samples("diagonal_scatter(randn(3, 3), randn(3))")
        .way(
            scattering(
                "diagonal_scatter(input: tensor, src: tensor, offset: int = 0, dim1: int = 0, dim2:"
                    + " int = 1)",
                PartScattering::diagonal));
    family
        .op("as_strided_scatter", "input with src at the places of any sizes and strides.")
        .samples("as_strided_scatter(randn(6), randn(2, 2), (2, 2), (3, 1))")
        .way(
            scattering(
                "as_strided_scatter(input: tensor, src: tensor, size: ints, stride: ints,"
                    + " storage_offset: int? = None)",
                PartScattering::strided));
  }

  /** Where the part stands in a row-major copy of the tensor. */
  private interface Place {
    Layout of(Layout whole, Bound bound);
  }

  private static Primitive scattering(String signature, Place place) {
    return Primitive.of(
            signature,
            a -> {
              Tensor source = a.tensor("src");
              Layout whole = a.tensor("input").layout().toContiguous();
              Layout part = place.of(whole, a);
              require(a.operation(), source.layout(), part);
              return Embedding.replaced(a.tensor("input"), whole, part, source);
            })
        .gradient(
            "input",
            v -> {
              Layout whole = v.layoutOfResult();
              return Embedding.replaced(v.cotangent(), whole, place.of(whole, v.plain()), null);
            })
        .gradient(
            "src",
            v -> {
              Layout whole = v.layoutOfResult();
              return Embedding.extracted(v.cotangent(), whole, place.of(whole, v.plain()));
            });
  }

  private static void require(String operation, Layout source, Layout part) {
    if (!source.sameSizes(part)) {
      throw new GradError(
          ErrorKind.SHAPE,
          operation + "(): the source has shape " + source + ", and its place the shape " + part);
    }
  }

  private static Layout selected(Layout whole, Bound a) {
    int dim = Dims.existing("select_scatter", whole, a.integer("dim"));
    return Strides.select(
        whole, dim, Parts.place("select_scatter()", whole, dim, a.whole("index")));
  }

  private static Layout sliced(Layout whole, Bound a) {
    int dim = Dims.existing("slice_scatter", whole, a.integer("dim"));
    int size = whole.size(dim);
    int start = a.has("start") ? bound(a.whole("start"), size) : 0;
    int end = Math.max(start, a.has("end") ? bound(a.whole("end"), size) : size);
    int step = a.integer("step");
    if (step < 1) {
      throw new GradError(ErrorKind.VALUE, "slice_scatter() needs a step above 0, not " + step);
    }
    return Strides.slice(whole, dim, start, (int) (((long) end - start + step - 1) / step), step);
  }

  private static int bound(long place, int size) {
    return Math.clamp(place < 0 ? place + size : place, 0, size);
  }

  private static Layout diagonal(Layout whole, Bound a) {
    int first = Dims.existing("diagonal_scatter", whole, a.integer("dim1"));
    int second = Dims.existing("diagonal_scatter", whole, a.integer("dim2"));
    if (first == second) {
      throw new GradError(ErrorKind.VALUE, "diagonal_scatter() needs two different dims");
    }
    return Strides.diagonal(whole, a.integer("offset"), first, second);
  }

  private static Layout strided(Layout whole, Bound a) {
    int[] sizes = a.ints("size");
    int[] strides = a.ints("stride");
    int offset = a.has("storage_offset") ? a.integer("storage_offset") : 0;
    boolean fits = sizes.length == strides.length && offset >= 0;
    fits = fits && Arrays.stream(strides).allMatch(s -> s >= 0);
    Layout part = fits ? Layout.strided(sizes, strides, offset) : whole;
    if (!fits || part.numel() > 0 && Strides.end(part) > whole.numel()) {
      throw new GradError(
          ErrorKind.SHAPE,
          "as_strided_scatter(): the sizes "
              + Arrays.toString(sizes)
              + " and strides "
              + Arrays.toString(strides)
              + " reach beyond a tensor of shape "
              + whole);
    }
    return part;
  }
}
