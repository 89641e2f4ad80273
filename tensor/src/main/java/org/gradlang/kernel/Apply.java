package org.gradlang.kernel;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A primitive applied to formulas. */
public final class Apply implements Formula {
  private final Primitive primitive;
  private final List<Formula> arguments;
  private final int
      hash; // kept: formulas share parts, and hashing them anew takes exponential time

  Apply(Primitive primitive, List<Formula> arguments) {
    if (arguments.size() != primitive.arity()) {
      throw new IllegalArgumentException(primitive + " takes " + primitive.arity() + " arguments");
    }
    this.primitive = primitive;
    this.arguments = arguments;
    this.hash = Objects.hash(primitive, arguments);
  }

  public Primitive primitive() {
    return primitive;
  }

  public List<Formula> arguments() {
    return arguments;
  }

  Formula argument(int index) {
    return arguments.get(index);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Apply that
            && hash == that.hash
            && primitive == that.primitive
            && arguments.equals(that.arguments));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return arguments.stream()
        .map(Formula::toString)
        .collect(Collectors.joining(", ", primitive + "(", ")"));
  }
}
