package org.gradlang.kernel;

import static org.gradlang.kernel.WrittenRows.BETWEEN;
import static org.gradlang.kernel.WrittenRows.LAST;
import static org.gradlang.kernel.WrittenRows.NUMBER;
import static org.gradlang.kernel.WrittenRows.RESULT;
import static org.gradlang.kernel.WrittenRows.ROW;
import static org.gradlang.kernel.WrittenRows.step;

import org.gradlang.kernel.WrittenRows.Frame;

/**
 * The powers of a row of float32 for {@link Softmax}, on vectors; loaded only where there is the
 * Vector API. One number for all elements stays in a register here; as a tile that loops read, it
 * took a softmax of a million elements in rows of 1024 from 700 to 900 us. The bits are those of
 * the primitives' loops.
 *
 * <p>The loops are written, two vectors side by side: of a loop in Java that called {@code exp}
 * twice, the JVM left a vector boxed once other operations had run before, and a softmax took 1340
 * us.
 */
final class RowPowers {
  /** What is enough for {@link #rehearse}. */
  static final int ROOM = 69;

  private final WrittenRows powers;
  private final WrittenRows products;
  private final WrittenRows differences;

  RowPowers(LaneCode lanes) {
    powers =
        WrittenRows.of(
            lanes,
            step(Arithmetic.SUB, ROW, NUMBER, BETWEEN),
            step(Exponential.EXP, BETWEEN, BETWEEN, RESULT));
    products = WrittenRows.of(lanes, step(Arithmetic.MUL, ROW, NUMBER, RESULT));
    differences =
        WrittenRows.of(
            lanes,
            step(Arithmetic.SUB, ROW, NUMBER, BETWEEN),
            step(Arithmetic.SUB, BETWEEN, LAST, RESULT));
  }

  /** Writes {@code exp(x - greatest)} to {@code y}. */
  void powers(Frame frame, float[] x, int at, float greatest, float[] y, int to, int n) {
    int whole = powers.run(frame.row(x, at).number(greatest).result(y, to), n);
    for (int i = whole; i < n; i++) {
      y[to + i] = FloatMath.exp(x[at + i] - greatest);
    }
  }

  /** Multiplies all elements by one number. */
  void scale(Frame frame, float[] x, int at, float factor, int n) {
    int whole = products.run(frame.row(x, at).number(factor).result(x, at), n);
    for (int i = at + whole; i < at + n; i++) {
      x[i] *= factor;
    }
  }

  /** Writes {@code (x - greatest) - last} to {@code y}, for a logarithm. */
  void subtract(Frame frame, float[] x, int at, float greatest, float last, float[] y, int n) {
    int whole = differences.run(frame.row(x, at).number(greatest).last(last).result(y, at), n);
    for (int i = at + whole; i < at + n; i++) {
      y[i] = x[i] - greatest - last;
    }
  }

  /** All loops, with a rest; that of powers of ordinary elements, and of others. */
  static void rehearse(RowPowers powers, Frame frame, float[] x, float[] y) {
    powers.powers(frame, x, 0, 1, y, 0, x.length);
    powers.powers(frame, x, 0, Float.MAX_VALUE, y, 0, x.length);
    powers.scale(frame, x, 0, 0.5f, x.length);
    powers.subtract(frame, x, 0, 0.5f, 0.25f, x, x.length);
  }
}
