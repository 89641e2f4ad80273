package org.gradlang.kernel;

import java.util.BitSet;
import java.util.List;
import org.gradlang.tensor.DType;

/**
 * A written loop over rows of float32, with up to two numbers that are the same for all elements: a
 * few steps, some vectors side by side.
 */
final class WrittenRows {
  // slots
  /** The elements of a row. */
  static final int ROW = 0;

  /** The elements of another row. */
  static final int OTHER = 1;

  static final int NUMBER = 2;

  /** Another number. */
  static final int LAST = 3;

  /** A value between steps. */
  static final int BETWEEN = 4;

  static final int RESULT = 5;

  private static final int SLOTS = 6;

  private final int width;
  private final VectorLoop loop;

  private WrittenRows(int width, VectorLoop loop) {
    this.width = width;
    this.loop = loop;
  }

  /** A step of two operands, or of one that is named twice. */
  static Program.Step step(Primitive primitive, int a, int b, int out) {
    return new Program.Step(primitive, a, b, b, out);
  }

  /** A loop of these steps, of which the last gives the result. */
  static WrittenRows of(LaneCode lanes, Program.Step... steps) {
    BitSet inputs = new BitSet();
    for (Program.Step step : steps) {
      List<Integer> reads = ProgramPart.reads(step);
      reads.stream().filter(slot -> slot < BETWEEN).forEach(inputs::set);
    }
    BitSet numbers = new BitSet();
    numbers.set(NUMBER, LAST + 1);
    int width = FloatLanes.SPECIES.length();
    ProgramPart part = ProgramPart.alone(inputs, RESULT, steps);
    VectorLoop any = VectorLoopWriter.write(part, numbers, DType.FLOAT32, lanes, width, 2);
    return new WrittenRows(
        width, part.hasShortForm(lanes) ? new OrdinaryLoop(part, numbers, lanes, any) : any);
  }

  /** Does whole vectors of {@code n} elements; how many elements these are. */
  int run(Frame frame, int n) {
    int whole = n - n % width;
    loop.run(frame.arrays, frame.indices, whole);
    return whole;
  }

  /** What a loop works on, for one thread: made once, so that no row makes garbage. */
  static final class Frame {
    private final Object[] arrays = new Object[SLOTS];
    private final int[] indices = new int[SLOTS];

    Frame() {
      arrays[NUMBER] = new float[1];
      arrays[LAST] = new float[1];
    }

    Frame row(float[] x, int at) {
      return set(ROW, x, at);
    }

    Frame other(float[] x, int at) {
      return set(OTHER, x, at);
    }

    Frame result(float[] x, int at) {
      return set(RESULT, x, at);
    }

    Frame number(float number) {
      ((float[]) arrays[NUMBER])[0] = number;
      return this;
    }

    Frame last(float number) {
      ((float[]) arrays[LAST])[0] = number;
      return this;
    }

    private Frame set(int slot, float[] x, int at) {
      arrays[slot] = x;
      indices[slot] = at;
      return this;
    }
  }
}
