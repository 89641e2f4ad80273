package org.gradlang.value;

import org.gradlang.op.signature.TypeNamed;

/** The {@code ...} of an index. */
public enum Ellipsis implements TypeNamed {
  ELLIPSIS;

  @Override
  public String typeName() {
    return "ellipsis";
  }

  @Override
  public String toString() {
    return "Ellipsis";
  }
}
