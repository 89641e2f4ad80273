/** The syntax tree as records with spans, and diagnostics that point into a source. */
@NullMarked
package org.gradlang.syntax;

import org.jspecify.annotations.NullMarked;
