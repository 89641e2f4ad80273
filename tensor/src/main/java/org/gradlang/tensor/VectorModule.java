package org.gradlang.tensor;

import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * The JDK's Vector API, which must be asked for while it is an incubator module.
 *
 * <p>{@code java --add-modules} would do, but then Java cannot start from archived modules and
 * lambdas, which costs more time than a short script takes, and prints a warning before {@code
 * main}. So the launcher opens the JDK's own way of adding a module later, which the first kernel
 * with enough to do uses. Where that way is closed and the module was not asked for, kernels do
 * without.
 */
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";
  private static final String CLASS = "jdk.incubator.vector.FloatVector";
  private static final String WAY = "jdk.internal.module";

  /**
   * Set in the run from which the start-up cache is made. The cache cannot hold classes that use a
   * module that comes later, so that run loads the module only at its end.
   */
  private static final boolean TRAINING = Boolean.getBoolean("grad.training");

  private VectorModule() {}

  /** Whether the module is there or may come: cheap, and false means that there will be none. */
  public static boolean isPossible() {
    return boot().isPresent() || (isOpen() && !TRAINING) || isLoaded();
  }

  /**
   * Whether the module is there and kernels can use it; if need be, and if it can, it comes now.
   */
  public static boolean isAvailable() {
    Optional<Module> module = boot();
    if (module.isEmpty() && isOpen() && !TRAINING) {
      module = load();
    }
    return module.map(VectorModule.class.getModule()::canRead).orElseGet(VectorModule::isLoaded);
  }

  /** Asks for the module; empty where this Java has none, or gives none. */
  public static Optional<Module> load() {
    try {
      Object module =
          Class.forName(WAY + ".Modules").getMethod("loadModule", String.class).invoke(null, NAME);
      return Optional.of((Module) module);
    } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
      return Optional.empty(); // another kind of Java, or one that the launcher did not open
    } catch (InvocationTargetException e) {
      return Optional.empty(); // a Java without this module
    }
  }

  private static Optional<Module> boot() {
    return ModuleLayer.boot().findModule(NAME);
  }

  private static boolean isOpen() {
    return Object.class.getModule().isExported(WAY, VectorModule.class.getModule());
  }

  /** Whether somebody else has loaded it since the JVM started. */
  private static boolean isLoaded() {
    try {
      Class<?> vector = Class.forName(CLASS, false, VectorModule.class.getClassLoader());
      return VectorModule.class.getModule().canRead(vector.getModule());
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
