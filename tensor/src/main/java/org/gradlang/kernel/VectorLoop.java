package org.gradlang.kernel;

/** Some steps of a {@link Program} as one loop over vectors: {@link VectorLoopWriter} writes it. */
interface VectorLoop {
  /**
   * Computes elements.
   *
   * @param arrays by slot; of a slot that holds one number for all elements, the first one is read
   * @param indices by slot: where the elements begin
   * @param n how many elements: whole vectors
   * @return whether all results are right: a loop of short forms has wrong ones where an element is
   *     not ordinary, and any other loop has none
   */
  boolean run(Object[] arrays, int[] indices, int n);
}
