package org.gradlang.op.declare;

import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;

/** What is left of a tensor whose elements nobody needs any more. */
record Shape(Layout layout, DType dtype) {}
