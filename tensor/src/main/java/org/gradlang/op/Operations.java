package org.gradlang.op;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The table of all operations. */
public final class Operations {
  /** Before the names of methods that are no functions: a function may have the same name. */
  private static final String METHOD = ".";

  private static final Map<String, Op> TABLE = table(families());

  private Operations() {}

  private static List<Consumer<Family>> families() {
    return List.of(
        Arithmetic::declare,
        Elementary::declare,
        Selection::declare,
        Comparison::declare,
        Activations::declare,
        Reductions::declare,
        Extremal::declare,
        Statistics::declare,
        Softmaxes::declare,
        Scans::declare,
        Shapes::declare,
        Rearranging::declare,
        Joining::declare,
        Indexing::declare,
        Gathering::declare,
        Scattering::declare,
        ScatterReduce::declare,
        Searching::declare,
        Quantiles::declare,
        Products::declare,
        LinearProducts::declare,
        Solving::declare,
        Decompositions::declare,
        MatrixFunctions::declare,
        MatrixNorms::declare,
        Similarity::declare,
        Losses::declare,
        Classes::declare,
        CtcLoss::declare,
        Convolutions::declare,
        AveragePooling::declare,
        MaxPooling::declare,
        Padding::declare,
        Patches::declare,
        Interpolation::declare,
        GridSampling::declare,
        Normalisation::declare,
        Embeddings::declare,
        Attention::declare,
        Dropout::declare,
        Creation::declare,
        Random::declare,
        Conversion::declare,
        Inspection::declare,
        Recording::declare);
  }

  private static Map<String, Op> table(List<Consumer<Family>> families) {
    Map<String, Op> table = new LinkedHashMap<>();
    for (Consumer<Family> family : families) {
      for (Op op : Family.of(family)) {
        if (table.put(op.isFunction() ? op.name() : METHOD + op.name(), op) != null) {
          throw new IllegalStateException(op + " is declared twice");
        }
      }
    }
    return Collections.unmodifiableMap(table);
  }

  /** Calls an operation that gives one tensor, with positional arguments. */
  static Tensor tensor(String name, Object... values) {
    Op op = find(name);
    if (op == null) {
      throw new IllegalStateException("no operation " + name);
    }
    return (Tensor) op.call(values);
  }

  /** Every operation, family by family, in-place forms behind what they come from. */
  public static Collection<Op> all() {
    return TABLE.values();
  }

  /**
   * The operation of this name, such as {@code add} or {@code add_}: the function, or else the
   * method.
   */
  public static @Nullable Op find(String name) {
    Op function = TABLE.get(name);
    return function == null ? TABLE.get(METHOD + name) : function;
  }
}
