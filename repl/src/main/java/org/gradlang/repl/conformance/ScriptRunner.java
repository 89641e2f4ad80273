package org.gradlang.repl.conformance;

import java.nio.file.Path;

/** Runs a script file from beginning to end; may be called from several threads at a time. */
@FunctionalInterface
public interface ScriptRunner {
  /** What the run came to; errors of the script are part of that. */
  Observation run(Path script);
}
