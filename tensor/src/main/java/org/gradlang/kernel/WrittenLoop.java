package org.gradlang.kernel;

import java.util.BitSet;
import org.gradlang.tensor.DType;

/**
 * The SIMD loop of a function of one float32 that is too long for {@link FloatLoopTemplate}: its
 * code is copied into the loop, where the JVM would not inline all of it and make boxed vectors of
 * the rest. One vector at a time: of two erf side by side it boxed one, and a loop of two tanh was
 * not ready after ten seconds on one processor.
 */
final class WrittenLoop implements Loop {
  private static final int IN = 0;
  private static final int OUT = 1;

  private final VectorLoop vectors;
  private final int width;
  private final Loop plain;

  /**
   * A loop for a primitive.
   *
   * @param plain its loop for what is left behind the last whole vector
   */
  WrittenLoop(Primitive primitive, LaneCode lanes, Loop plain) {
    BitSet inputs = new BitSet();
    inputs.set(IN);
    Program.Step step = new Program.Step(primitive, IN, IN, IN, OUT);
    this.width = FloatLanes.SPECIES.length();
    this.plain = plain;
    this.vectors =
        VectorLoopWriter.write(
            ProgramPart.alone(inputs, OUT, step), new BitSet(), DType.FLOAT32, lanes, width, 1);
  }

  @Override
  public void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    int whole = n - n % width;
    vectors.run(new Object[] {a, out}, new int[] {ai, oi}, whole);
    if (whole < n) {
      plain.run(a, ai + whole, b, bi, c, ci, out, oi + whole, n - whole);
    }
  }
}
