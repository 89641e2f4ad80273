package org.gradlang.module;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.ListValue;
import org.gradlang.value.TupleValue;

/** Visits an instance, its children and what they hold: each layer, parameter and buffer once. */
final class Traversal {
  static final List<ModuleMethod> METHODS =
      List.of(
          ModuleMethod.of(
              "parameters(recurse: bool = True)",
              "The parameters of this module and those below it.",
              (self, a) -> values(self, "", a.flag(0), Shape::parameters)),
          ModuleMethod.of(
              "named_parameters(prefix: str = '', recurse: bool = True, remove_duplicate: bool ="
                  + " True)",
              "Pairs of the name and the parameter; one that is shared comes once, or under each"
                  + " of its names.",
              (self, a) -> named(self, a, Shape::parameters)),
          ModuleMethod.of(
              "buffers(recurse: bool = True)",
              "The buffers of this module and those below it.",
              (self, a) -> values(self, "", a.flag(0), Shape::buffers)),
          ModuleMethod.of(
              "named_buffers(prefix: str = '', recurse: bool = True, remove_duplicate: bool ="
                  + " True)",
              "Pairs of the name and the buffer; one that is shared comes once, or under each of"
                  + " its names.",
              (self, a) -> named(self, a, Shape::buffers)),
          ModuleMethod.of(
              "children()",
              "The modules directly below this one.",
              (self, a) -> namedChildren(self, false)),
          ModuleMethod.of(
              "named_children()",
              "Pairs of the name and the module directly below this one.",
              (self, a) -> namedChildren(self, true)),
          ModuleMethod.of(
              "modules()",
              "This module and all below it.",
              (self, a) -> modules(self, "", true, false)),
          ModuleMethod.of(
              "named_modules(memo: any = None, prefix: str = '', remove_duplicate: bool = True)",
              "Pairs of the path and the module: this one, whose path is '', and all below it.",
              (self, a) -> modules(self, a.text(1), a.flag(2), true)),
          ModuleMethod.of(
              "get_submodule(target: str)",
              "The module at a path such as 'block.0.conv'.",
              (self, a) -> submodule(self, a.text(0))),
          ModuleMethod.of(
              "get_parameter(target: str)",
              "The parameter at a path such as 'block.0.conv.weight'.",
              (self, a) -> held(self, a.text(0), Shape::parameters, "parameter")),
          ModuleMethod.of(
              "get_buffer(target: str)",
              "The buffer at a path such as 'block.0.norm.running_mean'.",
              (self, a) -> held(self, a.text(0), Shape::buffers, "buffer")));

  private Traversal() {}

  /** Visits layers, owners first, each once, with its path. */
  static void visit(
      ModuleInstance root, String prefix, BiConsumer<String, ModuleInstance> visitor) {
    visit(root, prefix, true, visitor);
  }

  /** Visits layers; with {@code once} false those that several hold under each of their paths. */
  private static void visit(
      ModuleInstance root,
      String prefix,
      boolean once,
      BiConsumer<String, ModuleInstance> visitor) {
    visit(root, prefix, once, Collections.newSetFromMap(new IdentityHashMap<>()), visitor);
  }

  private static void visit(
      ModuleInstance module,
      String prefix,
      boolean once,
      Set<ModuleInstance> seen,
      BiConsumer<String, ModuleInstance> visitor) {
    if (!seen.add(module)) {
      return;
    }
    visitor.accept(prefix, module);
    for (Field field : module.shape().modules()) {
      if (module.valueOf(field) instanceof ModuleInstance child) {
        visit(child, join(prefix, field.name()), once, seen, visitor);
      }
    }
    if (!once) {
      // those above stay seen, so that modules that hold each other in a circle come to an end
      seen.remove(module);
    }
  }

  static String join(String prefix, String name) {
    return prefix.isEmpty() ? name : prefix + "." + name;
  }

  /** Visits what the layers hold in some fields, each value once; None is left out. */
  static void visitFields(
      ModuleInstance root,
      String prefix,
      boolean recurse,
      Function<Shape, List<Field>> fields,
      BiConsumer<String, Object> visitor) {
    visitFields(root, prefix, recurse, true, fields, visitor);
  }

  private static void visitFields(
      ModuleInstance root,
      String prefix,
      boolean recurse,
      boolean once,
      Function<Shape, List<Field>> fields,
      BiConsumer<String, Object> visitor) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    BiConsumer<String, ModuleInstance> each =
        (path, module) -> {
          for (Field field : fields.apply(module.shape())) {
            Object value = module.valueOf(field);
            if (value != None.NONE && (seen.add(value) || !once)) {
              visitor.accept(join(path, field.name()), value);
            }
          }
        };
    if (recurse) {
      visit(root, prefix, once, each);
    } else {
      each.accept(prefix, root);
    }
  }

  private static ListValue values(
      ModuleInstance self, String prefix, boolean recurse, Function<Shape, List<Field>> fields) {
    ListValue found = new ListValue();
    visitFields(self, prefix, recurse, fields, (name, value) -> found.add(value));
    return found.asIterator();
  }

  private static ListValue named(
      ModuleInstance self, ModuleMethod.Bound a, Function<Shape, List<Field>> fields) {
    ListValue found = new ListValue();
    BiConsumer<String, Object> add = (name, value) -> found.add(TupleValue.of(name, value));
    visitFields(self, a.text(0), a.flag(1), a.flag(2), fields, add);
    return found.asIterator();
  }

  private static ListValue modules(
      ModuleInstance self, String prefix, boolean once, boolean names) {
    ListValue found = new ListValue();
    visit(self, prefix, once, (name, m) -> found.add(names ? TupleValue.of(name, m) : m));
    return found.asIterator();
  }

  private static ListValue namedChildren(ModuleInstance self, boolean names) {
    ListValue found = new ListValue();
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Field field : self.shape().modules()) {
      Object child = self.valueOf(field);
      if (child != None.NONE && seen.add(child)) {
        found.add(names ? TupleValue.of(field.name(), child) : child);
      }
    }
    return found.asIterator();
  }

  private static ModuleInstance submodule(ModuleInstance self, String path) {
    ModuleInstance module = self;
    for (String name : path.isEmpty() ? List.<String>of() : List.of(path.split("\\.", -1))) {
      Field field = module.shape().find(name);
      if (field == null || !(module.valueOf(field) instanceof ModuleInstance child)) {
        String text = module.name() + " has no module '" + name + "'";
        throw new GradError(ErrorKind.ATTRIBUTE, text).help("looking for '" + path + "'");
      }
      module = child;
    }
    return module;
  }

  /** A parameter or buffer at a path. */
  private static Object held(
      ModuleInstance self, String path, Function<Shape, List<Field>> fields, String what) {
    int dot = path.lastIndexOf('.');
    ModuleInstance owner = submodule(self, path.substring(0, Math.max(dot, 0)));
    String name = path.substring(dot + 1);
    for (Field field : fields.apply(owner.shape())) {
      if (field.name().equals(name) && owner.valueOf(field) instanceof Tensor tensor) {
        return tensor;
      }
    }
    throw new GradError(ErrorKind.ATTRIBUTE, owner.name() + " has no " + what + " '" + name + "'")
        .help("looking for '" + path + "'");
  }
}
