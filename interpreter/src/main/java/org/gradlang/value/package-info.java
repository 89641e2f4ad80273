/**
 * Python's values and what can be done with them.
 *
 * <ul>
 *   <li>Containers: {@link ListValue}, {@link TupleValue}, {@link DictValue}, {@link RangeValue},
 *       {@link SliceValue}.
 *   <li>What can be called or has attributes: {@link Callable}, {@link Attributes}, {@link
 *       Namespace}, {@link ErrorValue}, {@link ValueType}.
 *   <li>Operations on any value: {@link Operators}, {@link Truth}, {@link Iteration}, {@link
 *       Indexing}, {@link Members}, {@link Representation}, {@link FormatSpec}.
 * </ul>
 *
 * <p>Numbers, bools and texts are {@code Long}, {@code Double}, {@code Boolean} and {@code String}.
 * This package knows the tensor module and the operators of {@code org.gradlang.syntax}, and
 * nothing of evaluation.
 */
@NullMarked
package org.gradlang.value;

import org.jspecify.annotations.NullMarked;
