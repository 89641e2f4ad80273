package org.gradlang.module;

/** How an instance holds an attribute. */
enum FieldKind {
  /** Any value. */
  ATTRIBUTE,
  /** A {@code fn} of the module's body. */
  METHOD,
  /** A parameter, or None in its place. */
  PARAMETER,
  /** A tensor that is saved but not trained, or None in its place. */
  BUFFER,
  /** A buffer that is not saved either. */
  TRANSIENT_BUFFER,
  /** A child, or None in its place. */
  MODULE;

  boolean isBuffer() {
    return this == BUFFER || this == TRANSIENT_BUFFER;
  }
}
