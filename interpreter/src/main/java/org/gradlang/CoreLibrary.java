package org.gradlang;

import java.io.Writer;
import java.util.List;
import java.util.function.LongSupplier;
import org.gradlang.builtin.Builtins;
import org.gradlang.builtin.Console;
import org.gradlang.builtin.Display;
import org.gradlang.graph.GraphValue;
import org.gradlang.module.Copies;
import org.gradlang.value.ParameterType;

/** The names of the language itself: built-in functions, tensor operations, kinds of errors. */
final class CoreLibrary implements Library {
  @Override
  public String name() {
    return "core";
  }

  @Override
  public void declare(Declarations names) {
    Builtins.declare(names::later, new HostConsole(names.host()));
    names.later("autograd.graph", () -> GraphValue.function(names.host().files()));
    names.importable("copy", Copies::namespace);
    names.value("Parameter", ParameterType.INSTANCE);
  }

  /** What the built-in functions reach of a host. */
  private record HostConsole(Host host) implements Console {
    @Override
    public Writer out() {
      return host.out();
    }

    @Override
    public List<String> arguments() {
      return host.arguments();
    }

    @Override
    public LongSupplier clock() {
      return host.clock();
    }

    @Override
    public Display display() {
      return host.display();
    }
  }
}
