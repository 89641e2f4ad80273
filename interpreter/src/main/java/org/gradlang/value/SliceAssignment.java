package org.gradlang.value;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** {@code xs[a:b:c] = values} on lists. */
final class SliceAssignment {
  private SliceAssignment() {}

  static void assign(ListValue list, SliceValue slice, Object values) {
    Object[] given = Iteration.list(values).toArray();
    SliceValue.Bounds bounds = slice.bounds(list.size());
    if (bounds.step() == 1) {
      replace(list, (int) bounds.start(), bounds.length(), given);
    } else {
      assignEach(list, bounds, given);
    }
  }

  private static void replace(ListValue list, int start, int length, Object[] given) {
    Object[] before = list.toArray();
    Object[] after = Room.array((long) before.length - length + given.length);
    System.arraycopy(before, 0, after, 0, start);
    System.arraycopy(given, 0, after, start, given.length);
    int rest = start + length;
    System.arraycopy(before, rest, after, start + given.length, before.length - rest);
    list.replaceAll(after);
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
    for (int i = 0; i < given.length; i++) {
      list.set((int) (bounds.start() + i * bounds.step()), given[i]);
    }
  }
}
