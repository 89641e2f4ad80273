package org.gradlang.eval.compile;

import java.lang.classfile.Label;
import java.util.List;

/**
 * A way out of the fast copy, taken where a value is not what it was taken for.
 *
 * @param from where the way begins, with {@code stack} below what was put aside
 * @param aside locals with the values that come on top of the stack
 * @param node where the plain copy goes on, and whose hope it was
 * @param loops the loops around, from the outermost
 */
record Deoptimization(
    Label from, List<Kind> stack, List<Local> aside, Object node, List<OpenLoop> loops) {
  /** A JVM local variable and what it holds. */
  record Local(Kind kind, int index) {}
}
