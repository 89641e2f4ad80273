package org.gradlang.kernel;

import static org.gradlang.kernel.WrittenRows.BETWEEN;
import static org.gradlang.kernel.WrittenRows.NUMBER;
import static org.gradlang.kernel.WrittenRows.OTHER;
import static org.gradlang.kernel.WrittenRows.RESULT;
import static org.gradlang.kernel.WrittenRows.ROW;
import static org.gradlang.kernel.WrittenRows.step;

import org.gradlang.kernel.WrittenRows.Frame;

/**
 * The last step of a {@link Softmax}'s gradient for a row of float32, on vectors: what {@link
 * RowPowers} is to its values.
 */
final class RowSlopes {
  /** What is enough for {@link #rehearse}. */
  static final int ROOM = 69;

  private final WrittenRows slopes;
  private final WrittenRows logarithms;

  RowSlopes(LaneCode lanes) {
    slopes =
        WrittenRows.of(
            lanes,
            step(Arithmetic.SUB, OTHER, NUMBER, BETWEEN),
            step(Arithmetic.MUL, BETWEEN, ROW, RESULT));
    logarithms =
        WrittenRows.of(
            lanes,
            step(Exponential.EXP, ROW, ROW, BETWEEN),
            step(Arithmetic.MUL, BETWEEN, NUMBER, BETWEEN),
            step(Arithmetic.SUB, OTHER, BETWEEN, RESULT));
  }

  /** Writes {@code y * (g - sum)}; all rows begin at one index. */
  void ofPowers(Frame frame, float[] y, float[] g, float sum, float[] dx, int at, int n) {
    int whole = slopes.run(frame.row(y, at).other(g, at).number(sum).result(dx, at), n);
    for (int i = at + whole; i < at + n; i++) {
      dx[i] = (g[i] - sum) * y[i];
    }
  }

  /** Writes {@code g - exp(y) * sum}; all rows begin at one index. */
  void ofLogarithms(Frame frame, float[] y, float[] g, float sum, float[] dx, int at, int n) {
    int whole = logarithms.run(frame.row(y, at).other(g, at).number(sum).result(dx, at), n);
    for (int i = at + whole; i < at + n; i++) {
      dx[i] = g[i] - FloatMath.exp(y[i]) * sum;
    }
  }

  /**
   * All loops, with a rest; that of logarithms on ordinary elements, and on others.
   *
   * @param x zeros
   * @param y as many elements, which it changes
   */
  static void rehearse(RowSlopes slopes, Frame frame, float[] x, float[] y) {
    slopes.ofPowers(frame, x, x, 1, y, 0, x.length);
    slopes.ofLogarithms(frame, x, x, 1, y, 0, x.length);
    x[0] = -Float.MAX_VALUE;
    slopes.ofLogarithms(frame, x, x, 1, y, 0, x.length);
    x[0] = 0;
  }
}
