package org.gradlang.builtin;

import java.util.Set;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.Documented;
import org.gradlang.value.OperationCallable;
import org.jspecify.annotations.Nullable;

/**
 * A name that Python and PyTorch share: the operation on tensors, Python's function on the rest.
 */
final class TensorDispatch implements Callable, Documented {
  /** Keywords that only PyTorch's function has, so that a list before them stands for a tensor. */
  private static final Set<String> OF_TENSORS =
      Set.of("input", "dim", "keepdim", "dtype", "other", "exponent", "decimals", "out");

  private final String name;
  private final Callable python;
  private @Nullable OperationCallable operation;

  private TensorDispatch(String name, Callable python) {
    this.name = name;
    this.python = python;
  }

  static Callable of(String name, Callable python) {
    return new TensorDispatch(name, python);
  }

  @Override
  public Object call(Arguments arguments) {
    return chosenFor(arguments).call(arguments);
  }

  @Override
  public Callable chosenFor(Arguments arguments) {
    OperationCallable known = operation();
    return known != null && isForTensors(arguments) ? known : python;
  }

  private @Nullable OperationCallable operation() {
    if (operation == null) {
      Op op = Operations.find(name);
      operation = op == null ? null : OperationCallable.of(op);
    }
    return operation;
  }

  private boolean isForTensors(Arguments arguments) {
    int looked = Math.min(arguments.positional(), name.equals("pow") ? 2 : 1);
    for (int i = 0; i < looked; i++) {
      if (arguments.get(i) instanceof Tensor) {
        return true;
      }
    }
    for (String keyword : arguments.keywords()) {
      if (OF_TENSORS.contains(keyword)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String signature() {
    OperationCallable known = operation();
    String own = described(python).signature();
    return known == null ? own : own + "\n" + known.signature();
  }

  @Override
  public String documentation() {
    OperationCallable known = operation();
    String own = described(python).documentation();
    return known == null ? own : own + "\n\nOf tensors:\n" + known.documentation();
  }

  private static Documented described(Callable python) {
    return (Documented) python;
  }

  @Override
  public String toString() {
    return "<built-in function " + name + ">";
  }
}
