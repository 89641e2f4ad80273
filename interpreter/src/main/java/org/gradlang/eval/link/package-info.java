/** From resolved syntax trees to executable nodes. */
@NullMarked
package org.gradlang.eval.link;

import org.jspecify.annotations.NullMarked;
