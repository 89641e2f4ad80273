package org.gradlang.builtin;

import static org.gradlang.builtin.Sequences.value;

import java.io.IOException;
import java.util.List;
import org.gradlang.graph.TraceText;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.trace.Trace;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.Representation;
import org.gradlang.value.TextBuilder;
import org.jspecify.annotations.Nullable;

/** Functions that reach out of the program: to its output, its clock, its end. */
final class Output {
  /** Characters that are written at once. */
  private static final int PIECE = 1 << 16;

  private final Console console;
  private final Bars bars;

  private Output(Console console) {
    this.console = console;
    this.bars = new Bars(console.display());
  }

  static void declare(Builtins builtins, Console console) {
    Output output = new Output(console);
    builtins.function("print", output::print);
    builtins.function("help", output::help);
    builtins.function("progress", output::progress);
    builtins.function("clock", output::clock);
    builtins.function("autograd.trace", output::trace);
    builtins.function("exit", Output::exit);
  }

  private Callable print() {
    return Builtin.doing(
        "print(*values: any, sep: str? = ' ', end: str? = None, flush: bool = False)",
        "Writes values as text, with sep between them and end, or else a newline, behind them.",
        this::print);
  }

  private void print(@Nullable Object[] arguments) {
    String separator = arguments[1] == null ? " " : (String) arguments[1];
    List<?> values = (List<?>) value(arguments, 0);
    TextBuilder text = new TextBuilder();
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : separator).append(Representation.str(values.get(i)));
    }
    write(text.append(arguments[2] == null ? "\n" : (String) arguments[2]).toString());
    if ((Boolean) value(arguments, 3)) {
      flush();
    }
  }

  /** What is long goes out piece by piece, so that the program can stop in between. */
  private void write(String text) {
    try {
      int from = 0;
      for (; text.length() - from > PIECE; from += PIECE) {
        console.out().write(text, from, PIECE);
        Context.current().worked(PIECE);
      }
      console.out().write(from == 0 ? text : text.substring(from));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void flush() {
    try {
      console.out().flush();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static GradError failed(IOException cause) {
    return new GradError(
        ErrorKind.IO, "the output cannot be written: " + cause.getMessage(), cause);
  }

  private Callable help() {
    return Builtin.doing(
        "help(x: any, *, source: bool = False)",
        "Shows how to call a function, and what it does; of other values, their type and names."
            + " With source=True, the text of what is written in Grad.",
        a -> write((Boolean) value(a, 1) ? Help.source(value(a, 0)) : Help.of(value(a, 0))));
  }

  private Callable progress() {
    return Builtin.of(
        "progress(iterable: any, label: str? = None, total: int? = None)",
        "Goes through the elements and shows on a terminal how far it is, at what rate, and what"
            + " time is left. bar.set_postfix(loss=...) shows values beside it.",
        a -> new Progress(value(a, 0), a[1] == null ? "" : (String) a[1], (Long) a[2], bars));
  }

  private Callable trace() {
    return Builtin.doing(
        "trace(mode: bool = True)",
        "Whether each operation and each step of a backward pass is written to the output as it"
            + " runs, with shapes: ∂ stands before what requires a gradient.",
        a -> {
          TraceText text = new TraceText(line -> write(line + "\n"));
          Context.current().setTrace((Boolean) value(a, 0) ? new Trace(text) : null);
        });
  }

  private Callable clock() {
    return Builtin.of(
        "clock()",
        "Seconds from some fixed moment on: the difference of two calls is the time between them.",
        a -> console.clock().getAsLong() / 1e9);
  }

  private static Callable exit() {
    return Builtin.of(
        "exit(code: int = 0)",
        "Ends the program; the code is what the process answers, 0 for success.",
        a -> {
          throw new ExitRequest((int) (long) (Long) value(a, 0));
        });
  }
}
