package org.gradlang.kernel;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.VectorModule;
import org.jspecify.annotations.Nullable;

/**
 * The loops over vectors of a program, for one dtype and one choice of what is a number: there are
 * none until the program has worked on many elements and the JVM has compiled them. The bits are
 * those of the single steps.
 */
final class ProgramLoops extends Paced {
  /**
   * Steps times elements before loops are written: the compiler takes some 0.1 s for them, and they
   * save 0.1 to 0.15 ns for each step of an element.
   */
  private static final long PATIENCE = 1L << 28;

  /** Vectors in a sample. */
  private static final int SAMPLE = 4;

  /** What a compiled loop stays below on the sample, and any other is far above. */
  private static final long SAMPLE_NANOS = 500;

  /** What each operation on vectors adds to that. */
  private static final long OPERATION_NANOS = 10;

  /** What single steps take for an element at most. */
  private static final long STEP_NANOS = 200;

  /** How often loops and steps are compared. */
  private static final int TRIALS = 30;

  private final Program program;
  private final DType dtype;
  private final BitSet uniform;
  private @Nullable List<ProgramPiece> pieces; // a thread that still reads null goes step by step
  private long counted; // counts roughly where several threads do

  /**
   * @param uniform the slots that hold one number for all elements
   */
  ProgramLoops(Program program, DType dtype, BitSet uniform) {
    this.program = program;
    this.dtype = dtype;
    this.uniform = uniform;
  }

  boolean areFor(DType other, BitSet numbers) {
    return dtype == other && uniform.equals(numbers);
  }

  /** The program's steps, in order; null as long as they go one by one. */
  @Nullable List<ProgramPiece> pieces() {
    return pieces;
  }

  /** Says how many elements the program has worked on. */
  void worked(long elements) {
    if (counted < PATIENCE) {
      counted += elements * program.steps().size();
      if (counted >= PATIENCE && VectorModule.isPossible()) {
        BringUp.later(this::bringUp);
      }
    }
  }

  /** Says how long these pieces took for so many elements. */
  void judge(List<ProgramPiece> used, long nanos, int n) {
    long limit = used.stream().mapToLong(ProgramLoops::limit).sum();
    boolean slow = nanos > limit * (10 + n / (SAMPLE * used.getFirst().width()));
    if (hasBecomeSlow(slow, () -> () -> used.forEach(piece -> sample(piece).run()), 4 * limit)) {
      pieces = null;
      bringUp(used);
    }
  }

  private static long limit(ProgramPiece piece) {
    return piece.loop() == null
        ? STEP_NANOS * SAMPLE * piece.width() * piece.steps().size()
        : SAMPLE_NANOS + OPERATION_NANOS * SAMPLE * piece.size();
  }

  private void bringUp() {
    if (SimdKernels.isAvailable()) {
      bringUp(SimdKernels.pieces(program, dtype, uniform));
    }
  }

  private void bringUp(List<ProgramPiece> made) {
    List<BringUp.Rehearsal> rehearsals = new ArrayList<>();
    for (ProgramPiece piece : made) {
      if (piece.loop() != null) {
        rehearsals.add(new BringUp.Rehearsal(sample(piece), limit(piece)));
      }
    }
    if (!rehearsals.isEmpty()) {
      BringUp.start(rehearsals, () -> pieces = chosen(made));
    }
  }

  private Runnable sample(ProgramPiece piece) {
    Object[] arrays = arrays(SAMPLE * piece.width());
    int[] indices = new int[arrays.length];
    return () -> piece.run(arrays, indices, SAMPLE * piece.width());
  }

  private Object[] arrays(int n) {
    Object[] arrays = new Object[program.slots()];
    for (int slot = 0; slot < arrays.length; slot++) {
      arrays[slot] = Elements.filled(dtype, Scalar.of(0.5), n);
    }
    return arrays;
  }

  /**
   * With those loops alone that are faster than their steps: on some processors one might not be,
   * and one that the JVM compiles in part makes boxed vectors. Null if none is.
   */
  private @Nullable List<ProgramPiece> chosen(List<ProgramPiece> made) {
    List<ProgramPiece> chosen = made.stream().map(this::chosen).toList();
    return chosen.stream().allMatch(piece -> piece.loop() == null) ? null : chosen;
  }

  private ProgramPiece chosen(ProgramPiece piece) {
    if (piece.loop() == null) {
      return piece;
    }
    Object[] arrays = arrays(Evaluation.TILE);
    int[] indices = new int[arrays.length];
    long together = Long.MAX_VALUE;
    long apart = Long.MAX_VALUE;
    for (int i = 0; i < TRIALS; i++) {
      long start = System.nanoTime();
      piece.run(arrays, indices, Evaluation.TILE);
      long middle = System.nanoTime();
      piece.steps().forEach(step -> run(step, arrays));
      apart = Math.min(apart, System.nanoTime() - middle);
      together = Math.min(together, middle - start);
    }
    return together < apart ? piece : piece.stepByStep();
  }

  private void run(Program.Step step, Object[] arrays) {
    step.primitive()
        .loop(dtype)
        .run(
            arrays[step.a()],
            0,
            arrays[step.b()],
            0,
            arrays[step.c()],
            0,
            arrays[step.out()],
            0,
            Evaluation.TILE);
  }
}
