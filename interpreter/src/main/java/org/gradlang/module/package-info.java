/**
 * What a {@code module} declaration makes.
 *
 * <ul>
 *   <li>{@link org.gradlang.module.ModuleType}: the constructor; {@link
 *       org.gradlang.module.ModuleInstance}: what it makes
 *   <li>{@link org.gradlang.module.Shape}, {@link org.gradlang.module.Field}, {@link
 *       org.gradlang.module.FieldCache}: where an instance keeps its attributes, and how call sites
 *       find them without asking for a name
 *   <li>{@link org.gradlang.module.ModuleMethods} and the classes it gathers: what every instance
 *       can do
 * </ul>
 */
@NullMarked
package org.gradlang.module;

import org.jspecify.annotations.NullMarked;
