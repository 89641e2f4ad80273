package org.gradlang.reliability.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Runs the targets under Jazzer, each in a process of its own: {@code Fuzzing PROJECT FOLDER
 * SECONDS TARGETS}. Inputs that reach something new go to {@code FOLDER/found/TARGET}, findings to
 * {@code FOLDER/findings}; the kept corpus and the {@link Seeds} are where it begins.
 */
public final class Fuzzing {
  private static final String READERS = "org.gradlang.stdlib.**:de.siegmar.**:tools.jackson.**";
  private static final String SYNTAX =
      "org.gradlang.syntax.**:org.gradlang.resolve.**:org.gradlang.grammar.**"
          + ":org.gradlang.repl.**:org.gradlang.advice.**:org.gradlang.Script*";

  private static final String EVALUATION =
      "org.gradlang.*:org.gradlang.autograd.**:org.gradlang.builtin.**:org.gradlang.eval.**"
          + ":org.gradlang.module.**:org.gradlang.op.**:org.gradlang.tensor.**"
          + ":org.gradlang.value.**";

  private final Path project;
  private final Path folder;
  private final String seconds;

  private Fuzzing(Path project, Path folder, String seconds) {
    this.project = project;
    this.folder = folder;
    this.seconds = seconds;
  }

  /** Runs them; the process fails with the first that has findings. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    Path project = Path.of(arguments[0]).toAbsolutePath().normalize();
    Seeds.main(new String[] {project.toString(), folder.resolve("seeds").toString()});
    Fuzzing fuzzing = new Fuzzing(project, folder, arguments[2]);
    for (String target : arguments[3].split(" ")) {
      int end = fuzzing.run(target);
      if (end != 0) {
        System.exit(end);
      }
    }
  }

  private int run(String target) throws IOException, InterruptedException {
    String name = target.substring(0, 1).toUpperCase(Locale.ROOT) + target.substring(1) + "Target";
    Path found = Files.createDirectories(folder.resolve("found").resolve(target));
    Path findings = Files.createDirectories(folder.resolve("findings"));
    List<String> command = new ArrayList<>(jvm());
    command.addAll(
        List.of(
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + Fuzzing.class.getPackageName() + "." + name,
            "--instrumentation_includes=" + instrumented(target),
            "--instrumentation_excludes=org.gradlang.reliability.**",
            "--custom_hook_includes=org.gradlang.**",
            "--reproducer_path=" + findings,
            "-artifact_prefix=" + findings + "/",
            "-dict=" + folder.resolve("seeds/dictionary"),
            "-max_total_time=" + seconds,
            "-max_len=4096",
            "-timeout=120",
            "-rss_limit_mb=0",
            "-print_final_stats=1",
            found.toString(),
            folder.resolve("seeds").resolve(target).toString(),
            project.resolve("reliability/corpus").resolve(target).toString()));
    System.out.println(name + " for " + seconds + " s, in " + folder);
    return new ProcessBuilder(command).directory(findings.toFile()).inheritIO().start().waitFor();
  }

  /** This JVM once more, with a heap in which a file that promises too much is found out. */
  private static List<String> jvm() {
    return List.of(
        Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java").toString(),
        "-Xmx1g",
        "-XX:+UseSerialGC",
        "--add-modules=jdk.incubator.vector",
        "-XX:+EnableDynamicAgentLoading",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-classpath",
        Objects.requireNonNull(System.getProperty("java.class.path")));
  }

  /** What guides the fuzzer: the code that the target is about, so that it runs often. */
  private static String instrumented(String target) {
    return switch (target) {
      case "compile" -> SYNTAX;
      case "read" -> READERS;
      case "eval" -> EVALUATION;
      default -> throw new IllegalArgumentException("there is no target " + target);
    };
  }
}
