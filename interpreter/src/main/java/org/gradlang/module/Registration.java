package org.gradlang.module;

import java.util.List;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Callable;
import org.gradlang.value.Types;
import org.gradlang.value.ValueType;

/** The methods that register under a name. */
final class Registration {
  static final List<ModuleMethod> METHODS =
      List.of(
          ModuleMethod.of(
              "add_module(name: str, module: any)",
              "Adds a child, or None in its place.",
              (self, a) -> addModule(self, a.text(0), a.get(1))),
          ModuleMethod.of(
              "register_module(name: str, module: any)",
              "Adds a child, or None in its place.",
              (self, a) -> addModule(self, a.text(0), a.get(1))),
          ModuleMethod.of(
              "register_parameter(name: str, param: any)",
              "Adds a parameter, or None in its place.",
              (self, a) -> addParameter(self, a.text(0), a.get(1))),
          ModuleMethod.of(
              "register_buffer(name: str, tensor: any, persistent: bool = True)",
              "Adds a tensor that is saved and moved with the module, but not trained.",
              (self, a) -> addBuffer(self, a.text(0), a.get(1), a.flag(2))),
          ModuleMethod.of(
              "_become(module: any)",
              "Takes over the module, attributes and methods of another instance.",
              (self, a) -> become(self, a.get(0))),
          ModuleMethod.of(
              "define_property(name: str, get: fn, set: fn)",
              "Makes an attribute that get(module) computes each time it is asked for; assigning a"
                  + " value calls set(module, value).",
              (self, a) -> property(self, a.text(0), (Callable) a.get(1), (Callable) a.get(2))));

  private Registration() {}

  private static Object become(ModuleInstance self, Object other) {
    if (!(other instanceof ModuleInstance instance)) {
      throw new GradError(
          ErrorKind.TYPE, "_become() takes a module, not " + Types.described(other));
    }
    self.become(instance);
    return None.NONE;
  }

  private static Object property(ModuleInstance self, String name, Callable get, Callable set) {
    if (self.shape().find(name) != null) {
      throw new GradError(
          ErrorKind.KEY, "'" + name + "' is already an attribute of " + self.name());
    }
    self.defineProperty(name, new ModuleInstance.Property(get, set));
    return None.NONE;
  }

  private static Object addModule(ModuleInstance self, String name, Object module) {
    boolean fits = module == None.NONE || module instanceof ModuleInstance m && m.isLayer();
    require(fits, "add_module() takes a module", module);
    Registry.register(self, name, FieldKind.MODULE, module);
    return None.NONE;
  }

  private static Object addParameter(ModuleInstance self, String name, Object parameter) {
    boolean fits = parameter == None.NONE || parameter instanceof Tensor t && t.isParameter();
    require(fits, "register_parameter() takes a Parameter", parameter);
    Registry.register(self, name, FieldKind.PARAMETER, parameter);
    return None.NONE;
  }

  private static Object addBuffer(
      ModuleInstance self, String name, Object tensor, boolean persistent) {
    boolean fits = tensor == None.NONE || tensor instanceof Tensor;
    require(fits, "register_buffer() takes a tensor", tensor);
    FieldKind kind = persistent ? FieldKind.BUFFER : FieldKind.TRANSIENT_BUFFER;
    Registry.register(self, name, kind, tensor);
    return None.NONE;
  }

  private static void require(boolean fits, String what, Object value) {
    if (fits) {
      return;
    }
    GradError error =
        new GradError(ErrorKind.TYPE, what + " or None, not " + Types.described(value));
    throw switch (value) {
      case List<?> _ -> error.help("pass the elements of a list one by one: f(*xs)");
      case ValueType type -> error.help("call it to make an instance: " + type.name() + "(...)");
      case Callable _ ->
          error.help("a function is no layer: take its layer, as nn.ReLU() for relu, or a module");
      default -> error;
    };
  }
}
