/** What of the standard library needs Java: files, images and plots. */
@NullMarked
package org.gradlang.stdlib;

import org.jspecify.annotations.NullMarked;
