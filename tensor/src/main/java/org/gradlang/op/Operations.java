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
        Products::declare,
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
        if (table.put(op.name(), op) != null) {
          throw new IllegalStateException(op + " is declared twice");
        }
      }
    }
    return Collections.unmodifiableMap(table);
  }

  /** Calls an operation that gives one tensor, with positional arguments. */
  static Tensor tensor(String name, Object... values) {
    Op op = TABLE.get(name);
    if (op == null) {
      throw new IllegalStateException("no operation " + name);
    }
    return (Tensor) op.call(values);
  }

  /** Every operation, family by family, in-place forms behind what they come from. */
  public static Collection<Op> all() {
    return TABLE.values();
  }

  /** The operation of this name, such as {@code add} or {@code add_}. */
  public static @Nullable Op find(String name) {
    return TABLE.get(name);
  }
}
