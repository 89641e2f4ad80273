package org.gradlang.repl;

import java.lang.reflect.InvocationTargetException;

/**
 * The JDK's Vector API, which must be asked for while it is an incubator module.
 *
 * <p>{@code java --add-modules} would do, but then Java cannot start from archived modules and
 * lambdas, which costs more time than a short script takes, and prints a warning before {@code
 * main}. So the launcher opens the JDK's own way of adding a module later. Where that way is
 * closed, kernels do without.
 */
final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  /**
   * Set in the run from which the start-up cache is made. The cache cannot hold classes that use a
   * module that comes later, so that run loads the module only at its end.
   */
  static final boolean TRAINING = Boolean.getBoolean("grad.training");

  private final Thread loading = new Thread(VectorModule::load, "grad-vector");

  private VectorModule() {}

  /** Begins to load the module, in the background. */
  static VectorModule begin() {
    VectorModule module = new VectorModule();
    module.loading.setDaemon(true);
    if (!TRAINING) {
      module.loading.start();
    }
    return module;
  }

  /** Waits until it is there, or is known not to come. */
  void await() throws InterruptedException {
    loading.join();
  }

  /** To be called when all has run. */
  void end() {
    if (TRAINING) {
      load();
    }
  }

  private static void load() {
    if (ModuleLayer.boot().findModule(NAME).isPresent()) {
      return;
    }
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
    } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
      return; // Another kind of Java: kernels look for the module themselves and find none.
    } catch (InvocationTargetException e) {
      return; // A Java without this module.
    }
  }
}
