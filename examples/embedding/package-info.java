/** Java programs that embed Grad. */
@NullMarked
package embedding;

import org.jspecify.annotations.NullMarked;
