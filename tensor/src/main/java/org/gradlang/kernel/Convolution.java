package org.gradlang.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.gradlang.kernel.CorrelationProduct.Filters;
import org.gradlang.kernel.CorrelationProduct.Planes;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions of one to three spatial dimensions.
 *
 * <p>Images are (N, C, spatial...), results (N, O, positions...), weights (O, C / groups,
 * kernel...); all of one float dtype. Each of the three is linear in two of them, and what the
 * others need for their gradients.
 *
 * <p>Results and images are {@linkplain CorrelationProduct products with what a window sees}: of an
 * image, or of results, for each phase of the image on its own; or, of many channels under windows
 * of 3 x 3, they are computed {@linkplain Winograd square by square}. However many images are
 * computed together, and by how many threads, each element is made by the same operations.
 */
public final class Convolution {
  /** Positions of an image from which on a window of one element is a plain product. */
  private static final int WIDE = 64;

  /** Multiply-adds from which on a second thread pays. */
  private static final long PARALLEL = 1 << 18;

  private final Window window;
  private final DType dtype;
  private final int groups;
  private final int batch;
  private final int inputs;
  private final int outputs;

  private Convolution(
      Window window, DType dtype, int groups, int batch, int channels, int filters) {
    this.window = window;
    this.dtype = dtype;
    this.groups = groups;
    this.batch = batch;
    this.inputs = channels / groups;
    this.outputs = filters / groups;
  }

  /**
   * The result of images and weights.
   *
   * @param bias one element for each of O channels; null for none
   */
  public static Storage results(
      Strided images, Strided weights, @Nullable Strided bias, Window window, int groups) {
    Convolution c = of(images, weights.layout().size(0), window, groups);
    Object x = dense(images);
    Object w = dense(weights);
    Object first = c.bias(bias);
    Storage y = c.allocate(c.outputs, window.positionCount(), true);
    Planes source = c.planes(x, c.inputs, window.imageSize());
    Planes target = c.planes(Elements.array(y), c.outputs, window.positionCount());
    if (c.isEmpty()) {
      c.fill(target, first);
    } else if (c.isProduct()) {
      c.products(source, w, false, target, first);
    } else if (Winograd.pays(window, c.dtype, c.inputs, c.outputs, window.positions())) {
      c.squares(source, w, false, target, first);
    } else if (PatchProduct.paysForResults(window, c.inputs, c.outputs)) {
      List<Axis[]> whole = Collections.singletonList(c.axes());
      PatchProduct.run(whole, c.dtype, source, c.filters(w, false), false, target, first);
    } else {
      c.correlation(source, w, target, first);
    }
    return y;
  }

  private void correlation(Planes source, Object w, Planes target, @Nullable Object bias) {
    correlation(axes(), source, filters(w, false), target, bias);
  }

  private void correlation(
      Axis[] axes, Planes source, Filters filters, Planes target, @Nullable Object bias) {
    int channels = source.channels();
    @Nullable ProductKernels kernels =
        CorrelationProduct.kernels(axes, dtype, channels, target.channels());
    CorrelationProduct.run(axes, dtype, source, filters, target, bias, kernels);
  }

  private Axis[] axes() {
    Axis[] axes = new Axis[window.dim()];
    for (int d = 0; d < axes.length; d++) {
      axes[d] = Axis.ofPositions(window, d);
    }
    return axes;
  }

  /** Images with results that are not finite are computed once more without squares. */
  private void squares(
      Planes source, Object w, boolean transposed, Planes target, @Nullable Object bias) {
    boolean[] odd =
        WinogradProduct.run(
            transposed ? Winograd.ofImage(window) : Winograd.ofPositions(window),
            source,
            filters(w, transposed),
            transposed,
            target,
            bias,
            SimdKernels.products(dtype),
            SimdKernels.winograd());
    for (int i = 0; i < odd.length; i++) {
      if (odd[i] && transposed) {
        eachPhase(phases(window), source.image(i), filters(w, true), target.image(i), bias);
      } else if (odd[i]) {
        correlation(source.image(i), w, target.image(i), bias);
      }
    }
  }

