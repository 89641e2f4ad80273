package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;

/**
 * Images read at places between their pixels: each sample is a weighted sum of some pixels, in
 * float64, the same for all channels. And the gradients of that, by the images and by the places.
 *
 * <p>Storages are dense: images (N, C, pixels), places (N, P, coordinates), samples (N, C, P). A
 * place has the coordinate of the last dimension first.
 *
 * @param sizes of an image, row-major
 * @param corners whether -1 and 1 are the centres of the outermost pixels, not their edges
 */
public record GridSampler(
    int batch, int channels, int[] sizes, int points, Mode mode, Edge edge, boolean corners) {
  /** Samples from which on a second thread pays. */
  private static final int PARALLEL = 1 << 11;

  /** How pixels are weighed. */
  public enum Mode {
    NEAREST(1),
    LINEAR(2),
    CUBIC(4);

    /** Pixels of each dimension that a sample is made of. */
    final int taps;

    Mode(int taps) {
      this.taps = taps;
    }
  }

  /** What is read outside of the image. */
  public enum Edge {
    ZEROS,
    BORDER,
    REFLECTION
  }

  int dims() {
    return sizes.length;
  }

  /** The size of the dimension that a coordinate counts. */
  int size(int coordinate) {
    return sizes[sizes.length - 1 - coordinate];
  }

  private int pixels() {
    return Layout.numelOf(sizes);
  }

  private int numel(int second, int third) {
    return Layout.numelOf(new int[] {batch, second, third});
  }

  /** Work on {@code n} samples of an image, from place {@code first} on. */
  private interface Block {
    void run(SamplePoints points, int image, int first, int n);
  }

  /** All places, in blocks; those of one image in order and, if so said, on one thread. */
  private void blocks(Storage grid, boolean sloped, boolean byImage, Block block) {
    Object places = Elements.array(grid);
    int each = (points + SamplePoints.BLOCK - 1) / SamplePoints.BLOCK;
    int together = byImage ? each : 1;
    int cost = Math.max(1, SamplePoints.BLOCK * channels * together);
    Context.current()
        .split(
            each == 0 ? 0 : batch * each / together,
            PARALLEL / cost + 1,
            (from, to) -> {
              Context context = Context.current();
              SamplePoints found = new SamplePoints(this, grid.dtype(), sloped);
              for (int i = from * together; i < to * together; i++) {
                int image = i / each;
                int first = i % each * SamplePoints.BLOCK;
                int n = Math.min(SamplePoints.BLOCK, points - first);
                found.find(places, (image * points + first) * dims(), n);
                block.run(found, image, first, n);
                context.worked(n * channels * found.count());
              }
            });
  }

  /** The samples. */
  public Storage values(Storage images, Storage grid) {
    Storage samples = Storage.unwritten(images.dtype(), numel(channels, points));
    int pixels = pixels();
    blocks(
        grid,
        false,
        false,
        (found, image, first, n) -> {
          for (int c = image * channels; c < (image + 1) * channels; c++) {
            int at = c * pixels;
            int to = c * points + first;
            if (images.dtype() == DType.FLOAT32) {
              read(found, images.floats(), at, samples.floats(), to, n);
            } else {
              read(found, images.doubles(), at, samples.doubles(), to, n);
            }
          }
        });
    return samples;
  }

  private static void read(SamplePoints found, float[] x, int at, float[] y, int to, int n) {
    int count = found.count();
    int[] offsets = found.offsets();
    double[] weights = found.weights();
    for (int p = 0; p < n; p++) {
      double sum = 0;
      for (int k = p * count; k < (p + 1) * count; k++) {
        sum += weights[k] * (offsets[k] < 0 ? 0 : x[at + offsets[k]]); // nan where a weight is
      }
      y[to + p] = (float) sum;
    }
  }

  private static void read(SamplePoints found, double[] x, int at, double[] y, int to, int n) {
    int count = found.count();
    int[] offsets = found.offsets();
    double[] weights = found.weights();
    for (int p = 0; p < n; p++) {
      double sum = 0;
      for (int k = p * count; k < (p + 1) * count; k++) {
        sum += weights[k] * (offsets[k] < 0 ? 0 : x[at + offsets[k]]); // nan where a weight is
      }
      y[to + p] = sum;
    }
  }

  /** The gradient by the images: each pixel gets its share of the samples that read it. */
  public Storage gradientOfImages(Storage cotangent, Storage grid) {
    int pixels = pixels();
    Storage gradient = Storage.zeros(cotangent.dtype(), numel(channels, pixels));
    blocks(
        grid,
        false,
        true,
        (found, image, first, n) -> {
          for (int c = image * channels; c < (image + 1) * channels; c++) {
            int from = c * points + first;
            int at = c * pixels;
            if (cotangent.dtype() == DType.FLOAT32) {
              spread(found, cotangent.floats(), from, gradient.floats(), at, n);
            } else {
              spread(found, cotangent.doubles(), from, gradient.doubles(), at, n);
            }
          }
        });
    return gradient;
  }

  private static void spread(SamplePoints found, float[] g, int from, float[] dx, int at, int n) {
    int count = found.count();
    int[] offsets = found.offsets();
    double[] weights = found.weights();
    for (int p = 0; p < n; p++) {
      double own = g[from + p];
      for (int k = p * count; k < (p + 1) * count; k++) {
        if (offsets[k] >= 0) {
          dx[at + offsets[k]] += (float) (weights[k] * own);
        }
      }
    }
  }

  private static void spread(SamplePoints found, double[] g, int from, double[] dx, int at, int n) {
    int count = found.count();
    int[] offsets = found.offsets();
    double[] weights = found.weights();
    for (int p = 0; p < n; p++) {
      for (int k = p * count; k < (p + 1) * count; k++) {
        if (offsets[k] >= 0) {
          dx[at + offsets[k]] += weights[k] * g[from + p];
        }
      }
    }
  }

  /** The gradient by the places: what all channels' pixels, with their slopes, say. */
  public Storage gradientOfPlaces(Storage cotangent, Storage images, Storage grid) {
    double[] gradient = Room.doubles(numel(points, dims()));
    int pixels = pixels();
    blocks(
        grid,
        true,
        false,
        (found, image, first, n) -> {
          double[] shares = new double[n * found.count()];
          for (int c = image * channels; c < (image + 1) * channels; c++) {
            int from = c * points + first;
            int at = c * pixels;
            if (images.dtype() == DType.FLOAT32) {
              weigh(found, cotangent.floats(), from, images.floats(), at, shares, n);
            } else {
              weigh(found, cotangent.doubles(), from, images.doubles(), at, shares, n);
            }
          }
          sum(found, shares, gradient, (image * points + first) * dims(), n);
        });
    Storage precise = Storage.of(gradient);
    return grid.dtype() == DType.FLOAT64
        ? precise
        : Copies.converted(new View(precise, Layout.contiguous(gradient.length)), grid.dtype());
  }

  private static void weigh(
      SamplePoints found, float[] g, int from, float[] x, int at, double[] shares, int n) {
    int count = found.count();
    int[] offsets = found.offsets();
    for (int p = 0; p < n; p++) {
      double own = g[from + p];
      for (int k = p * count; k < (p + 1) * count; k++) {
        if (offsets[k] >= 0) {
          shares[k] += own * x[at + offsets[k]];
        }
      }
    }
  }

  private static void weigh(
      SamplePoints found, double[] g, int from, double[] x, int at, double[] shares, int n) {
    int count = found.count();
    int[] offsets = found.offsets();
    for (int p = 0; p < n; p++) {
      for (int k = p * count; k < (p + 1) * count; k++) {
        if (offsets[k] >= 0) {
          shares[k] += g[from + p] * x[at + offsets[k]];
        }
      }
    }
  }

  private void sum(SamplePoints found, double[] shares, double[] gradient, int to, int n) {
    int count = found.count();
    double[] slopes = found.slopes();
    for (int i = 0; i < n * dims(); i++) {
      int p = i / dims();
      double sum = 0;
      for (int k = 0; k < count; k++) {
        sum += shares[p * count + k] * slopes[i * count + k];
      }
      gradient[to + i] = sum;
    }
  }
}
