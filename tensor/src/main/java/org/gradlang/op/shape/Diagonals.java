package org.gradlang.op.shape;

import java.util.Arrays;
import org.gradlang.kernel.Copies;
import org.gradlang.op.creation.Conversion;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Dims;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.declare.Promotion;
import org.gradlang.op.declare.Vjp;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.tensor.View;

/** Diagonals taken out of matrices, and put into them. */
public final class Diagonals {
  private static final Primitive COPY =
      Primitive.of("diagonal_copy(input: tensor, offset: int)", a -> part(a).copy())
          .node("DiagonalBackward0_copy")
          .gradient(
              "input",
              v -> {
                Layout whole = v.layout("input").toContiguous();
                Layout view = Strides.diagonal(whole, v.integer("offset"), 0, 1);
                return v.cotangent().scatterStrided(whole, view);
              });
  private static final Primitive EMBED =
      Primitive.of(
              "diag_embed(input: tensor, offset: int = 0, dim1: int = -2, dim2: int = -1)",
              Diagonals::embed)
          .gradient(
              "input",
              v ->
                  Parts.DIAGONAL.tensor(
                      v.cotangent(),
                      (long) v.integer("offset"),
                      (long) v.integer("dim1"),
                      (long) v.integer("dim2")));
  private static final Primitive TRACE =
      Primitive.of("trace(input: tensor)", Diagonals::trace)
          .gradient(
              "input",
              v -> {
                Layout whole = v.layout("input").toContiguous();
                Layout view = Strides.diagonal(whole, 0, 0, 1);
                return v.cotangent().expand(view.sizes()).scatterStrided(whole, view);
              });
  private static final Primitive BLOCKS =
      Primitive.of("block_diag(*tensors: tensors)", Diagonals::blocks)
          .gradients("tensors", Primitive.reads(), Diagonals::blockGradients);

  private Diagonals() {}

  public static void declare(Family family) {
    family
        .op("diag", "The diagonal of a matrix, or a matrix with the vector as its diagonal.")
        .samples("diag(randn(3))", "diag(randn(3, 3), 1)")
        .way(
            Composite.of(
                "diag(input: tensor, diagonal: int = 0)",
                a -> diag(a.tensor("input"), a.integer("diagonal"))));
    family
        .op("diag_embed", "Matrices with the last dim as their diagonals.")
        .samples("diag_embed(randn(2, 3))")
        .way(EMBED);
    family
        .op("diagflat", "A matrix with all elements as its diagonal.")
        .samples("diagflat(randn(2, 2))")
        .way(
            Composite.of(
                "diagflat(input: tensor, offset: int = 0)",
                a -> diag(a.tensor("input").reshape(-1), a.integer("offset"))));
    family.op("trace", "The sum of a matrix's diagonal.").samples("trace(randn(3, 3))").way(TRACE);
    family
        .op("block_diag", "A matrix with the tensors as blocks on its diagonal.")
        .functionOnly()
        .samples("block_diag(randn(2, 2), randn(2))")
        .way(BLOCKS);
    family
        .op("fill_diagonal_", "Sets the elements whose indices are all the same to fill_value.")
        .methodOnly()
        .samples("randn(3, 3).fill_diagonal_(1)")
        .way(
            Composite.of(
                "fill_diagonal_(input: tensor, fill_value: number, wrap: bool = False)",
                Diagonals::fill));
  }

  private static Tensor diag(Tensor x, int offset) {
    return switch (x.dim()) {
      case 1 -> EMBED.tensor(x, (long) offset, 0L, 1L);
      case 2 -> COPY.tensor(x, (long) offset);
      default ->
          throw new GradError(
              ErrorKind.SHAPE, "diag() needs a vector or a matrix, not shape " + x.layout());
    };
  }

  private static Tensor part(Bound a) {
    return Parts.DIAGONAL.tensor(a.tensor("input"), a.whole("offset"), 0L, 1L);
  }