  /**
   * The images from which {@link #results} leads to these results, transposed: its adjoint.
   *
   * @param bias one element for each of C channels; null for none
   */
  public static Storage images(
      Strided results, Strided weights, @Nullable Strided bias, Window window, int groups) {
    int filters = weights.layout().size(0);
    int channels = weights.layout().size(1) * groups;
    int batch = results.layout().size(0);
    Convolution c = new Convolution(window, results.dtype(), groups, batch, channels, filters);
    Object y = dense(results);
    Object w = dense(weights);
    Object first = c.bias(bias);
    int[][] phases = phases(window);
    Storage x = c.allocate(c.inputs, window.imageSize(), isAll(phases, window));
    Planes source = c.planes(y, c.outputs, window.positionCount());
    Planes target = c.planes(Elements.array(x), c.inputs, window.imageSize());
    if (c.isEmpty()) {
      c.fill(target, first);
    } else if (c.isProduct()) {
      c.products(source, w, true, target, first);
    } else if (Winograd.pays(window, c.dtype, c.outputs, c.inputs, window.image())) {
      c.squares(source, w, true, target, first);
    } else if (ScatteredProduct.pays(window, c.dtype, c.outputs, c.inputs)) {
      ScatteredProduct.run(window, source, (float[]) w, target, (float[]) first);
    } else if (PatchProduct.paysForImages(window, c.outputs, c.inputs)) {
      PatchProduct.run(c.parts(phases), c.dtype, source, c.filters(w, true), true, target, first);
    } else {
      if (!isAll(phases, window)) {
        c.fill(target, first); // for phases that no position sees; the others come over it
      }
      c.eachPhase(phases, source, c.filters(w, true), target, first);
    }
    return x;
  }

  /** For each dimension the phases of an image that some position sees. */
  private static int[][] phases(Window window) {
    int[][] phases = new int[window.dim()][];
    for (int d = 0; d < phases.length; d++) {
      phases[d] = Axis.phasesOfImage(window, d);
    }
    return phases;
  }

  private static boolean isAll(int[][] phases, Window window) {
    boolean all = true;
    for (int d = 0; d < phases.length; d++) {
      all &= phases[d].length == window.stride()[d];
    }
    return all;
  }

  private void eachPhase(
      int[][] phases, Planes source, Filters filters, Planes target, @Nullable Object bias) {
    for (Axis[] axes : parts(phases)) {
      correlation(axes, source, filters, target, bias);
    }
  }

  /** The axes of each part of an image. */
  private List<Axis[]> parts(int[][] phases) {
    List<Axis[]> parts = new ArrayList<>();
    int count = 1;
    for (int[] phase : phases) {
      count *= phase.length;
    }
    for (int i = 0; i < count; i++) {
      Axis[] axes = new Axis[phases.length];
      int rest = i;
      for (int d = phases.length - 1; d >= 0; d--) {
        axes[d] = Axis.ofImage(window, d, phases[d][rest % phases[d].length]);
        rest /= phases[d].length;
      }
      if (Arrays.stream(axes).allMatch(axis -> axis.count() > 0)) {
        parts.add(axes);
      }
    }
    return parts;
  }

  /** The adjoint of {@link #results} in the weights: sums of images times results. */
  public static Storage weights(Strided images, Strided results, Window window, int groups) {
    int filters = results.layout().size(1);
    Convolution c = of(images, filters, window, groups);
    Storage w =
        Storage.zeros(c.dtype, Layout.numelOf(new int[] {filters, c.inputs, window.kernelSize()}));
    if (!c.isEmpty()) {
      Planes source = c.planes(dense(images), c.inputs, window.imageSize());
      Planes sums = c.planes(dense(results), c.outputs, window.positionCount());
      if (!Winograd.pays(window, c.dtype, c.inputs, c.outputs, window.positions())
          || !WinogradSums.run(
              Winograd.ofPositions(window),
              source,
              sums,
              Elements.array(w),
              SimdKernels.productsOverRows(c.dtype),
              SimdKernels.winograd())) {
        c.sums(source, sums, Elements.array(w));
      }
    }
    return w;
  }

  private void sums(Planes source, Planes results, Object weights) {
    int places = inputs * window.kernelSize();
    if (PositionSums.pays(places, outputs, window.positionCount())) {
      ProductKernels kernels = SimdKernels.productsOfRows(dtype);
      PositionSums.run(axes(), dtype, source, results, weights, kernels);
    } else {
      ProductKernels kernels = SimdKernels.productsOverRows(dtype);
      CorrelationSums.run(axes(), dtype, source, results, weights, kernels);
    }
  }

