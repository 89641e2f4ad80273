package org.gradlang.module;

import java.util.List;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Callable;
import org.gradlang.value.Members;

/** The methods that set something in a module and all below it. */
final class Mode {
  static final List<ModuleMethod> METHODS =
      List.of(
          ModuleMethod.of(
              "train(mode: bool = True)",
              "Sets training mode here and below; gives the module.",
              (self, a) -> train(self, a.flag(0))),
          ModuleMethod.of(
              "eval()",
              "Sets evaluation mode here and below; gives the module.",
              (self, a) -> train(self, false)),
          ModuleMethod.of(
              "zero_grad(set_to_none: bool = True)",
              "Clears the gradients of all parameters.",
              (self, a) -> zeroGrad(self, a.flag(0))),
          ModuleMethod.of(
              "requires_grad_(requires_grad: bool = True)",
              "Sets whether the parameters are trained; gives the module.",
              (self, a) -> requiresGrad(self, a.flag(0))),
          ModuleMethod.of(
              "apply(fn: fn)",
              "Calls fn for all modules below this one, then for this one; gives the module.",
              (self, a) -> apply(self, (Callable) a.get(0))));

  private Mode() {}

  private static ModuleInstance train(ModuleInstance self, boolean mode) {
    Traversal.visit(self, "", (path, module) -> trainOne(self, module, mode));
    return self;
  }

  /** A layer with a {@code train} of its own is asked, except by itself. */
  private static void trainOne(ModuleInstance root, ModuleInstance module, boolean mode) {
    Field own = module.shape().find("train");
    if (own != null && module != root && module.valueOf(own) instanceof Callable callable) {
      callable.call(Arguments.of(mode));
    } else {
      module.hold("training", FieldKind.ATTRIBUTE, mode);
    }
  }

  private static Object zeroGrad(ModuleInstance self, boolean setToNone) {
    Traversal.visitFields(
        self,
        "",
        true,
        Shape::parameters,
        (name, parameter) -> {
          if (setToNone) {
            Members.set(parameter, "grad", None.NONE);
          } else if (Members.get(parameter, "grad") instanceof Tensor grad) {
            Members.set(parameter, "grad", Tensors.call(grad, "detach"));
            Tensors.call((Tensor) Members.get(parameter, "grad"), "zero_");
          }
        });
    return None.NONE;
  }

  private static ModuleInstance requiresGrad(ModuleInstance self, boolean required) {
    Traversal.visitFields(
        self,
        "",
        true,
        Shape::parameters,
        (name, parameter) -> Tensors.call((Tensor) parameter, "requires_grad_", required));
    return self;
  }

  private static ModuleInstance apply(ModuleInstance self, Callable function) {
    for (Field field : self.shape().modules()) {
      if (self.valueOf(field) instanceof ModuleInstance child) {
        apply(child, function);
      }
    }
    function.call(Arguments.of(self));
    return self;
  }
}
