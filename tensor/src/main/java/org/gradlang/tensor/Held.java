package org.gradlang.tensor;

/** What of a program's memory is counted apart. */
public enum Held {
  /** Elements of tensors, and what kernels need besides for a while. */
  TENSOR,
  /** Characters of texts. */
  TEXT,
  /** Lists, tuples, dicts, objects, functions. */
  COLLECTION,
  /** What a tensor is besides its elements. */
  HEADER,
  /** Nodes of graphs. */
  NODE
}
