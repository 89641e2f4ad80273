package org.gradlang.module;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.Representation;
import org.gradlang.value.TextBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The printed form of an instance, which is that of PyTorch's modules.
 *
 * <p>First the program's own methods say what there is to print, in their order; then all is
 * written, each line once at its depth: modules may stand in each other thousands deep.
 */
final class Printing {
  /** What stands for a value. */
  private sealed interface Shown {
    /** Writes it; {@code lineEnd} ends its lines, and begins the next at the right depth. */
    void write(TextBuilder text, String lineEnd);
  }

  /** A text of its own. */
  private record Plain(String shown) implements Shown {
    @Override
    public void write(TextBuilder text, String lineEnd) {
      int from = 0;
      for (int end = shown.indexOf('\n'); end >= 0; end = shown.indexOf('\n', from)) {
        text.append(shown, from, end).append(lineEnd);
        from = end + 1;
      }
      text.append(shown, from, shown.length());
    }
  }

  /** A module, with lines about itself and its children. */
  private record Layer(String name, List<String> about, List<Child> children) implements Shown {
    @Override
    public void write(TextBuilder text, String lineEnd) {
      text.append(name).append('(');
      if (about.size() == 1 && children.isEmpty()) {
        text.append(about.getFirst());
      } else if (!about.isEmpty() || !children.isEmpty()) {
        String inner = lineEnd + "  ";
        about.forEach(line -> text.append(inner).append(line));
        children.forEach(child -> child.write(text.append(inner), inner));
        text.append(lineEnd);
      }
      text.append(')');
    }
  }

  /** A value under its name. */
  private record Child(String name, Shown value) {
    void write(TextBuilder text, String lineEnd) {
      value.write(text.append('(').append(name).append("): "), lineEnd);
    }
  }

  private Printing() {}

  static String text(ModuleInstance module) {
    TextBuilder text = new TextBuilder();
    shown(module).write(text, "\n");
    return text.toString();
  }

  private static Shown shown(Object value) {
    return value instanceof ModuleInstance module
        ? ofModule(module)
        : new Plain(Representation.repr(value));
  }

  private static Shown ofModule(ModuleInstance module) {
    String own = called(module, "__repr__");
    if (own != null) {
      return new Plain(own);
    }
    String extra = called(module, "extra_repr");
    List<String> about =
        extra == null || extra.isEmpty() ? List.of() : List.of(extra.split("\n", -1));
    List<Child> children = new ArrayList<>();
    for (Field field : module.shape().modules()) {
      children.add(new Child(field.name(), shown(module.valueOf(field))));
    }
    String name = called(module, "_get_name");
    return new Layer(name == null ? module.name() : name, about, children);
  }

  /** What a method of the instance's own answers, as text; null where it has none. */
  private static @Nullable String called(ModuleInstance module, String name) {
    Field field = module.shape().find(name);
    return field != null && module.valueOf(field) instanceof Callable method
        ? Representation.str(method.call(Arguments.NONE))
        : null;
  }
}
