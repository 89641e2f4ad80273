package org.gradlang.value;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** {@code xs[a:b:c] = values} on lists. */
final class SliceAssignment {
  private SliceAssignment() {}

  static void assign(ListValue list, SliceValue slice, Object values) {
    Object[] given = Iteration.list(values).toArray();
    SliceValue.Bounds bounds = slice.bounds(list.size());
    if (bounds.step() == 1) {
      int start = (int) bounds.start();
      list.splice(start, start + bounds.length(), given);
    } else {
      assignEach(list, bounds, given);
    }
  }

  private static void assignEach(ListValue list, SliceValue.Bounds bounds, Object[] given) {
    if (given.length != bounds.length()) {
      throw new GradError(
          ErrorKind.VALUE,
          given.length
              + " values cannot replace the "
              + bounds.length()
              + " of a slice with a step");
    }
    Context context = Context.current();
    for (int i = 0; i < given.length; i++) {
      context.reached(i);
      list.set((int) (bounds.start() + i * bounds.step()), given[i]);
    }
  }
}
