package org.gradlang.builtin;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.gradlang.op.Op;
import org.gradlang.op.Operations;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.value.Callable;
import org.gradlang.value.ErrorType;
import org.gradlang.value.ListValue;
import org.gradlang.value.OperationCallable;
import org.gradlang.value.StandardType;

/** Declares every name that is always there and made in Java. */
public final class Builtins {
  private final BiConsumer<String, Supplier<Object>> names;

  private Builtins(BiConsumer<String, Supplier<Object>> names) {
    this.names = names;
  }

  /**
   * Hands over all names with what makes their values, which are made when first used.
   *
   * @param names takes a path such as {@code math.sin}, whose first part is a namespace, and the
   *     value's maker
   */
  public static void declare(BiConsumer<String, Supplier<Object>> names, Console console) {
    Builtins builtins = new Builtins(names);
    builtins.operations();
    builtins.types();
    Sequences.declare(builtins);
    Iterators.declare(builtins);
    Numbers.declare(builtins);
    Objects.declare(builtins);
    Settings.declare(builtins);
    AutogradNames.declare(builtins);
    MathNames.declare(builtins);
    PrintSettings.declare(builtins);
    Output.declare(builtins, console);
    builtins.value("args", () -> new ListValue(console.arguments()));
  }

  /** Declares a value that is made when first used. */
  void value(String path, Supplier<Object> maker) {
    names.accept(path, maker);
  }

  /** Declares a function, under its own name. */
  void function(String name, Supplier<Callable> maker) {
    names.accept(name, maker::get);
  }

  private void operations() {
    for (String name : Operations.functionNames()) {
      value(Op.path(name), () -> OperationCallable.named(name));
    }
    OperationNames.aliases((path, name) -> value(path, () -> OperationCallable.named(name)));
  }

  private void types() {
    type(StandardType.INT);
    type(StandardType.FLOAT);
    type(StandardType.BOOL);
    type(StandardType.STR);
    type(StandardType.LIST);
    type(StandardType.TUPLE);
    type(StandardType.DICT);
    type(StandardType.RANGE);
    type(StandardType.SLICE);
    type(StandardType.TYPE);
    type(StandardType.TENSOR);
    type(StandardType.GENERATOR);
    for (ErrorKind kind : ErrorKind.values()) {
      value(kind.text(), () -> ErrorType.of(kind));
    }
    DTypes.declare(this);
  }

  private void type(StandardType type) {
    value(type.name(), () -> type);
  }
}
