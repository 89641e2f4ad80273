package org.gradlang.spec.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.OperationCallable;
import org.jspecify.annotations.Nullable;

/**
 * One operation on trial: what samples call in its place. It notes which way of calling was taken,
 * and which parameters got tensors that require a gradient.
 *
 * <p>An operation in place gets a copy of what it is to change, since a leaf may not be changed.
 */
final class Trial {
  private final Op op;
  private final boolean inPlace;
  private int way = -1;
  private final Map<String, List<Tensor>> tracked = new TreeMap<>();
  private List<Tensor> first = List.of();

  Trial(Op op) {
    this.op = op;
    this.inPlace = op.name().endsWith("_") || op.name().equals("setitem");
  }

  Op op() {
    return op;
  }

  /** Whether the operation changes its first argument. */
  boolean isInPlace() {
    return inPlace;
  }

  /** The signature that the last call was bound to, by its place. */
  int way() {
    return way;
  }

  /** The tensors of the last call that require a gradient, by parameter. */
  Map<String, List<Tensor>> tracked() {
    return tracked;
  }

  /** The tensors among the first argument of the last call. */
  List<Tensor> first() {
    return first;
  }

  /** Calls the operation. */
  Callable observed() {
    return callable("observed", this::call);
  }

  /** For indexing, which has no call: takes the parameter's name and its value. */
  Callable observe() {
    return callable("observe", this::note);
  }

  private Object call(Arguments arguments) {
    Object[] values = arguments.values();
    tracked.clear();
    first = tensors(values.length == 0 ? null : values[0]).toList();
    bind(values, arguments.keywords());
    if (inPlace && values[0] instanceof Tensor target) {
      values = values.clone();
      values[0] = Operations.tensor("clone", target);
    }
    return OperationCallable.of(op).call(new Arguments(values, arguments.keywords()));
  }

  private void bind(Object[] values, String[] keywords) {
    List<Signature> signatures = op.signatures();
    for (way = 0; way < signatures.size(); way++) {
      Signature signature = signatures.get(way);
      if (signature.fits(values.length - keywords.length, keywords)) {
        try {
          note(signature, signature.bind(values, keywords));
          return;
        } catch (GradError wrongTypes) {
          // the next signature may take them
        }
      }
    }
  }

  private void note(Signature signature, @Nullable Object[] bound) {
    for (int i = 0; i < bound.length; i++) {
      note(signature.parameter(i).name(), bound[i]);
    }
  }

  private Object note(Arguments named) {
    String parameter = (String) named.get(0);
    if (parameter.equals("input")) {
      tracked.clear();
    }
    way = 0;
    note(parameter, named.get(1));
    return inPlace && parameter.equals("input")
        ? Operations.tensor("clone", named.get(1))
        : named.get(1);
  }

  private void note(String parameter, @Nullable Object value) {
    List<Tensor> tensors = tensors(value).filter(Tensor::requiresGrad).toList();
    if (!tensors.isEmpty()) {
      tracked.put(parameter, tensors);
    }
  }

  /** The tensors in a value, in the order of lists and tuples. */
  static Stream<Tensor> tensors(@Nullable Object value) {
    return switch (value) {
      case Tensor tensor -> Stream.of(tensor);
      case Tensor[] several -> Stream.of(several);
      case List<?> several -> new ArrayList<>(several).stream().flatMap(Trial::tensors);
      case null, default -> Stream.of();
    };
  }

  private interface Body {
    Object call(Arguments arguments);
  }

  private static Callable callable(String name, Body body) {
    return new Callable() {
      @Override
      public Object call(Arguments arguments) {
        return body.call(arguments);
      }

      @Override
      public String name() {
        return name;
      }
    };
  }
}
