/**
 * The names that are always there, save for what the standard library declares. {@link
 * org.gradlang.builtin.Builtins} lists them; each file declares the functions of one subject, with
 * signature, documentation and body together.
 */
@NullMarked
package org.gradlang.builtin;

import org.jspecify.annotations.NullMarked;
