package org.gradlang.eval;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.resolve.Checked;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.Site;
import org.gradlang.syntax.Source;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** The files that were imported: each is evaluated once. */
public final class Imports {
  private final Engine engine;
  private final SourceFinder finder;
  private final Map<String, FileNamespace> evaluated = new HashMap<>();
  private final Deque<String> running = new ArrayDeque<>();

  Imports(Engine engine, SourceFinder finder) {
    this.engine = engine;
    this.finder = finder;
  }

  /** The namespace of the file that {@code importer} calls {@code path}. */
  public FileNamespace load(Source importer, String path) {
    return load(finder.resolve(importer, path));
  }

  /** The namespace of a file by its resolved name. */
  public FileNamespace load(String name) {
    FileNamespace known = evaluated.get(name);
    if (known != null) {
      return known;
    }
    if (running.contains(name)) {
      throw cycle(name);
    }
    running.addLast(name);
    try {
      FileNamespace namespace = evaluate(finder.read(name));
      evaluated.put(name, namespace);
      return namespace;
    } finally {
      running.removeLast();
    }
  }

  private FileNamespace evaluate(Source source) {
    Checked checked = engine.check(source);
    if (!checked.diagnostics().isEmpty()) {
      throw error(checked.diagnostics());
    }
    return engine.evaluateFile(checked);
  }

  /** The first of several errors, with the others as notes. */
  private static GradError error(List<Diagnostic> diagnostics) {
    Diagnostic first = diagnostics.get(0);
    GradError error = new GradError(kind(first), first.message()).at(site(first));
    first.help().forEach(error::help);
    for (Diagnostic further : diagnostics.subList(1, diagnostics.size())) {
      error.note(site(further), further.message());
    }
    return error;
  }

  private static Site site(Diagnostic diagnostic) {
    return new Site(diagnostic.source(), diagnostic.span());
  }

  private static ErrorKind kind(Diagnostic diagnostic) {
    return diagnostic.kind().equals(ErrorKind.NAME.text()) ? ErrorKind.NAME : ErrorKind.SYNTAX;
  }

  private GradError cycle(String name) {
    List<String> chain = new ArrayList<>(running);
    chain.add(name);
    List<String> circle = chain.subList(chain.indexOf(name), chain.size());
    return new GradError(
            ErrorKind.IMPORT, "these files import each other: " + String.join(" -> ", circle))
        .help("move what they share into a file of its own");
  }

  /** Says that a file is running, so that importing it is a cycle; ended by {@link #end}. */
  void begin(Source source) {
    String name = source.name();
    running.addLast(name.startsWith("<") ? name : own(name)); // no file's, in angle brackets
  }

  /** What others would import a program by; its own name where nobody can. */
  private String own(String name) {
    try {
      return finder.resolve(Source.of("", ""), name);
    } catch (GradError e) {
      return name;
    }
  }

  void end() {
    running.removeLast();
  }
}
