package org.gradlang.stdlib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.syntax.DiagnosticRenderer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * docs/autograd.md shows what its scripts and the examples really print, errors and warnings
 * included.
 */
final class AutogradPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PAGE = ROOT.resolve("docs/autograd.md");
  private static final String TEXT = "```text\\n(.*?)```\\n";
  private static final Pattern SNIPPET =
      Pattern.compile("```grad\\n(.*?)```\\n" + TEXT, Pattern.DOTALL);
  private static final Pattern EXAMPLE =
      Pattern.compile("```\\n\\./grad (examples/\\S+)\\n```\\n" + TEXT, Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> snippets() throws IOException {
    String page = Files.readString(PAGE);
    List<DynamicTest> tests = new ArrayList<>();
    for (Matcher found = SNIPPET.matcher(page); found.find(); ) {
      long line = page.substring(0, found.start()).lines().count() + 1;
      String script = found.group(1);
      String output = found.group(2);
      tests.add(
          dynamicTest("line " + line, () -> assertEquals(output, run("script.grad", script))));
    }
    assertEquals(occurrences(page, "```grad\n"), tests.size(), "scripts with their output");
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> examples() throws IOException {
    String page = Files.readString(PAGE);
    List<DynamicTest> tests = new ArrayList<>();
    for (Matcher found = EXAMPLE.matcher(page); found.find(); ) {
      String name = found.group(1);
      String output = found.group(2);
      tests.add(
          dynamicTest(
              name, () -> assertEquals(output, run(name, Files.readString(ROOT.resolve(name))))));
    }
    return tests.stream();
  }

  @Test
  void theOutputOfEveryExampleIsOnThePage() throws IOException {
    String page = Files.readString(PAGE);
    try (Stream<Path> files = Files.list(ROOT.resolve("examples/autograd"))) {
      List<Path> scripts = files.filter(file -> file.toString().endsWith(".grad")).toList();
      assertEquals(occurrences(page, "```\n./grad examples/"), scripts.size());
      for (Path script : scripts) {
        String command =
            "```\n./grad examples/autograd/" + script.getFileName() + "\n```\n```text\n";
        assertTrue(page.contains(command), command);
      }
    }
  }

  private static int occurrences(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  /** What a terminal shows. */
  private static String run(String name, String script) {
    StringWriter out = new StringWriter();
    DiagnosticRenderer renderer = DiagnosticRenderer.plain();
    Grad.Builder builder =
        Grad.builder().out(out).warnings(warning -> out.write(renderer.render(warning)));
    try (Grad grad = builder.build()) {
      grad.eval(name, script);
    } catch (GradException error) {
      out.write(error.rendered());
    }
    return out.toString();
  }
}
