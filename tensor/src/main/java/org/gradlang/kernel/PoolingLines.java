package org.gradlang.kernel;

import java.util.Arrays;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;

/**
 * The greatest elements of sliding windows where nobody asks for their places: line by line, one
 * place of all windows of a line after the other. They are those that {@link Pooling} finds, bit by
 * bit: of zeros with different signs the first.
 */
public final class PoolingLines {
  private static final int GRAIN = 1 << 14;

  private final float[] x;
  private final float[] greatest;
  private final WindowLines lines;

  private PoolingLines(float[] x, float[] greatest, WindowLines lines) {
    this.x = x;
    this.greatest = greatest;
    this.lines = lines;
  }

  /**
   * Row-major (images, windows).
   *
   * @param x images of float32
   */
  public static Storage max(Strided x, Window window) {
    int size = window.imageSize();
    int images = size == 0 ? 0 : x.layout().numel() / size;
    Storage values =
        Storage.unwritten(
            DType.FLOAT32, Layout.numelOf(new int[] {images, window.positionCount()}));
    WindowLines lines = new WindowLines(window);
    PoolingLines pooling = new PoolingLines(WindowColumns.dense(x), values.floats(), lines);
    int cost = Math.max(1, lines.size * window.kernelSize());
    Context.current()
        .split(
            images * lines.count,
            GRAIN / cost + 1,
            (begin, end) -> {
              for (int i = begin; i < end; i++) {
                pooling.line(i % lines.count, i / lines.count * size, i * lines.size);
                Context.current().worked(cost);
              }
            });
    return values;
  }

  /** The windows of one line of positions, whose results are from {@code out} on. */
  private void line(int line, int image, int out) {
    boolean isFirst = true;
    for (int row = 0; row < lines.rows; row++) {
      int from = lines.line(line, row);
      for (int c = 0; from >= 0 && c < lines.columns; c++) {
        int begin = lines.begin(c);
        int end = Math.max(begin, lines.end(c));
        int at = image + from + lines.shift(c) + begin * lines.step;
        if (isFirst && end - begin == lines.size) {
          copy(at, out);
        } else {
          if (isFirst) {
            Arrays.fill(greatest, out, out + lines.size, Float.NEGATIVE_INFINITY);
          }
          compare(at, out + begin, end - begin);
        }
        isFirst = false;
      }
    }
    if (isFirst) {
      Arrays.fill(greatest, out, out + lines.size, Float.NEGATIVE_INFINITY);
    }
  }

  private void copy(int at, int out) {
    int step = lines.step;
    for (int i = 0; i < lines.size; i++) {
      greatest[out + i] = x[at + i * step];
    }
  }

  private void compare(int at, int out, int n) {
    int step = lines.step;
    for (int i = 0; i < n; i++) {
      greatest[out + i] = later(greatest[out + i], x[at + i * step]);
    }
  }

  /** NaN if one of them is, and the first of zeros. */
  private static float later(float before, float value) {
    float max = Math.max(before, value);
    return max == 0 && before == 0 ? before : max;
  }
}
