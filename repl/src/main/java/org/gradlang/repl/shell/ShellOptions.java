package org.gradlang.repl.shell;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.gradlang.Grad;
import org.gradlang.repl.shell.session.NamedText;

/**
 * How a session begins.
 *
 * @param engines begins each engine
 * @param color whether colours are wanted
 * @param banner the line before the first prompt
 * @param startup what runs before all else, and again after a reset
 * @param program what runs before the first prompt
 * @param history where inputs are kept for later sessions
 */
public record ShellOptions(
    Supplier<Grad.Builder> engines,
    boolean color,
    String banner,
    Optional<NamedText> startup,
    Optional<NamedText> program,
    Optional<Path> history) {}
