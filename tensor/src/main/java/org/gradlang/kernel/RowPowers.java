package org.gradlang.kernel;

import java.util.BitSet;
import org.gradlang.tensor.DType;

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

  // slots
  private static final int ROW = 0;
  private static final int NUMBER = 1;
  private static final int DIFFERENCE = 2;
  private static final int RESULT = 3;

  private final int width = FloatLanes.SPECIES.length();
  private final VectorLoop powers;
  private final VectorLoop products;

  RowPowers(LaneCode lanes) {
    powers =
        write(
            lanes,
            new Program.Step(Arithmetic.SUB, ROW, NUMBER, NUMBER, DIFFERENCE),
            new Program.Step(Exponential.EXP, DIFFERENCE, DIFFERENCE, DIFFERENCE, RESULT));
    products = write(lanes, new Program.Step(Arithmetic.MUL, ROW, NUMBER, NUMBER, RESULT));
  }

  private VectorLoop write(LaneCode lanes, Program.Step... steps) {
    BitSet inputs = new BitSet();
    inputs.set(ROW);
    inputs.set(NUMBER);
    BitSet numbers = new BitSet();
    numbers.set(NUMBER);
    return VectorLoopWriter.write(
        ProgramPart.alone(inputs, RESULT, steps), numbers, DType.FLOAT32, lanes, width, 2);
  }

  /** Writes {@code exp(x - greatest)} to {@code y}. */
  void powers(float[] x, int at, float greatest, float[] y, int to, int n) {
    int whole = n - n % width;
    run(powers, x, at, greatest, y, to, whole);
    for (int i = whole; i < n; i++) {
      y[to + i] = FloatMath.exp(x[at + i] - greatest);
    }
  }

  /** Multiplies all elements by one number. */
  void scale(float[] x, int at, float factor, int n) {
    int whole = n - n % width;
    run(products, x, at, factor, x, at, whole);
    for (int i = at + whole; i < at + n; i++) {
      x[i] *= factor;
    }
  }

  private static void run(
      VectorLoop loop, float[] x, int at, float number, float[] y, int to, int n) {
    loop.run(new Object[] {x, new float[] {number}, x, y}, new int[] {at, 0, at, to}, n);
  }

  /** Both loops, with a rest. */
  static void rehearse(RowPowers powers, float[] x) {
    powers.powers(x, 0, 1, x, 0, x.length);
    powers.scale(x, 0, 0.5f, x.length);
  }
}
