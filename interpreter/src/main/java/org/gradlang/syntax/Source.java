package org.gradlang.syntax;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Optional;
import org.gradlang.tensor.Context;
import org.jspecify.annotations.Nullable;

/**
 * A text to be parsed, under the name that diagnostics show.
 *
 * <p>Immutable. {@code library} marks the standard library's own files: errors in them point at the
 * user's line first.
 */
public final class Source {
  private final String name;
  private final String text;
  private final boolean library;
  private final byte @Nullable [] tree;
  private volatile int @Nullable [] lineStarts; // messages ask, programs that run do not
  private volatile SoftReference<Program> program = new SoftReference<>(null);

  private Source(String name, String text, boolean library, byte @Nullable [] tree) {
    this.name = name;
    this.text = text;
    this.library = library;
    this.tree = tree;
  }

  /**
   * Where errors are that a host's call makes outside of all programs: diagnostics show no place.
   */
  public static final Source HOST = of("<host>", "");

  /** A source of the user's. */
  public static Source of(String name, String text) {
    return new Source(name, text, false, null);
  }

  /** A source of the standard library, or of a library that the host brings. */
  public static Source library(String name, String text) {
    return new Source(name, text, true, null);
  }

  /** The same with the {@link StoredTree} of the text, so that it need not be parsed. */
  public static Source library(String name, String text, byte[] tree) {
    return new Source(name, text, true, tree);
  }

  private int[] lineStarts() {
    int[] known = lineStarts;
    if (known == null) {
      known = lineStarts(text);
      lineStarts = known;
    }
    return known;
  }

  private static int[] lineStarts(String text) {
    Context context = Context.current();
    int[] starts = new int[16];
    int lines = 1;
    for (int i = 0; i < text.length(); i++) {
      context.reached(i);
      if (text.charAt(i) == '\n') {
        if (lines == starts.length) {
          starts = Arrays.copyOf(starts, 2 * lines);
        }
        starts[lines++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, lines);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  public boolean isLibrary() {
    return library;
  }

  /** The bytes of its tree, where somebody kept them. */
  Optional<byte[]> tree() {
    return Optional.ofNullable(tree);
  }

  /** The syntax tree, made when it is first asked for: messages ask, programs that run do not. */
  public Program program() {
    Program known = program.get();
    if (known == null) {
      known = Parser.parse(this).program();
      program = new SoftReference<>(known);
    }
    return known;
  }

  /** The number of lines; a text that ends in a newline has an empty last one. */
  public int lines() {
    return lineStarts().length;
  }

  /** The line, from 1, in which a character stands. */
  public int lineOf(int offset) {
    int found = Arrays.binarySearch(lineStarts(), offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /** The column, from 1, in characters. */
  public int columnOf(int offset) {
    return offset - lineStarts()[lineOf(offset) - 1] + 1;
  }

  /** The offset of a line's first character; {@code line} counts from 1. */
  public int startOf(int line) {
    return lineStarts()[line - 1];
  }

  /** A line's text without its end; {@code line} counts from 1. */
  public String line(int line) {
    int[] lineStarts = lineStarts();
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
    return text.substring(start, end > start && text.charAt(end - 1) == '\r' ? end - 1 : end);
  }
}
