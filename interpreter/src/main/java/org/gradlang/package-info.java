/** What a host program sees: engines, scripts, values, limits and errors. */
@NullMarked
package org.gradlang;

import org.jspecify.annotations.NullMarked;
