package org.gradlang.repl.shell.line;

import java.util.List;
import java.util.Optional;

/** Where a session's inputs come from. */
public interface InputReader extends AutoCloseable {
  /** The next input, of one or more lines; empty where there are no more. */
  Optional<String> read();

  /** The inputs of this session and of those before it, as far as they are known. */
  List<String> history();

  @Override
  void close();
}
