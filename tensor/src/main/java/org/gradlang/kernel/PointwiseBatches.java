package org.gradlang.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The batches of formulas that a context's expressions came down to, so that a loop makes them
 * once.
 *
 * <p>Confined to the context's thread.
 */
public final class PointwiseBatches {
  /** Shapes of expressions that are remembered. */
  private static final int KNOWN = 1 << 10;

  private final Map<List<Object>, PointwiseBatch> batches = new HashMap<>();

  /**
   * The batch for a shape of expression, made when it is first met.
   *
   * @param shape what decides its formulas: functions and who reads what
   */
  public PointwiseBatch of(List<Object> shape, Supplier<List<Formula>> formulas) {
    @Nullable PointwiseBatch known = batches.get(shape);
    if (known == null) {
      known = PointwiseBatch.of(formulas.get());
      if (batches.size() == KNOWN) {
        batches.clear(); // a program that makes new expressions for ever must not keep all
      }
      batches.put(shape, known);
    }
    return known;
  }
}