  private static Convolution of(Strided images, int filters, Window window, int groups) {
    Layout layout = images.layout();
    return new Convolution(window, images.dtype(), groups, layout.size(0), layout.size(1), filters);
  }

  private @Nullable Object bias(@Nullable Strided bias) {
    if (bias == null || bias.dtype() == dtype) {
      return bias == null ? null : dense(bias);
    }
    return Elements.array(Copies.converted(bias, dtype));
  }

  private static Object dense(Strided x) {
    boolean dense = x.layout().isContiguous() && x.layout().offset() == 0;
    return Elements.array(dense ? x.storage() : Copies.contiguous(x));
  }

  /** Room for images or results; zeros unless all will be written. */
  private Storage allocate(int channels, int size, boolean whole) {
    int count = Layout.numelOf(new int[] {batch, channels * groups, size});
    return whole && !isEmpty() && !isProduct()
        ? Storage.unwritten(dtype, count)
        : Storage.zeros(dtype, count);
  }

  private Planes planes(Object array, int channels, int size) {
    return new Planes(array, batch, groups, channels, size);
  }

  /** The weights as filters of images, or, transposed, of results. */
  private Filters filters(Object w, boolean transposed) {
    int kernel = window.kernelSize();
    int filter = inputs * kernel;
    return transposed
        ? new Filters(w, window.kernel(), kernel, filter, outputs * filter)
        : new Filters(w, window.kernel(), filter, kernel, outputs * filter);
  }

  private boolean isEmpty() {
    return work() == 0;
  }

  private long work() {
    return (long) inputs * outputs * groups * batch * window.kernelSize() * window.positionCount();
  }

  /** Sets all results of a channel to its bias. */
  private void fill(Planes target, @Nullable Object bias) {
    if (bias == null) {
      return; // memory is new, and zero
    }
    Context context = Context.current();
    for (int i = 0; i < batch * groups * target.channels(); i++) {
      int channel = i % (groups * target.channels());
      int from = i * target.size();
      double first =
          bias instanceof double[] doubles ? doubles[channel] : ((float[]) bias)[channel];
      Elements.fill(target.array(), dtype, from, from + target.size(), Scalar.of(first));
      context.worked(target.size());
    }
  }

  // A window of one element.

  private boolean isProduct() {
    return window.isIdentity() && window.imageSize() >= WIDE;
  }

  /** For each image one product with the weights. */
  private void products(
      Planes source, Object w, boolean transposed, Planes target, @Nullable Object bias) {
    int units = batch * groups;
    Context context = Context.current();
    int shares = work() < PARALLEL ? 1 : context.threads();
    if (units < shares) {
      for (int i = 0; i < units; i++) {
        Gemm.add(filters(w, i, transposed), matrix(source, i), matrix(target, i));
        addBias(target, i, bias);
      }
      return;
    }
    context.split(
        units,
        (units + shares - 1) / shares,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            Gemm.addAlone(filters(w, i, transposed), matrix(source, i), matrix(target, i));
            addBias(target, i, bias);
          }
        });
  }

  private void addBias(Planes target, int unit, @Nullable Object bias) {
    int size = target.size();
    for (int c = 0; bias != null && c < target.channels(); c++) {
      int from = (unit * target.channels() + c) * size;
      int channel = unit % groups * target.channels() + c;
      CorrelationProduct.addBias(bias, channel, target.array(), from, size);
      Context.current().worked(size);
    }
  }

  /** The weights for one group of channels of one image: rows are channels of what comes out. */
  private Matrix filters(Object w, int unit, boolean transposed) {
    int offset = unit % groups * outputs * inputs;
    Matrix filters = new Matrix(dtype, w, offset, outputs, inputs, inputs, 1);
    return transposed ? filters.transposed() : filters;
  }

  private Matrix matrix(Planes planes, int unit) {
    int offset = unit * planes.channels() * planes.size();
    return new Matrix(
        dtype, planes.array(), offset, planes.channels(), planes.size(), planes.size(), 1);
  }
}
