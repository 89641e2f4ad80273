package org.gradlang.op.signature;

import java.util.List;

/** A value of the language that is no list but stands for one where a tensor is made of it. */
public interface Listed {
  /** Its numbers, in their order, all of one kind. */
  List<Object> elements();
}
