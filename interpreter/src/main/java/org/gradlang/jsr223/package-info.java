/** Grad for {@link javax.script}: a thin adapter to {@link org.gradlang.Grad}. */
@NullMarked
package org.gradlang.jsr223;

import org.jspecify.annotations.NullMarked;
