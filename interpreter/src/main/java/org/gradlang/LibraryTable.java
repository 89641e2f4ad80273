package org.gradlang;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;
import org.gradlang.eval.Engine;
import org.gradlang.eval.FileNamespace;
import org.gradlang.eval.Globals;
import org.gradlang.syntax.Source;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Members;
import org.gradlang.value.Namespace;
import org.jspecify.annotations.Nullable;

/** The names that an engine's libraries declare, and their sources. */
final class LibraryTable {
  /**
   * The classes of all libraries, with commas, where who starts the JVM knows them: Java's own way
   * of finding them opens every file of the class path, which takes a short program 15 ms.
   */
  private static final String LIBRARIES = "grad.libraries";

  private final Host host;
  private final Globals globals = new Globals();
  private final Globals importables = new Globals();
  private final Map<String, Namespace> namespaces = new HashMap<>();
  private final Map<String, Library> libraries = new HashMap<>();
  private @Nullable Engine engine;

  LibraryTable(Host host, Iterable<Library> libraries) {
    this.host = host;
    for (Library library : libraries) {
      this.libraries.put(library.name(), library);
      library.declare(new Names(library));
    }
  }

  /** What every engine has: the language's own names, and the libraries beside this one. */
  static List<Library> standard() {
    List<Library> libraries = new ArrayList<>(List.of(new CoreLibrary()));
    ClassLoader loader = Grad.class.getClassLoader();
    String names = System.getProperty(LIBRARIES);
    if (names == null) {
      ServiceLoader.load(Library.class, loader).forEach(libraries::add);
    } else {
      for (String name : names.split(",", -1)) {
        libraries.add(made(name, loader));
      }
    }
    return libraries;
  }

  private static Library made(String name, ClassLoader loader) {
    try {
      return Class.forName(name, true, loader)
          .asSubclass(Library.class)
          .getConstructor()
          .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("there is no library " + name, e);
    }
  }

  Globals globals() {
    return globals;
  }

  Globals importables() {
    return importables;
  }

  /** The engine that evaluates the libraries' files. */
  void engine(Engine evaluator) {
    engine = evaluator;
  }

  /** The source of {@code library/nn/linear.grad}, if that is a library's. */
  Optional<Source> source(String name) {
    int slash = name.indexOf('/');
    Library library = slash < 0 ? null : libraries.get(name.substring(0, slash));
    return library == null ? Optional.empty() : source(library, name, name.substring(slash + 1));
  }

  private static Optional<Source> source(Library library, String name, String file) {
    return library
        .source(file)
        .map(text ->
            library
                .tree(file)
                .map(tree -> Source.library(name, text, tree))
                .orElseGet(() -> Source.library(name, text)));
  }

  private Object valueOfFile(String file, String name) {
    Engine evaluator = Objects.requireNonNull(engine);
    FileNamespace namespace = evaluator.imports().load(file);
    Object value = namespace.get(name);
    if (value == null) {
      throw new GradError(ErrorKind.NAME, file + " does not declare '" + name + "'");
    }
    return value;
  }

  private void define(String path, Supplier<Object> maker) {
    int dot = path.lastIndexOf('.');
    if (dot < 0) {
      globals.define(path, maker);
    } else {
      namespace(path.substring(0, dot)).defineLater(path.substring(dot + 1), maker);
    }
  }

  private Namespace namespace(String path) {
    Namespace known = namespaces.get(path);
    if (known == null) {
      Namespace made = new Namespace(path);
      namespaces.put(path, made);
      define(path, () -> made);
      known = made;
    }
    return known;
  }

  private Object get(String path) {
    String[] names = path.split("\\.", -1);
    Object value = globals.get(names[0]);
    for (int i = 1; i < names.length; i++) {
      value = Members.get(value, names[i]);
    }
    return value;
  }

  /** What one library declares. */
  private final class Names implements Declarations {
    private final Library library;

    Names(Library library) {
      this.library = library;
    }

    @Override
    public Host host() {
      return host;
    }

    @Override
    public void value(String path, Object value) {
      define(path, () -> value);
    }

    @Override
    public void later(String path, Supplier<Object> value) {
      define(path, value);
    }

    @Override
    public void file(String file, String namespace, List<String> names) {
      String source = library.name() + "/" + file;
      for (String name : names) {
        String path = namespace.isEmpty() ? name : namespace + "." + name;
        define(path, () -> valueOfFile(source, name));
      }
    }

    @Override
    public void importable(String name, Supplier<Object> value) {
      importables.define(name, value);
    }

    @Override
    public Object get(String path) {
      return LibraryTable.this.get(path);
    }

    @Override
    public Set<String> names() {
      return globals.names();
    }
  }
}
