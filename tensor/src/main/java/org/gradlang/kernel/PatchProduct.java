package org.gradlang.kernel;

import java.util.List;
import org.gradlang.kernel.CorrelationProduct.Filters;
import org.gradlang.kernel.CorrelationProduct.Planes;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Scratch;
import org.jspecify.annotations.Nullable;

/**
 * What a window sees of some images, {@linkplain Patches row by row}, times filters: for images so
 * small, or of so many channels, that copying what is seen costs less than the gaps of a {@link
 * CorrelationProduct}.
 *
 * <p>Each result is one chain of fused multiply-adds, which begins with the bias, over the places
 * of the window and in each the channels.
 */
final class PatchProduct {
  private static final long PARALLEL = 1 << 18;

  /** Elements of rows that are made at a time: they stay in the second-level cache. */
  private static final int ROOM = 1 << 17;

  /** Rows so far apart, or a multiple of it, take each other's places in the first-level cache. */
  private static final int ALIASED = 1 << 10;

  private static final int LINE = 16;

  /** Channels of a target below which a product has too few columns. */
  private static final int FEW = 16;

  /** Places of a target up to which rows pay under a stride, of however many channels. */
  private static final int STRIDED = 512;

  /** What places of a target are worth, in squares of a row's length. */
  private static final int PLACE = 1200;

  /** Places that edges may add to a frame, besides three times those of the source. */
  private static final int EDGES = 256;

  /** Elements of a frame, which is kept from product to product. */
  private static final int LARGEST = 1 << 20;

  private final DType dtype;
  private final Planes source;
  private final Planes target;
  private final @Nullable Object bias;
  private final Patches.Frame frame;
  private final List<Patches> parts;
  private final Scratch scratch = Context.current().scratch();

  private PatchProduct(
      List<Axis[]> parts,
      DType dtype,
      Planes source,
      int[] window,
      Planes target,
      @Nullable Object bias) {
    this.dtype = dtype;
    this.source = source;
    this.target = target;
    this.bias = bias;
    this.frame = Patches.Frame.of(parts, source.channels());
    this.parts = parts.stream().map(axes -> new Patches(axes, frame, window)).toList();
  }

  /**
   * Whether copying what each result of an image sees is the faster way, as measured
   * (bench/notes/convolutions.md): of few results, of many channels, or with a stride, under which
   * a {@link Correlation} copies as well. It depends on the shape of one image, so that neither its
   * batch nor threads change results.
   *
   * @param channels of a group of images
   * @param rows channels of a group of results
   */
  static boolean paysForResults(Window window, int channels, int rows) {
    double frame = 1;
    for (int d = 0; d < window.dim(); d++) {
      frame *= (window.positions()[d] - 1.0) * window.stride()[d] + reach(window, d);
    }
    boolean isLinear = window.positionCount() == 1;
    return fits(frame, window.imageSize(), channels)
        && (isLinear || pays(window, window.positionCount(), channels, rows));
  }

  /** The same for images that are made of what the positions of a window see of each element. */
  static boolean paysForImages(Window window, int channels, int rows) {
    double frame = 1;
    for (int d = 0; d < window.dim(); d++) {
      frame *= window.positions()[d] + 2 * ((reach(window, d) - 1) / window.stride()[d]);
    }
    return fits(frame, window.positionCount(), channels)
        && pays(window, window.imageSize(), channels, rows);
  }

  /** Whether a frame of so many places is not mostly edge, nor large. */
  private static boolean fits(double frame, int source, int channels) {
    return frame <= 4.0 * source + EDGES && frame * channels <= LARGEST;
  }

  private static double reach(Window window, int d) {
    return (window.kernel()[d] - 1.0) * window.dilation()[d] + 1;
  }

  private static boolean pays(Window window, int size, int channels, int rows) {
    if (rows < FEW) {
      return false;
    }
    for (int stride : window.stride()) {
      if (stride > 1) {
        return size <= Math.min((long) channels * channels, STRIDED);
      }
    }
    long length = (long) channels * window.kernelSize();
    return length * length >= (long) PLACE * size;
  }

