package org.gradlang.op;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of all operations. */
public final class Operations {
  private static final Map<String, Op> TABLE = table(families());

  private Operations() {}

  private static List<Family> families() {
    return List.of();
  }

  private static Map<String, Op> table(List<Family> families) {
    Map<String, Op> table = new LinkedHashMap<>();
    for (Family family : families) {
      for (Op op : family.operations()) {
        if (table.put(op.name(), op) != null) {
          throw new IllegalStateException(op + " is declared twice");
        }
      }
    }
    return Collections.unmodifiableMap(table);
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
