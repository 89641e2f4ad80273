package org.gradlang.op.declare;

import java.util.List;
import org.gradlang.op.Overload;
import org.gradlang.tensor.Context;
import org.jspecify.annotations.Nullable;

/** The form of an operation that writes its result over its first operand. */
final class InPlaceForm extends Overload {
  private final Overload plain;

  InPlaceForm(Overload plain) {
    super(plain.text().replaceFirst("\\(", "_("));
    this.plain = plain;
  }

  @Override
  public Object apply(Context context, @Nullable Object[] bound) {
    return plain.applyInPlace(context, bound);
  }

  @Override
  public boolean isDifferentiable() {
    return plain.isDifferentiable();
  }

  @Override
  public boolean isDecided() {
    return plain.isDecided();
  }

  @Override
  public List<String> differentiable() {
    return plain.differentiable();
  }
}
