package org.gradlang.kernel;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** {@link WindowLoop} on vectors; loaded only where there is the Vector API. */
final class WindowLanes implements WindowLoop {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, FLOATS.vectorShape());

  /** Elements of {@link #rehearse}. */
  static final int ROOM = 8 * WHOLE;

  @Override
  public void take(float[] values, int[] places, int at, float[] greatest, int[] best, int n) {
    for (int i = 0; i < n; i += FLOATS.length()) {
      FloatVector value = FloatVector.fromArray(FLOATS, values, i);
      FloatVector old = FloatVector.fromArray(FLOATS, greatest, i);
      VectorMask<Float> found = value.compare(GT, old).or(value.compare(NE, value)); // or a NaN
      IntVector place = IntVector.fromArray(INTS, places, at + i);
      old.blend(value, found).intoArray(greatest, i);
      IntVector.fromArray(INTS, best, i).blend(place, found.cast(INTS)).intoArray(best, i);
    }
  }

  /** Runs it on small data, for {@link BringUp}. */
  static void rehearse(WindowLoop loop, float[] x, int[] places, int[] best) {
    loop.take(x, places, 0, x, best, ROOM);
  }
}
