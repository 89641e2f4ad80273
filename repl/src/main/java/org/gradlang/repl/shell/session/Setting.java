package org.gradlang.repl.shell.session;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One thing that a user can set.
 *
 * @param values what it can be, for help and completion
 * @param current what it is
 * @param change makes it something else; false where it cannot be that
 */
public record Setting(
    String name,
    String summary,
    List<String> values,
    Supplier<String> current,
    Predicate<String> change) {}
