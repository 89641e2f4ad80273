package org.gradlang.reliability.fuzz;

import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Grad a second time in this JVM, with {@code -Dgrad.compile=always}: everything that a program
 * does is compiled before it first runs. What it then says must be the same.
 */
final class Twin {
  private static final String PROPERTY = "grad.compile";

  private final ClassLoader loader;
  private final MethodHandle outcome;

  Twin() {
    String before = System.getProperty(PROPERTY);
    System.setProperty(PROPERTY, "always");
    try {
      loader = fresh();
      Class<?> trial = Class.forName(Trial.class.getName(), true, loader);
      MethodType type = MethodType.methodType(String.class, String.class);
      outcome = MethodHandles.publicLookup().findStatic(trial, "outcome", type);
      outcome("fn f(x) { x + 1 }\nf(1)"); // reads the property
    } catch (ReflectiveOperationException | MalformedURLException e) {
      throw new IllegalStateException(e);
    } finally {
      if (before == null) {
        System.clearProperty(PROPERTY);
      } else {
        System.setProperty(PROPERTY, before);
      }
    }
  }

  /** Of this JVM's class path, beside what its platform has. */
  private static ClassLoader fresh() throws MalformedURLException {
    String classPath = Objects.requireNonNull(System.getProperty("java.class.path"));
    String[] entries = classPath.split(File.pathSeparator);
    URL[] urls = new URL[entries.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = Path.of(entries[i]).toUri().toURL();
    }
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  /** What loaded it. */
  ClassLoader loader() {
    return loader;
  }

  /** As {@link Trial#outcome}. */
  String outcome(String program) {
    try {
      return (String) outcome.invokeExact(program);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
