package org.gradlang.repl;

import java.util.List;
import java.util.concurrent.CompletionException;

/** The {@code grad} command. */
public final class Main {
  static final String VERSION = "0.1.0";

  /** The environment variable that asks for the Java stack trace of an internal error. */
  private static final String DEBUG = "GRAD_DEBUG";

  private Main() {}

  /** Runs the command and ends the process. */
  public static void main(String[] words) {
    Terminal terminal = Terminal.ofProcess();
    Thread lastFlush = new Thread(terminal.out()::flushIfFree, "grad-end");
    Runtime.getRuntime().addShutdownHook(lastFlush);
    int code = perform(words, terminal);
    terminal.out().flush();
    if (code != ExitCode.SUCCESS || othersKeepJavaAlive()) {
      System.exit(code);
    }
    // Java ends with this method: exit would look for a logger in all jars first, in 25 ms.
  }

  private static boolean othersKeepJavaAlive() {
    ThreadGroup all = Thread.currentThread().getThreadGroup();
    while (all.getParent() != null) {
      all = all.getParent();
    }
    Thread[] threads = new Thread[2 * all.activeCount() + 1];
    int count = all.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (!threads[i].isDaemon() && threads[i] != Thread.currentThread()) {
        return true;
      }
    }
    return false;
  }

  private static int perform(String[] words, Terminal terminal) {
    try {
      return new GradCommand(terminal).perform(CommandLineReader.read(List.of(words), VERSION));
    } catch (UsageException e) {
      terminal.complain("grad: " + e.reason() + "\n");
      return ExitCode.USAGE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILURE;
    } catch (RuntimeException | Error e) {
      explain(
          e instanceof CompletionException && e.getCause() != null ? e.getCause() : e, terminal);
      return ExitCode.FAILURE;
    }
  }

  private static void explain(Throwable problem, Terminal terminal) {
    if (problem instanceof OutOfMemoryError) {
      long megabytes = Runtime.getRuntime().maxMemory() >> 20;
      terminal.complain(
          "grad: the program needs more memory than the "
              + megabytes
              + " MB it may use; GRAD_JVM_FLAGS=-Xmx8g grants it 8 GB\n");
      return;
    }
    terminal.complain(
        "grad: this is an error in Grad itself, please report it with your script: "
            + problem
            + "\n");
    if (System.getenv(DEBUG) != null) {
      problem.printStackTrace(terminal.error());
    }
  }
}
