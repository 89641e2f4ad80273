/**
 * The methods of texts, lists, tuples, dicts and tensors. {@link
 * org.gradlang.value.method.MethodTables} finds them by the Java class of their target.
 */
@NullMarked
package org.gradlang.value.method;

import org.jspecify.annotations.NullMarked;
