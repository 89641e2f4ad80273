package org.gradlang.op;

import org.gradlang.op.signature.Signature;

/** Which parameter a method call binds its receiver to. */
public final class Receivers {
  private Receivers() {}

  /** The parameter {@code input}, or else the first that takes a tensor. */
  public static int place(Signature signature) {
    int named = signature.indexOf("input");
    if (named >= 0) {
      return named;
    }
    for (int i = 0; i < signature.size(); i++) {
      switch (signature.parameter(i).type()) {
        case TENSOR, OPERAND, TENSORS -> {
          return i;
        }
        case NUMBER, INT, INTS, FLOAT, FLOATS, BOOL, STR, DTYPE, DEVICE, GENERATOR, FN, ANY -> {}
      }
    }
    return 0;
  }
}
