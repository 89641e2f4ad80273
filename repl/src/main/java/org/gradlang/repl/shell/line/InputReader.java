package org.gradlang.repl.shell.line;

import java.util.Optional;
import org.gradlang.repl.shell.session.Desk;

/** Where a session's inputs come from. */
public interface InputReader extends Desk, AutoCloseable {
  /** The next input, of one or more lines; empty where there are no more. */
  Optional<String> read();

  @Override
  void close();
}
