package org.gradlang.op.signature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several values of one operation; scripts see a tuple.
 *
 * @param type the name of PyTorch's named tuple, such as {@code torch.return_types.max}, or null
 *     for a plain tuple
 * @param names the names of the values; empty for a plain tuple
 * @param values tensors for the most part
 */
public record Results(@Nullable String type, List<String> names, List<Object> values) {
  /** A plain tuple. */
  public static Results of(Object... values) {
    return new Results(null, List.of(), List.of(values));
  }

  public Object get(int index) {
    return values.get(index);
  }
}
