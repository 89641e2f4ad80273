package org.gradlang.tensor;

/**
 * The most that a program may use up; what is not limited has the largest number of its type.
 *
 * @param steps calls and rounds of loops in a run
 * @param callDepth calls inside each other
 * @param nanos from the start of a run
 * @param tensorBytes of the elements of live tensors
 * @param bytes of all that lives: tensors, texts, collections, objects, nodes of graphs
 * @param length characters of one text; elements of one list, tuple or dict
 * @param graphNodes live nodes of graphs
 * @param output characters written in a run
 */
public record Bounds(
    long steps,
    int callDepth,
    long nanos,
    long tensorBytes,
    long bytes,
    int length,
    long graphNodes,
    long output) {
  /** Nested calls where nothing else is said: what a large stack holds. */
  public static final int DEFAULT_DEPTH = 5000;

  private static final Bounds NONE =
      new Bounds(
          Long.MAX_VALUE,
          DEFAULT_DEPTH,
          Long.MAX_VALUE,
          Long.MAX_VALUE,
          Long.MAX_VALUE,
          Integer.MAX_VALUE,
          Long.MAX_VALUE,
          Long.MAX_VALUE);

  /** No limit but on the depth of calls. */
  public static Bounds none() {
    return NONE;
  }

  /** Whether what lives has to be counted. */
  boolean onMemory() {
    return Math.min(Math.min(tensorBytes, bytes), graphNodes) != Long.MAX_VALUE;
  }
}
