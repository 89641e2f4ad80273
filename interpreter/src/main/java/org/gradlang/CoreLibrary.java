package org.gradlang;

import org.gradlang.module.ParameterType;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.value.ErrorType;
import org.gradlang.value.OperationCallable;

/** The names of the language itself: every tensor operation, and the kinds of errors. */
final class CoreLibrary implements Library {
  @Override
  public String name() {
    return "core";
  }

  @Override
  public void declare(Declarations names) {
    for (Op op : Operations.all()) {
      if (op.isFunction()) {
        names.later(op.name(), () -> OperationCallable.of(op));
      }
    }
    for (ErrorKind kind : ErrorKind.values()) {
      names.value(kind.text(), ErrorType.of(kind));
    }
    names.value("Parameter", ParameterType.INSTANCE);
  }
}
