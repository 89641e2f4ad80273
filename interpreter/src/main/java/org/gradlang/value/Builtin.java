package org.gradlang.value;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.None;
import org.jspecify.annotations.Nullable;

/**
 * A function or method made in Java: its signature, its documentation and what it does, declared
 * together.
 *
 * <p>As a method its first parameter is the target.
 */
public final class Builtin implements Callable, Method, Documented {
  private final Signature signature;
  private final String documentation;
  private final Body body;
  private boolean borrows;

  /** What a built-in does with its bound arguments: None is null, save for {@code any}. */
  @FunctionalInterface
  public interface Body {
    Object apply(@Nullable Object[] arguments);
  }

  /** A body without a value. */
  @FunctionalInterface
  public interface Action {
    void apply(@Nullable Object[] arguments);
  }

  private Builtin(Signature signature, String documentation, Body body) {
    this.signature = signature;
    this.documentation = documentation;
    this.body = body;
  }

  /** A built-in with a value. */
  public static Builtin of(String signature, String documentation, Body body) {
    return new Builtin(Signature.parse(signature), documentation, body);
  }

  /**
   * Says that calls only look at their arguments, and that nobody else holds a tensor of the value
   * whose storage {@linkplain org.gradlang.tensor.Storage#isNew is new}.
   */
  public Builtin borrowing() {
    borrows = true;
    return this;
  }

  /** Whether calls only look at their arguments. */
  public boolean borrows() {
    return borrows;
  }

  /** The same built-in, whose body runs in another way. */
  public Builtin with(UnaryOperator<Body> way) {
    return new Builtin(signature, documentation, way.apply(body));
  }

  /** A built-in whose value is None. */
  public static Builtin doing(String signature, String documentation, Action action) {
    return of(
        signature,
        documentation,
        arguments -> {
          action.apply(arguments);
          return None.NONE;
        });
  }

  /** A built-in whose parameters no signature can tell; it binds its arguments itself. */
  public static Callable unbound(
      String name, String shown, String documentation, Function<Arguments, Object> body) {
    return new Unbound(name, shown, documentation, body);
  }

  private record Unbound(
      String name, String signature, String documentation, Function<Arguments, Object> body)
      implements Callable, Documented {
    @Override
    public Object call(Arguments arguments) {
      return body.apply(arguments);
    }

    @Override
    public String toString() {
      return "<built-in function " + name + ">";
    }
  }

  @Override
  public Object call(Arguments arguments) {
    return body.apply(signature.bind(arguments.values(), arguments.keywords()));
  }

  @Override
  public Builtin builtin() {
    return this;
  }

  @Override
  public Object callOn(Object target, Arguments arguments) {
    if (!arguments.hasKeywords()) {
      @Nullable Object[] bound = signature.bindReady(target, arguments.values());
      if (bound != null) {
        return body.apply(bound);
      }
    }
    return call(arguments.prepend(target));
  }

  /** A call with so many positional arguments that code may make by itself; null if it cannot. */
  public @Nullable DirectCall direct(int given) {
    return borrows ? null : DirectCall.of(this, body, signature, given);
  }

  @Override
  public String name() {
    return signature.name();
  }

  @Override
  public String signature() {
    return signature.toString();
  }

  @Override
  public String documentation() {
    return documentation;
  }

  @Override
  public String toString() {
    return "<built-in function " + name() + ">";
  }
}
