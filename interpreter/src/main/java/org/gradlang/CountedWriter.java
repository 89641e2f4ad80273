package org.gradlang;

import java.io.IOException;
import java.io.Writer;
import org.gradlang.tensor.Budget;

/**
 * A host's writer, as far as a program may write: what goes beyond its limit is cut there, and is a
 * LimitError.
 */
final class CountedWriter extends Writer {
  private final Writer writer;
  private final Budget budget;

  CountedWriter(Writer writer, Budget budget) {
    this.writer = writer;
    this.budget = budget;
  }

  @Override
  public void write(char[] characters, int from, int count) throws IOException {
    int allowed = allowed(count);
    writer.write(characters, from, allowed);
    budget.write(count);
  }

  @Override
  public void write(String text, int from, int count) throws IOException {
    int allowed = allowed(count);
    writer.write(text, from, allowed);
    budget.write(count);
  }

  private int allowed(int count) {
    return (int) Math.min(count, budget.writable());
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }

  /** Leaves the host's writer open. */
  @Override
  public void close() throws IOException {
    flush();
  }
}
