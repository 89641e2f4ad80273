package org.gradlang.tensor;

import org.jspecify.annotations.Nullable;

/**
 * How tensors are printed; {@code set_printoptions} changes it.
 *
 * @param precision digits after the point
 * @param threshold tensors of more elements are summarised
 * @param edgeItems how many elements a summary shows at each end of a dimension
 * @param lineWidth characters in a line
 * @param scientific whether to print exponents; null chooses by the elements
 */
public record PrintOptions(
    int precision, double threshold, int edgeItems, int lineWidth, @Nullable Boolean scientific) {

  public static final PrintOptions DEFAULT = new PrintOptions(4, 1000, 3, 80, null);
  public static final PrintOptions SHORT = new PrintOptions(2, 1000, 2, 80, null);
  public static final PrintOptions FULL =
      new PrintOptions(4, Double.POSITIVE_INFINITY, 3, 80, null);
}
