package org.gradlang.repl.shell.complete;

import java.util.List;
import org.gradlang.Value;
import org.gradlang.value.Attributes;
import org.gradlang.value.BoundMethod;
import org.gradlang.value.Builtin;
import org.gradlang.value.Documented;
import org.gradlang.value.OperationCallable;

/** What can be told about a value that is called. */
public final class Callee {
  private Callee() {}

  /** Its signatures; none where it does not say. */
  static List<Parameters> signatures(Value value) {
    return of(value.content());
  }

  private static List<Parameters> of(Object value) {
    return switch (value) {
      case Documented known -> known.signature().lines().map(Parameters::of).toList();
      case BoundMethod bound -> ofMethod(bound);
      case Attributes instance when instance.get("forward") instanceof Documented forward ->
          of(forward);
      default -> List.of();
    };
  }

  /** The functions of operations and built-ins count their target among their parameters. */
  private static List<Parameters> ofMethod(BoundMethod bound) {
    if (!(bound.method() instanceof Documented known)) {
      return List.of();
    }
    boolean counted = known instanceof OperationCallable || known instanceof Builtin;
    return of(known).stream().map(p -> counted ? p.bound() : p).toList();
  }
}
