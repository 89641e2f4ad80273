package org.gradlang.module;

import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** Assignment to {@code self.name}, and what it registers. */
final class Registry {
  private Registry() {}

  /** {@code instance.name = value}. */
  static void assign(ModuleInstance instance, String name, Object value) {
    Field field = instance.shape().find(name);
    FieldKind kind = kindOf(value);
    if (field == null || kind != FieldKind.ATTRIBUTE) {
      instance.hold(name, kept(field, kind, value), value);
      return;
    }
    switch (field.kind()) {
      case PARAMETER -> keep(instance, field, value, value == None.NONE, "a parameter");
      case MODULE -> keep(instance, field, value, value == None.NONE, "a module");
      case BUFFER, TRANSIENT_BUFFER ->
          keep(instance, field, value, value == None.NONE || value instanceof Tensor, "a buffer");
      case ATTRIBUTE, METHOD -> instance.hold(name, FieldKind.ATTRIBUTE, value);
    }
  }

  /** A field of the same kind keeps its place. */
  private static FieldKind kept(@Nullable Field field, FieldKind kind, Object value) {
    boolean buffered = field != null && field.kind().isBuffer() && value instanceof Tensor;
    return buffered && kind == FieldKind.ATTRIBUTE ? field.kind() : kind;
  }

  private static void keep(
      ModuleInstance instance, Field field, Object value, boolean fits, String what) {
    if (!fits) {
      String text = "'" + field.name() + "' is " + what + " of " + instance.name();
      throw new GradError(ErrorKind.TYPE, text + " and cannot become " + Types.name(value))
          .help(help(field.kind()));
    }
    instance.hold(field.name(), field.kind(), value);
  }

  private static String help(FieldKind kind) {
    return switch (kind) {
      case PARAMETER -> "assign a Parameter(...) or None, or change it in place under no_grad";
      case BUFFER, TRANSIENT_BUFFER -> "assign a tensor or None";
      case MODULE -> "assign a module or None";
      case ATTRIBUTE, METHOD -> "";
    };
  }

  /** Whether a value is registered by being assigned. */
  static boolean isRegistered(Object value) {
    return kindOf(value) != FieldKind.ATTRIBUTE;
  }

  private static FieldKind kindOf(Object value) {
    if (value instanceof Tensor tensor && tensor.isParameter()) {
      return FieldKind.PARAMETER;
    }
    return value instanceof ModuleInstance child && child.isLayer()
        ? FieldKind.MODULE
        : FieldKind.ATTRIBUTE;
  }

  /** {@code register_parameter} and the like: the name must be new. */
  static void register(ModuleInstance instance, String name, FieldKind kind, Object value) {
    Field field = instance.shape().find(name);
    if (name.isEmpty() || name.contains(".")) {
      throw new GradError(ErrorKind.KEY, "'" + name + "' cannot be a name: no dots, not empty");
    }
    boolean again = field != null && field.kind() == kind;
    if (!again && instance.get(name) != null) {
      throw new GradError(
          ErrorKind.KEY, "'" + name + "' is already an attribute of " + instance.name());
    }
    instance.hold(name, kind, value);
  }

  /** Attributes that every instance has beside its methods, or null. */
  static @Nullable Object special(ModuleInstance instance, String name) {
    return switch (name) {
      case "__class__" -> instance.type();
      case "_parameters" -> new RegistryView(instance, FieldKind.PARAMETER);
      case "_buffers" -> new RegistryView(instance, FieldKind.BUFFER);
      case "_modules" -> new RegistryView(instance, FieldKind.MODULE);
      case "_forward_pre_hooks" -> new HookView(instance.hooks().before());
      case "_forward_hooks" -> new HookView(instance.hooks().after());
      case "_backward_pre_hooks" -> new HookView(instance.hooks().beforeBackward());
      case "_backward_hooks" -> new HookView(instance.hooks().backward());
      default -> null;
    };
  }
}
