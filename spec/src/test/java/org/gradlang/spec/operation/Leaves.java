package org.gradlang.spec.operation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;

/**
 * What {@code randn} and {@code rand} give to samples: tensors that gradients are taken of. When
 * the sample runs again they are the same ones, in the same order.
 */
final class Leaves {
  private static final long SEED = 7;

  private final List<Tensor> drawn = new ArrayList<>();
  private int next;

  /** Forgets all tensors, for the next sample. */
  void clear() {
    drawn.clear();
    rewind();
  }

  /** Begins with the first tensor again, and with the same random numbers. */
  void rewind() {
    next = 0;
    Context.current().generator().seed(SEED);
  }

  List<Tensor> all() {
    return List.copyOf(drawn);
  }

  /** A function in the place of one that draws. */
  Callable instead(String name) {
    Op original = requireNonNull(Operations.find(name));
    return new Callable() {
      @Override
      public Object call(Arguments arguments) {
        if (next == drawn.size()) {
          Tensor tensor = (Tensor) original.call(arguments.values(), arguments.keywords());
          Operations.tensor("requires_grad_", tensor);
          drawn.add(tensor);
        }
        return drawn.get(next++);
      }

      @Override
      public String name() {
        return name;
      }
    };
  }
}
