package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;

/**
 * Convolutions of any number of spatial dimensions: the columns that a window sees, times the
 * weights.
 *
 * <p>Images are (N, C, spatial...), results (N, O, positions...), weights (O, C / groups,
 * kernel...); all of one float dtype. Each of the three is linear in two of them, and what the
 * others need for their gradients.
 */
public final class Convolution {
  private static final int GRAIN = 1 << 15;

  private final Window window;
  private final int groups;
  private final int batch;
  private final int inputs;
  private final int outputs;
  private final int columns;
  private final int rows;
  private final int[] places;

  private Convolution(Window window, int groups, int batch, int channels, int filters) {
    this.window = window;
    this.groups = groups;
    this.batch = batch;
    this.inputs = channels / groups;
    this.outputs = filters / groups;
    this.columns = window.positionCount();
    this.rows = inputs * window.kernelSize();
    this.places = window.isIdentity() ? new int[0] : window.places();
  }

  /** The result of images and weights. */
  public static Storage results(Strided images, Strided weights, Window window, int groups) {
    int filters = weights.layout().size(0);
    Convolution c = of(images, filters, window, groups);
    Storage x = dense(images);
    Storage w = dense(weights);
    Storage y = Storage.zeros(x.dtype(), c.batch * filters * c.columns);
    Storage seen = c.columnSpace(x.dtype());
    for (int part = 0; part < c.batch * groups; part++) {
      View column = c.columnsOf(x, part, seen);
      Gemm.run(c.filters(w, part), column, c.result(y, part), false);
    }
    return y;
  }

  /** The images from which {@link #results} leads to these results, transposed: its adjoint. */
  public static Storage images(Strided results, Strided weights, Window window, int groups) {
    int filters = weights.layout().size(0);
    int channels = weights.layout().size(1) * groups;
    int batch = results.layout().size(0);
    Convolution c = new Convolution(window, groups, batch, channels, filters);
    Storage y = dense(results);
    Storage w = dense(weights);
    Storage x = Storage.zeros(y.dtype(), batch * channels * window.imageSize());
    Storage seen = c.columnSpace(y.dtype());
    for (int part = 0; part < batch * groups; part++) {
      View column = c.isDirect() ? c.image(x, part) : matrix(seen, c.rows, c.columns, 0);
      Gemm.run(transposed(c.filters(w, part)), c.result(y, part), column, false);
      c.addColumns(seen, x, part);
    }
    return x;
  }

  /** The adjoint of {@link #results} in the weights: sums of images times results. */
  public static Storage weights(Strided images, Strided results, Window window, int groups) {
    int filters = results.layout().size(1);
    Convolution c = of(images, filters, window, groups);
    Storage x = dense(images);
    Storage y = dense(results);
    Storage w = Storage.zeros(x.dtype(), filters * c.rows);
    Storage seen = c.columnSpace(x.dtype());
    for (int part = 0; part < c.batch * groups; part++) {
      View column = c.columnsOf(x, part, seen);
      Gemm.run(c.result(y, part), transposed(column), c.filters(w, part), true);
    }
    return w;
  }

  private static Convolution of(Strided images, int filters, Window window, int groups) {
    Layout layout = images.layout();
    return new Convolution(window, groups, layout.size(0), layout.size(1), filters);
  }

  private static Storage dense(Strided x) {
    boolean dense = x.layout().isContiguous() && x.layout().offset() == 0;
    return dense ? x.storage() : Copies.contiguous(x);
  }

  private static View transposed(View matrix) {
    Layout layout = matrix.layout();
    int[] sizes = {layout.size(1), layout.size(0)};
    int[] strides = {layout.stride(1), layout.stride(0)};
    return new View(matrix.storage(), Layout.strided(sizes, strides, layout.offset()));
  }

  /** Whether the columns are the image itself. */
  private boolean isDirect() {
    return places.length == 0;
  }

  private Storage columnSpace(DType dtype) {
    return Storage.zeros(dtype, isDirect() ? 0 : Layout.numelOf(new int[] {rows, columns}));
  }

  /** The weights of a part's group: (outputs, rows). */
  private View filters(Storage w, int part) {
    return matrix(w, outputs, rows, part % groups * outputs * rows);
  }

  /** The results of a part: (outputs, columns). */
  private View result(Storage y, int part) {
    return matrix(y, outputs, columns, part * outputs * columns);
  }

  /** The channels of a part: (inputs, size of the image). */
  private View image(Storage x, int part) {
    int size = window.imageSize();
    return matrix(x, inputs, size, part * inputs * size);
  }

  private static View matrix(Storage x, int rows, int columns, int offset) {
    int[] sizes = {rows, columns};
    return new View(x, Layout.strided(sizes, new int[] {columns, 1}, offset));
  }

  private View columnsOf(Storage x, int part, Storage space) {
    if (isDirect()) {
      return image(x, part);
    }
    int size = window.imageSize();
    int start = part * inputs * size;
    int each = places.length;
    Context.current()
        .split(
            inputs,
            GRAIN / Math.max(1, each) + 1,
            (from, to) -> {
              for (int c = from; c < to; c++) {
                gather(x, start + c * size, space, c * each);
              }
            });
    return matrix(space, rows, columns, 0);
  }

  private void gather(Storage x, int start, Storage seen, int at) {
    switch (x.dtype()) {
      case FLOAT32 -> {
        float[] from = x.floats();
        float[] to = seen.floats();
        for (int i = 0; i < places.length; i++) {
          to[at + i] = places[i] < 0 ? 0 : from[start + places[i]];
        }
      }
      case FLOAT64 -> {
        double[] from = x.doubles();
        double[] to = seen.doubles();
        for (int i = 0; i < places.length; i++) {
          to[at + i] = places[i] < 0 ? 0 : from[start + places[i]];
        }
      }
      case INT64, BOOL -> throw new IllegalArgumentException("no convolution of " + x.dtype());
    }
  }

  private void addColumns(Storage seen, Storage x, int part) {
    if (isDirect()) {
      return;
    }
    int size = window.imageSize();
    int start = part * inputs * size;
    int each = places.length;
    Context.current()
        .split(
            inputs,
            GRAIN / Math.max(1, each) + 1,
            (from, to) -> {
              for (int c = from; c < to; c++) {
                scatter(seen, c * each, x, start + c * size);
              }
            });
  }

  private void scatter(Storage seen, int at, Storage x, int start) {
    switch (x.dtype()) {
      case FLOAT32 -> {
        float[] from = seen.floats();
        float[] to = x.floats();
        for (int i = 0; i < places.length; i++) {
          if (places[i] >= 0) {
            to[start + places[i]] += from[at + i];
          }
        }
      }
      case FLOAT64 -> {
        double[] from = seen.doubles();
        double[] to = x.doubles();
        for (int i = 0; i < places.length; i++) {
          if (places[i] >= 0) {
            to[start + places[i]] += from[at + i];
          }
        }
      }
      case INT64, BOOL -> throw new IllegalArgumentException("no convolution of " + x.dtype());
    }
  }
}
