/**
 * What a call takes and gives: signatures bind arguments to parameters and check their types, for
 * operations and for built-in functions alike.
 */
@NullMarked
package org.gradlang.op.signature;

import org.jspecify.annotations.NullMarked;
