package org.gradlang.stdlib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every script in the documentation runs and prints what the text under it says. */
final class DocumentationTest {
  private static final Path ROOT = Path.of("..");

  /** A script, and the block of text that stands right under it. */
  private static final Pattern SNIPPET =
      Pattern.compile("```grad\\n(.*?)```\\n(?:```text\\n(.*?)```\\n)?", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> theReadme() throws IOException {
    return snippets("README.md", GradException::getMessage);
  }

  @TestFactory
  Stream<DynamicTest> theLanguage() throws IOException {
    return snippets("docs/language.md", GradException::getMessage);
  }

  @TestFactory
  Stream<DynamicTest> theGuideFromPyTorch() throws IOException {
    return snippets("docs/pytorch.md", GradException::rendered);
  }

  @TestFactory
  Stream<DynamicTest> fastPrograms() throws IOException {
    return snippets("docs/performance.md", GradException::getMessage);
  }

  /** All scripts of a page, whose errors are shown in one of two forms. */
  private static Stream<DynamicTest> snippets(String file, Function<GradException, String> shown)
      throws IOException {
    String text = Files.readString(ROOT.resolve(file));
    Matcher matcher = SNIPPET.matcher(text);
    List<DynamicTest> tests = new ArrayList<>();
    while (matcher.find()) {
      long line = text.substring(0, matcher.start()).lines().count() + 1;
      String script = matcher.group(1);
      String output = matcher.group(2) == null ? "" : matcher.group(2);
      tests.add(dynamicTest(file + ":" + line, () -> assertEquals(output, run(script, shown))));
    }
    assertFalse(tests.isEmpty(), file);
    return tests.stream();
  }

  /** What a script prints, with the diagnostic at the end if there is one. */
  private static String run(String script, Function<GradException, String> shown) {
    StringWriter out = new StringWriter();
    try (Grad grad = Grad.builder().out(out).clock(System::nanoTime).build()) {
      grad.eval("script", script);
    } catch (GradException error) {
      out.write(shown.apply(error));
    }
    return out.toString();
  }
}
