package org.gradlang.module;

import java.util.Objects;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.None;
import org.gradlang.value.Arguments;
import org.gradlang.value.Documented;
import org.gradlang.value.Method;
import org.jspecify.annotations.Nullable;

/** A method that every instance has: its signature, what it does, and its body. */
record ModuleMethod(Signature binding, String documentation, Body body)
    implements Method, Documented {
  /** Works on an instance and arguments in the order of the signature. */
  @FunctionalInterface
  interface Body {
    Object call(ModuleInstance self, Bound arguments);
  }

  /** Bound arguments by position. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bound(@Nullable Object[] values) {
    /** An argument that may be None. */
    Object get(int index) {
      Object value = values[index];
      return value == null ? None.NONE : value;
    }

    String text(int index) {
      return (String) get(index);
    }

    boolean flag(int index) {
      return (Boolean) get(index);
    }
  }

  static ModuleMethod of(String signature, String documentation, Body body) {
    return new ModuleMethod(Signature.parse(signature), documentation, body);
  }

  @Override
  public String name() {
    return binding.name();
  }

  @Override
  public String signature() {
    return binding.toString();
  }

  @Override
  public Object callOn(Object target, Arguments arguments) {
    @Nullable Object[] bound = binding.bind(arguments.values(), arguments.keywords());
    return Objects.requireNonNull(body.call((ModuleInstance) target, new Bound(bound)));
  }
}
