package org.gradlang.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Python in a process of its own, which {@code peers/server.py} lets run programs on demand. */
final class PythonPeer implements Peer {
  private @Nullable Process process;
  private @Nullable BufferedReader answers;
  private @Nullable BufferedWriter commands;
  private int programs;

  @Override
  public String name() {
    return Row.PYTHON;
  }

  @Override
  public String description() {
    return ask("describe");
  }

  @Override
  public void start(int threads) {
    Path server = Path.of(System.getProperty("bench.folder", "bench"), "peers", "server.py");
    ProcessBuilder builder =
        new ProcessBuilder(
                System.getProperty("bench.python", "/usr/bin/python3"),
                server.toString(),
                Integer.toString(threads))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(threads));
    builder.environment().put("OPENBLAS_NUM_THREADS", Integer.toString(threads));
    try {
      Process started = builder.start();
      process = started;
      answers = started.inputReader(StandardCharsets.UTF_8);
      commands = started.outputWriter(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String ask(String command) {
    BufferedReader reader = answers;
    BufferedWriter writer = commands;
    if (reader == null || writer == null) {
      throw new IllegalStateException("Python is not running");
    }
    try {
      writer.write(command);
      writer.write('\n');
      writer.flush();
      String answer = reader.readLine();
      if (answer == null || !answer.startsWith("ok ")) {
        throw new IllegalStateException("Python answered " + answer);
      }
      return answer.substring(3);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Work> work(Row row) {
    String name = "p" + programs++;
    String text = row.program().python();
    var _ = ask("load " + name + " " + text.lines().count() + "\n" + text.stripTrailing());
    return Optional.of(new Remote(name));
  }

  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.destroy();
    }
  }

  private final class Remote implements Work {
    private final String name;

    Remote(String name) {
      this.name = name;
    }

    @Override
    public long nanos(int times, Clock clock) {
      return Long.parseLong(ask("time " + name + " " + times + " " + clock));
    }

    @Override
    public double[] digest() {
      return Arrays.stream(ask("digest " + name).split(" ", -1))
          .filter(number -> !number.isEmpty())
          .mapToDouble(Double::parseDouble)
          .toArray();
    }

    @Override
    public void close() {
      var _ = ask("drop " + name);
    }
  }
}
