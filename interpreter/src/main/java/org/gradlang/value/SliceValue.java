package org.gradlang.value;

import org.gradlang.op.signature.TypeNamed;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;

/** The {@code start:stop:step} of an index; each part is an int or None. */
public record SliceValue(Object start, Object stop, Object step) implements TypeNamed {
  /**
   * A slice resolved for a sequence: {@code length} positions from {@code start} by {@code step}.
   */
  public record Bounds(long start, long step, long count) {
    /** How many positions there are, in what has no more than an int can count. */
    public int length() {
      return Math.toIntExact(count);
    }
  }

  /** The positions that this takes from a sequence of {@code size} elements. */
  public Bounds bounds(long size) {
    long by = step == None.NONE ? 1 : part(step);
    if (by == 0) {
      throw new GradError(ErrorKind.VALUE, "the step of a slice cannot be zero");
    }
    long low = by > 0 ? 0 : -1;
    long high = by > 0 ? size : size - 1;
    long from = start == None.NONE ? (by > 0 ? low : high) : clip(part(start), size, low, high);
    long to = stop == None.NONE ? (by > 0 ? high : low) : clip(part(stop), size, low, high);
    long span = by > 0 ? to - from : from - to;
    long length = span <= 0 ? 0 : (span - 1) / Math.abs(by) + 1;
    return new Bounds(from, by, length);
  }

  private static long clip(long index, long size, long low, long high) {
    long position = index < 0 ? index + size : index;
    return Math.clamp(position, low, high);
  }

  static long part(Object value) {
    return Position.of(value, "the bounds of a slice must be ints or None");
  }

  @Override
  public String typeName() {
    return "slice";
  }

  @Override
  public String toString() {
    return "slice(" + start + ", " + stop + ", " + step + ")";
  }
}
