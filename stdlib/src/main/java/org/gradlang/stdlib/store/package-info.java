/**
 * Saving and loading: {@link org.gradlang.stdlib.store.Store} declares {@code save} and {@code
 * load}, which write and read
 *
 * <ul>
 *   <li>safetensors files, with plain data in their metadata ({@code Safetensors*}, {@code
 *       Structure*}),
 *   <li>NumPy's arrays and archives of them ({@code Npy*}, {@code Npz}, {@link
 *       org.gradlang.stdlib.store.ZipArchive}),
 *   <li>and read what {@code torch.save} wrote ({@code Torch*}, {@code Pickle*}). A pickle is a
 *       program that may call whatever it names; the machine here can make tensors and plain data
 *       and nothing else. No library serves: those that read pickles on the JVM make up objects for
 *       names they do not know, and keep the known ones in a table that all of a process shares.
 * </ul>
 *
 * <p>Files may be hostile. Readers take bytes from a {@link org.gradlang.stdlib.store.ByteSource},
 * which knows how many there are, and check what a file says of itself against it before they make
 * room; what is wrong with it is a {@link org.gradlang.stdlib.store.FormatException}.
 */
@NullMarked
package org.gradlang.stdlib.store;

import org.jspecify.annotations.NullMarked;
