/**
 * Files as scripts read them: texts, tables of comma-separated values, IDX arrays, pictures; each
 * unpacked where it is compressed with gzip. Every reader takes hostile data for granted: sizes are
 * checked before anything is allocated for them, and whatever is wrong is one GradError that names
 * the file.
 */
@NullMarked
package org.gradlang.stdlib.data;

import org.jspecify.annotations.NullMarked;