  /**
   * Sets all of a target.
   *
   * @param parts for each part of the target what it reads; elements of none are the bias alone
   * @param transposed whether filters are those of results, rather than of images
   * @param bias one element for each channel of the target
   */
  static void run(
      List<Axis[]> parts,
      DType dtype,
      Planes source,
      Filters filters,
      boolean transposed,
      Planes target,
      @Nullable Object bias) {
    new PatchProduct(parts, dtype, source, filters.kernel(), target, bias).run(filters, transposed);
  }

  private void run(Filters filters, boolean transposed) {
    Context context = Context.current();
    int groups = target.groups();
    long work = 0;
    int longest = 1;
    for (Patches part : parts) {
      work += (long) part.rows() * part.length() * target.channels() * groups * target.batch();
      longest = Math.max(longest, part.rows() * pitch(part));
    }
    int shares = work < PARALLEL ? 1 : context.threads();
    int images = Math.clamp(ROOM / longest, 1, Math.ceilDiv(target.batch(), shares));
    Weights[] weights = new Weights[parts.size() * groups];
    for (int g = 0; g < groups; g++) {
      turn(filters, g, transposed, weights, images);
    }
    int units = Math.ceilDiv(target.batch(), images) * groups;
    context.split(
        units,
        shares > 1 ? 1 : units,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int image = i / groups * images;
            int count = Math.min(images, target.batch() - image);
            new Block(image, count, i % groups).run(weights);
          }
        });
    for (Weights own : weights) {
      own.release(scratch);
    }
  }

  /**
   * The right operand of a part's products.
   *
   * @param kernels those that it is packed for
   * @param packed null where there are none
   */
  private record Weights(
      Matrix matrix, @Nullable ProductKernels kernels, @Nullable PackedColumns packed) {
    /** For products of so many rows. */
    static Weights of(Matrix matrix, int rows) {
      @Nullable ProductKernels kernels = SimdKernels.products(matrix.dtype(), 0);
      Layout result = Layout.contiguous(rows, matrix.columns());
      return kernels == null || !Gemm.isPacked(result, matrix.rows(), matrix.dtype())
          ? new Weights(matrix, null, null)
          : new Weights(matrix, kernels, PackedColumns.of(matrix, rows, kernels));
    }

    /** Sets {@code c = a b}, or adds that. */
    void multiply(Matrix a, Matrix c, boolean adds) {
      Layout result = Layout.contiguous(c.rows(), c.columns());
      if (kernels == null
          || packed == null
          || !Gemm.isPacked(result, matrix.rows(), matrix.dtype())) {
        Gemm.runRows(a, matrix, c, adds);
        return;
      }
      // these count as well towards tall kernels
      var _ = SimdKernels.products(c.dtype(), (long) c.rows() * c.columns() * a.columns());
      Gemm.run(a, matrix, c, adds, kernels, packed);
    }

    void release(Scratch scratch) {
      scratch.give(matrix.array());
      if (packed != null) {
        packed.release();
      }
    }
  }

  private static int pitch(Patches part) {
    return part.length() % ALIASED == 0 ? part.length() + LINE : part.length();
  }

  /**
   * Sets the weights of a group as each part reads them: for each filter the part's places and in
   * each the channels; or, transposed, for each place and channel the filters.
   */
  private void turn(Filters filters, int group, boolean transposed, Weights[] weights, int images) {
    int window = Layout.numelOf(filters.kernel());
    int rows = transposed ? source.channels() : target.channels();
    int columns = transposed ? target.channels() : source.channels();
    int place = transposed ? rows * columns : columns;
    int row = transposed ? columns : window * columns;
    Object turned = scratch.take(dtype, window * rows * columns);
    for (int i = 0; i < rows; i++) {
      int from = group * filters.group() + i * (transposed ? filters.channel() : filters.row());
      Turning.turn(filters.array(), from, window, turned, i * row, place, window, columns);
      Context.current().worked(window * columns);
    }
    boolean isGiven = false;
    for (int p = 0; p < parts.size(); p++) {
      int[] places = parts.get(p).places();
      if (isOrdered(places, window)) {
        weights[p * target.groups() + group] = matrix(parts.get(p), turned, transposed, images);
        isGiven = true;
        continue;
      }
      Object own = scratch.take(dtype, places.length * rows * columns);
      for (int i = 0; i < (transposed ? 1 : rows); i++) {
        for (int t = 0; t < places.length; t++) {
          int to = (i * places.length + t) * place;
          System.arraycopy(turned, i * row + places[t] * place, own, to, place);
        }
      }
      weights[p * target.groups() + group] = matrix(parts.get(p), own, transposed, images);
    }
    if (!isGiven) {
      scratch.give(turned);
    }
  }

  private Weights matrix(Patches part, Object array, boolean transposed, int images) {
    int length = part.length();
    int channels = target.channels();
    return Weights.of(
        transposed
            ? new Matrix(dtype, array, 0, length, channels, channels, 1)
            : new Matrix(dtype, array, 0, length, channels, 1, length),
        images * part.rows());
  }

  private static boolean isOrdered(int[] places, int window) {
    for (int i = 0; i < places.length; i++) {
      if (places[i] != i) {
        return false;
      }
    }
    return places.length == window;
  }

  /** Some images of a group. */
  private final class Block {
    private final int image;
    private final int images;
    private final int group;
    private final Scratch own = Context.current().scratch();

    Block(int image, int images, int group) {
      this.image = image;
      this.images = images;
      this.group = group;
    }

    void run(Weights[] weights) {
      Object frames = own.take(dtype, images * frame.size());
      for (int n = 0; n < images; n++) {
        int from = source.start(image + n, group);
        frame.load(source.array(), from, frames, n * frame.size(), dtype);
      }
      int channels = target.channels();
      boolean whole = parts.size() == 1 && parts.getFirst().isWhole();
      Object all = own.take(dtype, images * target.size() * channels);
      if (!whole) {
        begin(all, images * target.size());
      }
      for (int p = 0; p < parts.size(); p++) {
        Patches part = parts.get(p);
        int rows = images * part.rows();
        Object results = whole ? all : own.take(dtype, rows * channels);
        multiply(part, frames, weights[p * target.groups() + group], results);
        if (!whole) {
          for (int n = 0; n < images; n++) {
            int at = n * part.rows() * channels;
            part.scatter(results, at, all, n * target.size() * channels, channels);
          }
          own.give(results);
        }
      }
      own.give(frames);
      for (int n = 0; n < images; n++) {
        int to = target.start(image + n, group);
        int size = target.size();
        Turning.turn(all, n * size * channels, channels, target.array(), to, size, channels, size);
        Context.current().worked(size * channels);
      }
      own.give(all);
    }

    private void multiply(Patches part, Object frames, Weights weights, Object results) {
      int pitch = pitch(part);
      int rows = images * part.rows();
      Object seen = own.take(dtype, rows * pitch);
      for (int n = 0; n < images; n++) {
        part.gather(frames, n * frame.size(), seen, n * part.rows() * pitch, pitch);
      }
      int channels = target.channels();
      if (bias != null) {
        begin(results, rows);
      }
      Matrix left = new Matrix(dtype, seen, 0, rows, part.length(), pitch, 1);
      Matrix products = new Matrix(dtype, results, 0, rows, channels, channels, 1);
      weights.multiply(left, products, bias != null);
      own.give(seen);
    }

    /** Sets rows of results to the bias, or to zeros. */
    private void begin(Object results, int rows) {
      int channels = target.channels();
      Object first = bias;
      if (first == null) {
        Elements.fill(results, dtype, 0, rows * channels, Scalar.of(0));
        return;
      }
      for (int row = 0; row < rows; row++) {
        System.arraycopy(first, group * channels, results, row * channels, channels);
      }
      Context.current().worked(rows * channels);
    }
  }
}
