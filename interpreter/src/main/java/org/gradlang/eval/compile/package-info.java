/**
 * Bytecode for functions and loops that run often.
 *
 * <p>Nodes run everything; what runs often is compiled, as a <em>unit</em>: the body of a function
 * ({@link org.gradlang.eval.compile.HotFunction}) or a loop with what is in it ({@link
 * org.gradlang.eval.compile.HotLoop}). Each node writes itself with an {@link
 * org.gradlang.eval.compile.Emitter}; a unit with a node that cannot stays with its nodes.
 *
 * <p>A unit has its code twice. The fast copy holds ints and floats in the JVM's own numbers, where
 * it can tell, or where the operators' {@linkplain org.gradlang.eval.compile.Operands operands so
 * far} let it hope. A hope that fails leads to the same place in the plain copy, in which
 * everything is an object, and the unit is compiled again with what was learnt. What is not common
 * is left to the node itself in both, so that there is one meaning of each operation, with one
 * place for its errors.
 */
@NullMarked
package org.gradlang.eval.compile;

import org.jspecify.annotations.NullMarked;
