package org.gradlang.kernel;

import java.util.BitSet;
import org.gradlang.tensor.DType;

/**
 * The SIMD loop of a function of one or two float32 that reads constants, which {@link
 * FloatLoopTemplate} would read in each round, or has a short form for ordinary elements: its code
 * is copied into the loop, where the JVM would not inline all of a long one and make boxed vectors
 * of the rest.
 */
final class WrittenLoop implements Loop {
  private static final int IN = 0;
  private static final int SECOND = 1;
  private static final int OUT = 2;

  private final VectorLoop vectors;
  private final int width;
  private final Loop plain;

  private WrittenLoop(VectorLoop vectors, Loop plain) {
    this.width = FloatLanes.SPECIES.length();
    this.vectors = vectors;
    this.plain = plain;
  }

  /**
   * A loop in the long form. One vector at a time: two side by side are no faster (a million tanh
   * 451 and 445 us, erf 610 and 617), and the JVM needs twice the time to compile them.
   *
   * @param plain the primitive's loop for what is left behind the last whole vector
   */
  static WrittenLoop of(Primitive primitive, LaneCode lanes, Loop plain) {
    int width = FloatLanes.SPECIES.length();
    return new WrittenLoop(
        VectorLoopWriter.write(part(primitive), new BitSet(), DType.FLOAT32, lanes, width, 1),
        plain);
  }

  /**
   * A loop in the short form.
   *
   * @param any the loop for elements that are not ordinary, and for those that are replaced
   */
  static WrittenLoop ofOrdinary(Primitive primitive, LaneCode lanes, Loop any, Loop plain) {
    VectorLoop others =
        (arrays, indices, n) -> {
          Object y = arrays[SECOND];
          int j = indices[SECOND];
          any.run(arrays[IN], indices[IN], y, j, y, j, arrays[OUT], indices[OUT], n);
          return true;
        };
    return new WrittenLoop(new OrdinaryLoop(part(primitive), new BitSet(), lanes, others), plain);
  }

  private static ProgramPart part(Primitive primitive) {
    BitSet inputs = new BitSet();
    inputs.set(IN, IN + primitive.arity());
    return ProgramPart.alone(inputs, OUT, new Program.Step(primitive, IN, SECOND, SECOND, OUT));
  }

  @Override
  public void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    int whole = n - n % width;
    vectors.run(new Object[] {a, b, out}, new int[] {ai, bi, oi}, whole);
    if (whole < n) {
      plain.run(a, ai + whole, b, bi + whole, c, ci, out, oi + whole, n - whole);
    }
  }
}
