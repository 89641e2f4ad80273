package org.gradlang.kernel;

/** Some steps of a {@link Program} as one loop over vectors: {@link VectorLoopWriter} writes it. */
interface VectorLoop {
  /**
   * Computes elements.
   *
   * @param arrays by slot; of a slot that holds one number for all elements, the first one is read
   * @param indices by slot: where the elements begin
   * @param n how many elements: whole vectors
   */
  void run(Object[] arrays, int[] indices, int n);
}
