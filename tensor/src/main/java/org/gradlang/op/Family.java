package org.gradlang.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The operations that one file declares, in their order. */
final class Family {
  private final List<Op> operations = new ArrayList<>();

  List<Op> operations() {
    return Collections.unmodifiableList(operations);
  }

  Op add(Op op) {
    operations.add(op);
    return op;
  }
}
