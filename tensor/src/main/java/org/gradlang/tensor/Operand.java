package org.gradlang.tensor;

/** What a kernel computes with: elements in memory, or one number that stands for all of them. */
public sealed interface Operand permits Strided, Scalar {}
