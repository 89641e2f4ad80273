package org.gradlang.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorOperators.Comparison;
import jdk.incubator.vector.VectorSpecies;

/** Primitives on vectors of float64. Needs the Vector API; loaded only where that is present. */
final class DoubleLanes {
  private DoubleLanes() {}

  static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  /** A function of up to three vectors; one of fewer ignores the rest. */
  interface Function {
    DoubleVector apply(DoubleVector a, DoubleVector b, DoubleVector c);
  }

  static final Function ADD = (a, b, c) -> a.add(b);
  static final Function SUB = (a, b, c) -> a.sub(b);
  static final Function MUL = (a, b, c) -> a.mul(b);
  static final Function DIV = (a, b, c) -> a.div(b);
  static final Function MAX = (a, b, c) -> a.max(b);
  static final Function MIN = (a, b, c) -> a.min(b);
  static final Function NEG = (a, b, c) -> a.neg();
  static final Function ABS = (a, b, c) -> a.abs();
  static final Function SQRT = (a, b, c) -> a.sqrt();
  static final Function RSQRT = (a, b, c) -> all(1).div(a.sqrt());
  static final Function RECIPROCAL = (a, b, c) -> all(1).div(a);
  static final Function SIGN =
      (a, b, c) ->
          all(0)
              .blend(all(1), a.compare(VectorOperators.GT, 0.0))
              .blend(all(-1), a.compare(VectorOperators.LT, 0.0));
  static final Function EQUAL = (a, b, c) -> compare(VectorOperators.EQ, a, b);
  static final Function NOT_EQUAL = (a, b, c) -> compare(VectorOperators.NE, a, b);
  static final Function LESS = (a, b, c) -> compare(VectorOperators.LT, a, b);
  static final Function LESS_EQUAL = (a, b, c) -> compare(VectorOperators.LE, a, b);
  static final Function SELECT = (a, b, c) -> c.blend(b, a.compare(VectorOperators.NE, 0.0));

  /** Makes the JVM load all classes that these functions need. */
  static void loadClasses() {
    SELECT.apply(all(1), all(1), all(1));
  }

  private static DoubleVector all(double value) {
    return DoubleVector.broadcast(SPECIES, value);
  }

  private static DoubleVector compare(Comparison comparison, DoubleVector a, DoubleVector b) {
    return all(0).blend(1.0, a.compare(comparison, b));
  }
}
