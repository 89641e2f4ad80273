package org.gradlang.op.signature;

/** A value that knows the name of its type in scripts, for messages. */
public interface TypeNamed {
  /** Such as {@code tuple}. */
  String typeName();
}
