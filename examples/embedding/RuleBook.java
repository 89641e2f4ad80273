package embedding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Limits;
import org.gradlang.Script;

/**
 * A rule that others may change while the application runs: the file is watched, a new version
 * takes over at once, and one that is not right leaves the old version in force.
 */
public final class RuleBook implements AutoCloseable {
  private final Path file;
  private final Consumer<String> log;
  private final AtomicReference<Script> current = new AtomicReference<>();
  private final WatchService watcher;

  RuleBook(Path file, Consumer<String> log) throws IOException {
    this.file = file;
    this.log = log;
    this.watcher = file.getFileSystem().newWatchService();
    file.toAbsolutePath()
        .getParent()
        .register(
            watcher, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
    current.set(Script.compileOpen(file.getFileName().toString(), Files.readString(file)));
  }

  /** Compiles the file again; the rule changes only if that succeeds. */
  void reload() throws IOException {
    try {
      current.set(Script.compileOpen(file.getFileName().toString(), Files.readString(file)));
      log.accept("reloaded");
    } catch (GradException e) {
      log.accept("kept the old rule:\n" + e.rendered());
    }
  }

  /** Reloads after each change of the file, until the thread is interrupted or this is closed. */
  void watch() throws IOException, InterruptedException {
    while (true) {
      WatchKey key = watcher.take();
      TimeUnit.MILLISECONDS.sleep(20); // editors write a file in several steps
      key.pollEvents();
      reload();
      if (!key.reset()) {
        return;
      }
    }
  }

  /** What the rule in force gives; any thread may ask. */
  double apply(Map<String, ?> inputs) {
    Limits limits =
        Limits.none()
            .steps(1_000_000)
            .deadline(Duration.ofSeconds(1))
            .bytes(64 << 20)
            .length(100_000)
            .output(10_000);
    try (Grad grad = Grad.builder().limits(limits).build()) {
      return current.get().run(grad, inputs).asDouble();
    }
  }

  @Override
  public void close() throws IOException {
    watcher.close();
  }

  /** Runs the example. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("rules");
    Path file = Files.writeString(folder.resolve("discount.grad"), "price * 0.9");
    Consumer<String> log = System.out::println;
    try (RuleBook rules = new RuleBook(file, log)) {
      System.out.println("inputs: " + rules.current.get().inputs());
      System.out.println(rules.apply(Map.of("price", 100)));
      Files.writeString(file, "if price > 50 { price * 0.8 } else { price }");
      rules.reload(); // a thread that runs rules.watch() would do it
      System.out.println(rules.apply(Map.of("price", 100)));
      Files.writeString(file, "price * * 2");
      rules.reload();
      System.out.println(rules.apply(Map.of("price", 100)));
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
