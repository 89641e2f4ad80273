package org.gradlang.eval.call;

import java.util.List;
import org.gradlang.eval.Location;
import org.gradlang.eval.Operation;
import org.gradlang.eval.Ownership;
import org.gradlang.eval.function.ScriptFunction;
import org.gradlang.module.ModuleInstance;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.Fusion;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.DirectCall;
import org.gradlang.value.OperationCallable;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** A node that calls something. Errors that pass it learn of the call. */
public abstract class Invocation extends Operation {
  /** What the script writes in front of the parentheses. */
  private final String called;

  private boolean lends;

  /** Whether a subscript gets its value alone, and owns what is new in a list of results. */
  private boolean partsOwned;

  Invocation(Location location, String called) {
    super(location);
    this.called = called;
  }

  @Override
  public final boolean canBeOwned() {
    return true;
  }

  @Override
  public final void lend() {
    lends = true;
  }

  @Override
  public final void drop(int operand, Operation from) {
    super.drop(operand, from);
    lends = true; // functions of scripts may keep what they are given
  }

  /** Says that nobody gets its value, where that is a list, but who owns what is new in it. */
  public final void ownParts() {
    partsOwned = true;
  }

  /** Whether operands stand among the arguments that are owned until they are handed on. */
  public final boolean lends() {
    return lends;
  }

  /** The function that a call of {@code callee} runs first, where that is one of a script. */
  static @Nullable ScriptFunction direct(Object callee) {
    if (callee instanceof ScriptFunction function) {
      return function;
    }
    return callee instanceof ModuleInstance instance ? instance.plainForward() : null;
  }

  /** Runs a script's function; {@code given} of its parameters, from the first, have a value. */
  final Object invoke(ScriptFunction function, @Nullable Object[] locals, int given) {
    if (lends) {
      Ownership.share(locals, locals.length);
    }
    Origin before = location.enter();
    try {
      Object value = function.run(locals, given);
      location.leave(before);
      return value;
    } catch (GradError e) {
      throw location.locate(e, function.name());
    }
  }

  /** Calls anything; what cannot be called is a TypeError. */
  final Object call(Object callee, Arguments arguments) {
    if (!(callee instanceof Callable named)) {
      throw locate(notCallable(callee));
    }
    Callable callable = named.chosenFor(arguments);
    Fusion fusion = prepared(callable);
    if (lends && !Ownership.borrows(callable)) {
      Ownership.share(arguments.values(), arguments.values().length);
    }
    Origin before = location.enter();
    try {
      Object value = held(callable.call(arguments));
      location.leave(before);
      return finished(value, callable, arguments);
    } catch (GradError e) {
      throw location.locate(e, named.name());
    } finally {
      fusion.close();
    }
  }

  /**
   * Whether code may make a call by itself: its arguments are bound as they are, and no tensor's
   * elements are anybody's to own.
   */
  final boolean isDirect(DirectCall call, Object a, @Nullable Object b, @Nullable Object c) {
    return call.takes(a, b, c)
        && !(lends && (a instanceof Tensor || b instanceof Tensor || c instanceof Tensor));
  }

  /** A call that {@link #isDirect}. */
  final Object callDirectly(DirectCall call, Object a, @Nullable Object b, @Nullable Object c) {
    location.fusion().settle();
    Origin before = location.enter();
    try {
      Object value = call.call(a, b, c);
      location.leave(before);
      return value;
    } catch (GradError e) {
      throw location.locate(e, call.builtin().name());
    }
  }

  /** The value of a call with what is to be said of who holds it. */
  final Object finished(Object value, Object called, Arguments arguments) {
    boolean borrows = Ownership.borrows(called);
    if (lends && borrows) {
      Ownership.shareAll(value); // an operand itself, or a view of one
    }
    if (isOwned() && borrows) {
      Ownership.take(value, arguments.values());
    } else if (partsOwned && value instanceof List<?> results && borrows) {
      Ownership.takeParts(results, arguments.values());
    }
    if (drops()) {
      Object[] values = arguments.values();
      for (int i = 0; i < values.length && i < TARGET; i++) {
        dropping(value, i, values[i]);
      }
    }
    return value;
  }

  /** Lets an operation take temporaries as they are, and give one; others find all computed. */
  final Fusion prepared(Object called) {
    endHolds();
    Fusion fusion = location.fusion();
    if (!(called instanceof OperationCallable)) {
      fusion.settle();
    } else if (isTemporary()) {
      fusion.open();
    }
    return fusion;
  }

  private GradError notCallable(Object callee) {
    return new GradError(
        ErrorKind.TYPE, called + " cannot be called: it is " + Types.described(callee));
  }
}
