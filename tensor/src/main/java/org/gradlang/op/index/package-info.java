/**
 * Reading and writing single places: indexing, gather and scatter, sorting, searching, counting.
 */
@NullMarked
package org.gradlang.op.index;

import org.jspecify.annotations.NullMarked;
