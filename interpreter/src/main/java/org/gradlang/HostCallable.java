package org.gradlang;

import org.gradlang.op.signature.Signature;
import org.gradlang.value.Callable;
import org.gradlang.value.Documented;

/** A function that the host gave to programs: how it is named, documented and shown. */
abstract class HostCallable implements Callable, Documented {
  final Grad grad;
  final Signature signature;
  private final String documentation;

  HostCallable(Grad grad, Signature signature, String documentation) {
    this.grad = grad;
    this.signature = signature;
    this.documentation = documentation;
  }

  @Override
  public final String name() {
    return signature.name();
  }

  @Override
  public final String signature() {
    return signature.toString();
  }

  @Override
  public final String documentation() {
    return documentation;
  }

  @Override
  public final String toString() {
    return "<function " + name() + " of the host>";
  }
}
