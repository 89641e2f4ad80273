/** Tests of the sources themselves. */
@NullMarked
package org.gradlang.spec.structure;

import org.jspecify.annotations.NullMarked;
