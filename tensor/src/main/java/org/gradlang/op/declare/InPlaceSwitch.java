package org.gradlang.op.declare;

import java.util.Arrays;
import java.util.List;
import org.gradlang.op.Overload;
import org.gradlang.tensor.Context;
import org.jspecify.annotations.Nullable;

/** An operation with a last argument {@code inplace}, which picks the form in place. */
final class InPlaceSwitch extends Overload {
  private final Overload plain;

  InPlaceSwitch(Overload plain) {
    super(plain.text().replaceFirst("\\)$", ", inplace: bool = False)"));
    this.plain = plain;
  }

  @Override
  public boolean isPointwise() {
    return plain.isPointwise();
  }

  @Override
  public boolean borrows() {
    return plain.borrows();
  }

  @Override
  public Object apply(Context context, @Nullable Object[] bound) {
    int last = bound.length - 1;
    @Nullable Object[] arguments = Arrays.copyOf(bound, last);
    if (Boolean.TRUE.equals(bound[last])) {
      context.fusion().settle();
      return plain.applyInPlace(context, arguments);
    }
    return plain.apply(context, arguments);
  }

  @Override
  public boolean isDifferentiable() {
    return plain.isDifferentiable();
  }

  @Override
  public List<String> differentiable() {
    return plain.differentiable();
  }
}
