package org.gradlang.repl.conformance;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gradlang.repl.conformance.ConformanceScript.Verdict;

/** Runs scripts with expectations, several at a time, and reports in their order. */
public final class TestRun {
  private final ScriptRunner runner;
  private final int threads;
  private final PrintWriter report;

  /** A run that uses so many threads and writes its report line by line. */
  public TestRun(ScriptRunner runner, int threads, PrintWriter report) {
    this.runner = runner;
    this.threads = threads;
    this.report = report;
  }

  /** Runs all; whether all passed. */
  public boolean run(List<ConformanceScript> scripts) throws InterruptedException {
    try (ExecutorService workers = Executors.newFixedThreadPool(threads, TestRun::daemon)) {
      List<Future<Verdict>> running = new ArrayList<>();
      scripts.forEach(script -> running.add(workers.submit(() -> script.judge(runner))));
      int passed = 0;
      for (Future<Verdict> verdict : running) {
        passed += report(verdict.get()) ? 1 : 0;
      }
      int failed = scripts.size() - passed;
      report.println(passed + " passed, " + failed + " failed");
      return failed == 0;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "grad-test");
    thread.setDaemon(true);
    return thread;
  }

  private boolean report(Verdict verdict) {
    report.println((verdict.passed() ? "passed  " : "FAILED  ") + verdict.script().file());
    if (!verdict.passed()) {
      report.println(verdict.explanation().indent(4).stripTrailing());
    }
    return verdict.passed();
  }
}
