package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;

/**
 * What a sliding window sees of images, and its adjoint: (images, places of the window, positions)
 * row-major, of float32. Copied and added line by line, in the order of the places.
 */
public final class WindowColumns {
  private static final int GRAIN = 1 << 14;

  private WindowColumns() {}

  /** Each place of the window at all positions; 0 where it is outside the image. */
  public static Storage of(Strided images, Window window) {
    float[] x = dense(images);
    int size = window.imageSize();
    int count = size == 0 ? 0 : images.layout().numel() / size;
    int kernel = window.kernelSize();
    int positions = window.positionCount();
    Storage columns =
        Storage.unwritten(DType.FLOAT32, Layout.numelOf(new int[] {count, kernel, positions}));
    float[] y = columns.floats();
    WindowLines lines = new WindowLines(window);
    each(
        count * kernel,
        positions,
        i -> copyPlace(lines, i % kernel, x, i / kernel * size, y, i * positions));
    return columns;
  }

  /** The images whose elements are the sums of all that saw them. */
  public static Storage images(Strided columns, Window window) {
    float[] x = dense(columns);
    int size = window.imageSize();
    int kernel = window.kernelSize();
    int positions = window.positionCount();
    int each = kernel * positions;
    int count = each == 0 ? 0 : columns.layout().numel() / each;
    Storage images = Storage.zeros(DType.FLOAT32, Layout.numelOf(new int[] {count, size}));
    float[] y = images.floats();
    WindowLines lines = new WindowLines(window);
    each(
        count,
        each,
        i -> {
          for (int k = 0; k < kernel; k++) {
            addPlace(lines, k, x, i * each + k * positions, y, i * size);
          }
        });
    return images;
  }

  private interface Part {
    void run(int i);
  }

  private static void each(int count, int cost, Part part) {
    Context.current()
        .split(
            count,
            GRAIN / Math.max(1, cost) + 1,
            (from, to) -> {
              Context context = Context.current();
              for (int i = from; i < to; i++) {
                part.run(i);
                context.worked(cost);
              }
            });
  }

  private static void copyPlace(WindowLines lines, int k, float[] x, int image, float[] y, int to) {
    int column = k % lines.columns;
    int begin = lines.begin(column);
    int end = Math.max(begin, lines.end(column));
    for (int line = 0; line < lines.count; line++) {
      int out = to + line * lines.size;
      int from = lines.line(line, k / lines.columns);
      if (from < 0) {
        Arrays.fill(y, out, out + lines.size, 0);
        continue;
      }
      Arrays.fill(y, out, out + begin, 0);
      int at = image + from + lines.shift(column) + begin * lines.step;
      copy(x, at, lines.step, y, out + begin, end - begin);
      Arrays.fill(y, out + end, out + lines.size, 0);
    }
  }

  private static void copy(float[] x, int at, int step, float[] y, int to, int n) {
    if (step == 1) {
      System.arraycopy(x, at, y, to, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      y[to + i] = x[at + i * step];
    }
  }

  /** Adds what place k of the window has at all positions to the image that begins at a place. */
  static void addPlace(WindowLines lines, int k, float[] sums, int from, float[] image, int to) {
    int column = k % lines.columns;
    int begin = lines.begin(column);
    int n = lines.end(column) - begin;
    for (int line = 0; line < lines.count && n > 0; line++) {
      int at = lines.line(line, k / lines.columns);
      if (at >= 0) {
        int first = to + at + lines.shift(column) + begin * lines.step;
        add(sums, from + line * lines.size + begin, image, first, lines.step, n);
      }
    }
  }

  private static void add(float[] x, int at, float[] y, int to, int step, int n) {
    if (step == 1) {
      for (int i = 0; i < n; i++) {
        y[to + i] += x[at + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        y[to + i * step] += x[at + i];
      }
    }
  }

  static float[] dense(Strided x) {
    boolean dense = x.layout().isContiguous() && x.layout().offset() == 0;
    return (dense ? x.storage() : Copies.contiguous(x)).floats();
  }
}
