package org.gradlang.value;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.gradlang.op.signature.Listed;
import org.gradlang.op.signature.TypeNamed;
import org.gradlang.tensor.Budget;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** The ints of {@code range(start, stop, step)}, made as they are asked for. */
public final class RangeValue implements Iterable<Object>, TypeNamed, Listed {
  private final long start;
  private final long stop;
  private final long step;
  private final long length;

  public RangeValue(long start, long stop, long step) {
    if (step == 0) {
      throw new GradError(ErrorKind.VALUE, "the step of a range cannot be zero");
    }
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = count(start, stop, step);
  }

  private static long count(long start, long stop, long step) {
    if (step > 0 ? start >= stop : start <= stop) {
      return 0;
    }
    long span = step > 0 ? stop - start : start - stop;
    long stride = step > 0 ? step : -step;
    // as unsigned numbers neither can overflow
    long length = Long.divideUnsigned(span - 1, stride) + 1;
    if (length <= 0) {
      throw new GradError(ErrorKind.OVERFLOW, "a range of more than 2^63 - 1 ints");
    }
    return length;
  }

  @Override
  public List<Object> elements() {
    ValueRoom.forCount(length, Budget.ofSizes());
    return new AbstractList<>() {
      @Override
      public Object get(int index) {
        return at(index);
      }

      @Override
      public int size() {
        return (int) length;
      }
    };
  }

  public long start() {
    return start;
  }

  public long stop() {
    return stop;
  }

  public long step() {
    return step;
  }

  /** How many ints there are. */
  public long length() {
    return length;
  }

  /** The int at a position from 0 to {@link #length} - 1. */
  public long at(long index) {
    return start + index * step;
  }

  /** Whether {@code number} is one of the ints. */
  public boolean contains(long number) {
    if (length == 0) {
      return false;
    }
    long last = at(length - 1);
    boolean inside =
        step > 0 ? number >= start && number <= last : number <= start && number >= last;
    // as unsigned numbers the differences cannot overflow
    long distance = step > 0 ? number - start : start - number;
    return inside && Long.remainderUnsigned(distance, step > 0 ? step : -step) == 0;
  }

  /** The range of the positions that a slice takes. */
  RangeValue slice(SliceValue slice) {
    SliceValue.Bounds bounds = slice.bounds(length);
    long from = at(bounds.start());
    long by = step * bounds.step();
    return new RangeValue(from, from + by * bounds.count(), by);
  }

  @Override
  public Iterator<Object> iterator() {
    return new Iterator<>() {
      private final Context context = Context.current();
      private long index;

      @Override
      public boolean hasNext() {
        return index < length;
      }

      @Override
      public Object next() {
        if (index >= length) {
          throw new NoSuchElementException();
        }
        context.reached((int) index);
        return at(index++);
      }
    };
  }

  @Override
  public String typeName() {
    return "range";
  }

  @Override
  public String toString() {
    String ends = start + ", " + stop;
    return "range(" + ends + (step == 1 ? "" : ", " + step) + ")";
  }
}