  private static Tensor embed(Bound a) {
    Tensor x = a.tensor("input");
    int offset = a.integer("offset");
    int last = Dims.existing("diag_embed", x.layout(), -1);
    int count = x.dim() + 1;
    int first = Dims.of("diag_embed", count, a.integer("dim1"));
    int second = Dims.of("diag_embed", count, a.integer("dim2"));
    if (first == second) {
      throw new GradError(ErrorKind.VALUE, "diag_embed() needs two different dims");
    }
    int size = (int) Math.min(x.size(last) + Math.abs((long) offset), Integer.MAX_VALUE);
    int[] sizes = new int[count];
    int next = 0;
    for (int d = 0; d < count; d++) {
      sizes[d] = d == first || d == second ? size : x.size(next++);
    }
    Layout whole = Layout.contiguous(sizes);
    Storage storage = Storage.zeros(x.dtype(), whole.numel());
    Copies.copy(x, new View(storage, Strides.diagonal(whole, offset, first, second)));
    return Fresh.of(storage, sizes);
  }

  private static Tensor trace(Bound a) {
    Tensor x = a.numbers("input");
    if (x.dim() != 2) {
      throw new GradError(ErrorKind.SHAPE, "trace() needs a matrix, not shape " + x.layout());
    }
    return Parts.DIAGONAL.tensor(x, 0L, 0L, 1L).sum();
  }

  /** Where each block stands in the whole; what has fewer dims is a row. */
  private static Layout[] places(Layout[] blocks, Layout whole) {
    Layout[] places = new Layout[blocks.length];
    int row = 0;
    int column = 0;
    for (int i = 0; i < blocks.length; i++) {
      int rows = rows(blocks[i]);
      int columns = columns(blocks[i]);
      Layout band = Strides.slice(whole, 0, row, rows, 1);
      places[i] = Strides.slice(band, 1, column, columns, 1);
      row += rows;
      column += columns;
    }
    return places;
  }

  private static int rows(Layout block) {
    return block.dim() < 2 ? 1 : block.size(0);
  }

  private static int columns(Layout block) {
    return block.dim() == 0 ? 1 : block.size(block.dim() - 1);
  }

  private static Tensor blocks(Bound a) {
    Tensor[] tensors = a.tensors("tensors");
    Layout[] layouts = Arrays.stream(tensors).map(Tensor::layout).toArray(Layout[]::new);
    for (Layout layout : layouts) {
      if (layout.dim() > 2) {
        throw new GradError(
            ErrorKind.SHAPE,
            "block_diag() needs matrices, vectors or numbers, not shape " + layout);
      }
    }
    Layout whole =
        Layout.contiguous(
            Arrays.stream(layouts).mapToInt(Diagonals::rows).sum(),
            Arrays.stream(layouts).mapToInt(Diagonals::columns).sum());
    Storage storage = Storage.zeros(Promotion.of(Context.current(), tensors), whole.numel());
    Layout[] places = places(layouts, whole);
    for (int i = 0; i < tensors.length; i++) {
      Copies.copy(tensors[i], new View(storage, places[i]));
    }
    return Fresh.of(storage, whole.sizes());
  }

  private static Tensor[] blockGradients(Vjp v) {
    Layout[] layouts = v.layouts("tensors");
    Layout[] places = places(layouts, v.cotangent().layout());
    Tensor[] gradients = new Tensor[layouts.length];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] =
          Parts.AS_STRIDED
              .tensor(
                  v.cotangent(), places[i].sizes(), places[i].strides(), (long) places[i].offset())
              .reshape(layouts[i].sizes());
    }
    return gradients;
  }

  private static Tensor fill(Bound a) {
    Tensor x = a.tensor("input");
    Layout layout = x.layout();
    if (x.dim() < 2 || x.dim() > 2 && Arrays.stream(layout.sizes()).distinct().count() > 1) {
      throw new GradError(
          ErrorKind.SHAPE,
          "fill_diagonal_() needs a matrix, or more dims of one size, not shape " + layout);
    }
    Object value = a.required("fill_value");
    if (x.numel() == 0) {
      return x;
    }
    if (x.dim() > 2) {
      int step = Arrays.stream(layout.strides()).sum();
      int[] count = {layout.size(0)};
      Conversion.fillInPlace(
          Parts.AS_STRIDED.tensor(x, count, new int[] {step}, (long) layout.offset()), value);
      return x;
    }
    int rows = layout.size(0);
    // in a tall matrix the diagonal may begin anew, a row below where it left
    int next = a.flag("wrap") ? layout.size(1) + 1 : Math.max(1, rows);
    for (int start = 0; start < rows; start += next) {
      Tensor below = x.narrow(0, start, rows - start);
      Conversion.fillInPlace(Parts.DIAGONAL.tensor(below, 0L, 0L, 1L), value);
    }
    return x;
  }
}
