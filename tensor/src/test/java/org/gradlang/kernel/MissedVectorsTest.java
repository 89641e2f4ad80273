package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a JVM without the Vector API says of it: one line, once there is work. */
@Timeout(120)
class MissedVectorsTest {
  /** What hosts do, in a JVM of its own. */
  static final class Program {
    private Program() {}

    public static void main(String[] what) {
      Tensor x = Tensor.of(new float[] {1, 2, 3});
      for (String work : what) {
        switch (work) {
          case "little" -> x.add(x).mul(2).exp();
          case "much" -> Tensor.of(new float[1 << 20]).exp();
          case "products" -> Tensor.of(new float[64][64]).mm(Tensor.of(new float[64][64]));
          case "context" -> new Context().setThreads(2);
          case "available" -> {
            if (!SimdKernels.isAvailable()) {
              throw new IllegalStateException("the module has not come");
            }
          }
          default -> throw new IllegalArgumentException(work);
        }
      }
      System.out.println(x.numel());
    }
  }

  private static String place(Class<?> type) throws URISyntaxException {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    URL url = type.getResource(name);
    String path = Path.of(url.toURI()).toString();
    return path.substring(0, path.length() - name.length());
  }

  /** The lines that a JVM writes on its error stream. */
  private static List<String> errors(List<String> flags, String... what)
      throws IOException, URISyntaxException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(place(Program.class) + File.pathSeparator + place(SimdKernels.class));
    command.add(Program.class.getName());
    command.addAll(List.of(what));
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), text);
    return text.lines().toList();
  }

  private static long told(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains("java --add-modules jdk.incubator.vector"))
        .count();
  }

  @Test
  void saysOnceWhatFlagIsMissing() throws Exception {
    List<String> lines = errors(List.of(), "little", "much", "products", "much");
    assertEquals(1, told(lines), lines.toString());
    assertEquals(2, lines.size(), "the line of the log and the one with its time: " + lines);
    assertEquals(1, told(errors(List.of(), "products")));
  }

  @Test
  void saysNothingBeforeThereIsWork() throws Exception {
    assertEquals(List.of(), errors(List.of(), "context", "little"));
  }

  @Test
  void saysNothingWhereTheModuleIs() throws Exception {
    List<String> flags = List.of("--add-modules", "jdk.incubator.vector");
    assertEquals(0, told(errors(flags, "much", "products")));
  }

  @Test
  void saysNothingWhereTheModuleMayCome() throws Exception {
    List<String> flags = List.of("--add-exports", "java.base/jdk.internal.module=ALL-UNNAMED");
    assertEquals(List.of(), errors(flags, "much", "products", "available"));
  }
}
