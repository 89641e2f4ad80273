package org.gradlang.kernel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.gradlang.tensor.DType;
import org.jspecify.annotations.Nullable;

/**
 * A part of a program, with the loop that does all its steps at once.
 *
 * @param loop null where the steps go one by one
 * @param width how many elements are a vector of the loop
 * @param size how many operations on vectors the loop has
 */
record ProgramPiece(ProgramPart part, @Nullable VectorLoop loop, int width, int size) {
  /**
   * Operations on vectors that may stand in one loop. The step of an LSTM, five functions with 188
   * of them, takes 383 us for 2^17 elements as one loop and 567 step by step; the compiler needs
   * 0.3 s for it.
   */
  private static final int LARGEST = 200;

  /** A program cut into as few pieces as can be. */
  static List<ProgramPiece> of(
      Program program, DType dtype, BitSet uniform, LaneCode lanes, int width) {
    List<ProgramPiece> pieces = new ArrayList<>();
    int count = program.steps().size();
    for (int from = 0; from < count; ) {
      int to = from;
      int size = 0;
      while (to < count) {
        int more = size(program.steps().get(to).primitive(), dtype, lanes);
        if (more == 0 || size + more > LARGEST) {
          break;
        }
        size += more;
        to++;
      }
      to = Math.max(to, from + 1);
      ProgramPart part = ProgramPart.of(program, from, to);
      @Nullable VectorLoop loop =
          part.steps().size() == 1
              ? null
              : VectorLoopWriter.write(part, uniform, dtype, lanes, width, 1);
      pieces.add(new ProgramPiece(part, loop, width, size));
      from = to;
    }
    return List.copyOf(pieces);
  }

  private static int size(Primitive primitive, DType dtype, LaneCode lanes) {
    String name = primitive.name();
    return primitive.hasLanes(dtype) && lanes.has(name) ? lanes.size(name) : 0;
  }

  List<Program.Step> steps() {
    return part.steps();
  }

  /** The same without its loop. */
  ProgramPiece stepByStep() {
    return new ProgramPiece(part, null, width, size);
  }

  /**
   * Computes whole vectors of a run, and answers how many elements those were.
   *
   * @param arrays by slot
   * @param indices by slot: where the run begins
   */
  int run(Object[] arrays, int[] indices, int n) {
    int whole = n - n % width;
    if (loop == null || whole == 0) {
      return 0;
    }
    loop.run(arrays, indices, whole);
    return whole;
  }
}
