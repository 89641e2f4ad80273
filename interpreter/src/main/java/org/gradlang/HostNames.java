package org.gradlang;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.gradlang.op.signature.Signature;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;

/** The functions and operations that a host declared for its engines' programs. */
final class HostNames {
  private final List<BiConsumer<Grad, Declarations>> declarations = new ArrayList<>();

  void function(String signature, String documentation, HostFunction body) {
    Signature checked = Signature.parse(signature);
    define(
        checked.name(),
        grad ->
            Builtin.of(
                signature,
                documentation,
                bound -> {
                  HostCall call = new HostCall(grad, checked, bound);
                  return grad.values()
                      .toScript(HostCode.run(shortName(checked), () -> body.call(call)));
                }));
  }

  void function(String path, Class<?> type, Object body) {
    HostMethod.check(type);
    define(path, grad -> HostMethod.named(grad, lastOf(path), type, body));
  }

  void operation(String signature, String documentation, DifferentiableFunction body) {
    Signature checked = Signature.parse(signature);
    define(checked.name(), grad -> new HostOperation(grad, checked, documentation, body));
  }

  void export(String namespace, Object host) {
    boolean any = false;
    for (Class<?> type = host.getClass(); type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        Export export = method.getAnnotation(Export.class);
        if (export != null) {
          any = true;
          String name = export.value().isEmpty() ? method.getName() : export.value();
          String path = namespace.isEmpty() ? name : namespace + "." + name;
          define(path, grad -> HostMethod.ofExported(grad, export, method, host));
        }
      }
    }
    if (!any) {
      throw new IllegalArgumentException(
          host.getClass().getTypeName() + " has no method that is marked with @Export");
    }
  }

  private void define(String path, Function<Grad, Callable> maker) {
    declarations.add((grad, names) -> names.later(path, () -> maker.apply(grad)));
  }

  private static String shortName(Signature signature) {
    return lastOf(signature.name());
  }

  private static String lastOf(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /** The names as a library of one engine. */
  Library of(Grad grad) {
    return new Library() {
      @Override
      public String name() {
        return "host";
      }

      @Override
      public void declare(Declarations names) {
        declarations.forEach(declaration -> declaration.accept(grad, names));
      }
    };
  }
}
