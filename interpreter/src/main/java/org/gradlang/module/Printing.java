package org.gradlang.module;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.Representation;
import org.jspecify.annotations.Nullable;

/** The printed form of an instance, which is that of PyTorch's modules. */
final class Printing {
  private Printing() {}

  static String text(ModuleInstance module) {
    String own = called(module, "__repr__");
    if (own != null) {
      return own;
    }
    List<String> lines = new ArrayList<>();
    String extra = called(module, "extra_repr");
    if (extra != null && !extra.isEmpty()) {
      lines.addAll(List.of(extra.split("\n", -1)));
    }
    int extraLines = lines.size();
    for (Field field : module.shape().modules()) {
      String child = Representation.repr(module.valueOf(field));
      lines.add("(" + field.name() + "): " + child.replace("\n", "\n  "));
    }
    String name = called(module, "_get_name");
    return (name == null ? module.name() : name) + "(" + body(lines, extraLines) + ")";
  }

  private static String body(List<String> lines, int extraLines) {
    if (lines.isEmpty()) {
      return "";
    }
    return lines.size() == 1 && extraLines == 1
        ? lines.get(0)
        : "\n  " + String.join("\n  ", lines) + "\n";
  }

  /** What a method of the instance's own answers, as text; null where it has none. */
  private static @Nullable String called(ModuleInstance module, String name) {
    Field field = module.shape().find(name);
    return field != null && module.valueOf(field) instanceof Callable method
        ? Representation.str(method.call(Arguments.NONE))
        : null;
  }
}
