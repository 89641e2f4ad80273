package org.gradlang.value;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.gradlang.op.Op;
import org.gradlang.op.OperationText;
import org.gradlang.op.Operations;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;

/** A tensor operation as scripts see it: a function, and a method of tensors. */
public final class OperationCallable implements Callable, Method, Documented {
  private static final Map<Op, OperationCallable> KNOWN = new ConcurrentHashMap<>();

  private final Op op;

  private OperationCallable(Op op) {
    this.op = op;
  }

  /** The one callable of an operation. */
  public static OperationCallable of(Op op) {
    return KNOWN.computeIfAbsent(op, OperationCallable::new);
  }

  /** The callable of an operation's name. */
  public static OperationCallable named(String name) {
    Op op = Operations.find(name);
    if (op == null) {
      throw new GradError(ErrorKind.NAME, "there is no operation '" + name + "'");
    }
    return of(op);
  }

  /** Whether a call only looks at its arguments, see {@link Op#borrows}. */
  public boolean borrows() {
    return op.borrows();
  }

  @Override
  public Object call(Arguments arguments) {
    return value(op.call(arguments.values(), arguments.keywords()));
  }

  /** Calls it with two values, as operators do. */
  Object call(Object a, Object b) {
    return value(op.callWithTwo(a, b));
  }

  @Override
  public Object callOn(Object target, Arguments arguments) {
    return value(op.callMethod((Tensor) target, arguments.values(), arguments.keywords()));
  }

  /** An operation's answer as a value of scripts. */
  private static Object value(Object answer) {
    return switch (answer) {
      case Tensor tensor -> tensor;
      case Results several -> tuple(several);
      case ListValue list -> list;
      case TupleValue tuple -> tuple;
      case List<?> list -> new ListValue(list.stream().map(OperationCallable::value).toList());
      case int[] sizes -> TupleValue.size(sizes);
      default -> answer;
    };
  }

  private static TupleValue tuple(Results several) {
    Object[] values = several.values().toArray();
    String type = several.type();
    return type == null ? TupleValue.of(values) : TupleValue.named(type, several.names(), values);
  }

  @Override
  public String name() {
    return op.name();
  }

  @Override
  public String signature() {
    return String.join("\n", OperationText.forms(op));
  }

  @Override
  public String documentation() {
    return OperationText.text(op);
  }

  @Override
  public String toString() {
    return "<built-in function " + name() + ">";
  }
}
