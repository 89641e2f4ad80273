package org.gradlang.eval;

import java.util.Iterator;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Iteration;
import org.gradlang.value.ListValue;

/** What a {@code for} goes through; its errors are at the iterable's place. */
public final class Elements {
  private final Location location;
  private final Node iterable;
  private final boolean passing;

  /** {@code passing}: what is gone through is a new list that nobody else holds. */
  public Elements(Location location, Node iterable, boolean passing) {
    this.location = location;
    this.iterable = iterable;
    this.passing = passing;
  }

  /** Where this stands. */
  public Location location() {
    return location;
  }

  /** What gives the value to go through. */
  public Node iterable() {
    return iterable;
  }

  /** The value to go through. */
  public Object evaluate(Frame frame) {
    return iterable.execute(frame);
  }

  /** Begins to go through a value. */
  public Iterator<?> iterator(Object value) {
    location.mark();
    try {
      return passing && value instanceof ListValue list ? list.consumed() : Iteration.of(value);
    } catch (GradError e) {
      throw location.locate(e);
    }
  }

  /** Whether there is one more; a loader may run code to know. */
  public boolean hasNext(Iterator<?> iterator) {
    try {
      return iterator.hasNext();
    } catch (GradError e) {
      throw location.locate(e);
    }
  }

  /** The next element. */
  public Object next(Iterator<?> iterator) {
    location.mark();
    try {
      return iterator.next();
    } catch (GradError e) {
      throw location.locate(e);
    }
  }

  /** Counts a round. */
  public void tick() {
    location.tick();
  }
}
