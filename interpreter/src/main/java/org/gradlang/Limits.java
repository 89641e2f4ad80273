package org.gradlang;

import java.time.Duration;
import org.gradlang.tensor.Bounds;

/**
 * What a program may use up. A limit that is reached ends the program with a LimitError, which it
 * cannot catch, and leaves the engine usable.
 *
 * <pre>{@code
 * Limits.none().steps(10_000_000).bytes(512L << 20).deadline(Duration.ofSeconds(5))
 * }</pre>
 *
 * <p>Memory counts for all that the engine holds, whichever run made it, until the JVM has found it
 * dead; what is over a limit only because it has not been looked for is looked for first. A program
 * may be a tenth over a limit of memory before it is stopped.
 *
 * @param steps calls and rounds of loops, for each {@link Grad#eval}
 * @param callDepth calls inside each other
 * @param time from the start of an {@link Grad#eval}
 * @param tensorBytes of the elements of all live tensors
 * @param bytes of all that lives: tensors, texts, lists, tuples, dicts, objects, functions, graphs
 * @param length characters of a text; elements of a list, tuple or dict
 * @param graphNodes live nodes of graphs
 * @param output characters written, for each {@link Grad#eval}
 */
public record Limits(
    long steps,
    int callDepth,
    Duration time,
    long tensorBytes,
    long bytes,
    int length,
    long graphNodes,
    long output) {

  /**
   * @throws IllegalArgumentException for a negative number or time
   */
  public Limits {
    atLeast(0, steps, "steps");
    atLeast(1, callDepth, "callDepth");
    if (time.isNegative()) {
      throw new IllegalArgumentException("the deadline must not be negative: " + time);
    }
    atLeast(0, tensorBytes, "tensorBytes");
    atLeast(0, bytes, "bytes");
    atLeast(0, length, "length");
    atLeast(0, graphNodes, "graphNodes");
    atLeast(0, output, "output");
  }

  private static void atLeast(long least, long given, String name) {
    if (given < least) {
      throw new IllegalArgumentException(
          "the limit " + name + " must be at least " + least + ": " + given);
    }
  }

  /** No limit but on the depth of calls, which the thread's stack bounds. */
  public static Limits none() {
    Bounds none = Bounds.none();
    return new Limits(
        none.steps(),
        none.callDepth(),
        Duration.ofNanos(none.nanos()),
        none.tensorBytes(),
        none.bytes(),
        none.length(),
        none.graphNodes(),
        none.output());
  }

  /** The same with another number of steps. */
  public Limits steps(long count) {
    return new Limits(count, callDepth, time, tensorBytes, bytes, length, graphNodes, output);
  }

  /** The same with another depth of calls. */
  public Limits callDepth(int depth) {
    return new Limits(steps, depth, time, tensorBytes, bytes, length, graphNodes, output);
  }

  /** The same with another time. */
  public Limits deadline(Duration duration) {
    return new Limits(steps, callDepth, duration, tensorBytes, bytes, length, graphNodes, output);
  }

  /** The same with another number of bytes for the elements of tensors. */
  public Limits tensorBytes(long count) {
    return new Limits(steps, callDepth, time, count, bytes, length, graphNodes, output);
  }

  /** The same with another number of bytes for all that a program holds. */
  public Limits bytes(long count) {
    return new Limits(steps, callDepth, time, tensorBytes, count, length, graphNodes, output);
  }

  /** The same with another length of texts and collections. */
  public Limits length(int count) {
    return new Limits(steps, callDepth, time, tensorBytes, bytes, count, graphNodes, output);
  }

  /** The same with another number of nodes. */
  public Limits graphNodes(long count) {
    return new Limits(steps, callDepth, time, tensorBytes, bytes, length, count, output);
  }

  /** The same with another number of characters to write. */
  public Limits output(long characters) {
    return new Limits(steps, callDepth, time, tensorBytes, bytes, length, graphNodes, characters);
  }

  /** What the engine holds programs to. */
  Bounds bounds() {
    return new Bounds(steps, callDepth, nanos(), tensorBytes, bytes, length, graphNodes, output);
  }

  private long nanos() {
    try {
      return time.toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }
}
