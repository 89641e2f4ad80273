package org.gradlang;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradlang.resolve.Checked;
import org.gradlang.resolve.Known;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.Source;

/**
 * A program that was parsed and checked once. Immutable: engines and threads can share it.
 *
 * <p>It knows the names of the libraries that {@link java.util.ServiceLoader} finds.
 */
public final class Script {
  private final Checked checked;
  private final Set<String> inputs;

  private Script(Checked checked, Set<String> inputs) {
    this.checked = checked;
    this.inputs = inputs;
  }

  /**
   * Compiles a file.
   *
   * @throws GradException where the program is not right, with all its errors
   */
  public static Script compile(Path file) throws IOException {
    return compile(file.toString(), Files.readString(file));
  }

  /** As {@link #compile(Path)}, for a program that uses variables its host will set. */
  public static Script compile(Path file, Set<String> variables) throws IOException {
    return compile(file.toString(), Files.readString(file), variables);
  }

  /** Compiles a text under the name that diagnostics show. */
  public static Script compile(String name, String text) {
    return compile(name, text, Set.of());
  }

  /** As {@link #compile(String, String)}, for a program that uses variables its host will set. */
  public static Script compile(String name, String text, Set<String> variables) {
    Known known = new Known(StandardNames.all(), List.copyOf(variables), false);
    return compile(Source.of(name, text), known);
  }

  static Script compile(Source source, Known known) {
    return new Script(
        GradException.unlessRight(Checked.check(source, known)), Set.copyOf(known.fileVariables()));
  }

  /**
   * Compiles an open program, a rule or formula say: the names that nothing declares are its {@link
   * #inputs}.
   *
   * @throws GradException where the program is not right otherwise, with all its errors
   */
  public static Script compileOpen(String name, String text) {
    return compileOpen(Source.of(name, text), StandardNames.all());
  }

  static Script compileOpen(Source source, Set<String> globals) {
    Checked first = Checked.check(source, Known.file(globals));
    if (first.undeclared().isEmpty()) {
      return new Script(GradException.unlessRight(first), Set.of());
    }
    return compile(source, new Known(globals, List.copyOf(first.undeclared()), false));
  }

  /** The variables that an engine must have before this can run in it. */
  public Set<String> inputs() {
    return inputs;
  }

  /**
   * Runs this in an engine: {@code grad.set} for each of the variables, then {@code grad.eval}.
   *
   * @return the last statement's value
   * @throws GradException what goes wrong; a NameError for an input that is not there
   */
  public Value run(Grad grad, Map<String, ?> variables) {
    return grad.during(() -> {
      variables.forEach(grad::set);
      return grad.eval(this);
    });
  }

  /** All syntax errors and undeclared names of a text; empty for a program that is right. */
  public static List<Diagnostic> check(String name, String text) {
    Known known = Known.file(StandardNames.all());
    return Checked.check(Source.of(name, text), known).diagnostics();
  }

  /** The name under which this was compiled. */
  public String name() {
    return checked.program().source().name();
  }

  Checked checked() {
    return checked;
  }
}
