package org.gradlang.stdlib.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** docs/data.md shows what its scripts print, each in a folder of its own. */
final class DataPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SNIPPET =
      Pattern.compile("```grad\\n(.*?)```\\n```text\\n(.*?)```\\n", Pattern.DOTALL);

  /** The files of one folder, under names without it. */
  private record Folder(Path folder) implements FileAccess {
    @Override
    public InputStream read(String path) throws IOException {
      return Files.newInputStream(folder.resolve(path));
    }

    @Override
    public OutputStream write(String path) throws IOException {
      return Files.newOutputStream(folder.resolve(path));
    }

    @Override
    public List<Entry> list(String path) throws IOException {
      return FileAccess.readOnly(folder).list(path);
    }
  }

  @TestFactory
  Stream<DynamicTest> scripts(@TempDir Path folder) throws IOException {
    String page = Files.readString(ROOT.resolve("docs/data.md"));
    List<DynamicTest> tests = new ArrayList<>();
    for (Matcher found = SNIPPET.matcher(page); found.find(); ) {
      String script = found.group(1);
      String output = found.group(2);
      long line = page.substring(0, found.start()).lines().count() + 1;
      Path own = folder.resolve("line" + line);
      tests.add(dynamicTest("line " + line, () -> assertEquals(output, run(own, script))));
    }
    assertEquals(page.split("```grad\n", -1).length - 1, tests.size());
    return tests.stream();
  }

  private static String run(Path folder, String script) throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Path digits = Path.of("data/digits.csv.gz");
    Files.copy(ROOT.resolve("examples").resolve(digits), folder.resolve(digits));
    StringWriter out = new StringWriter();
    try (Grad grad = Grad.builder().out(out).files(new Folder(folder)).build()) {
      grad.eval("script.grad", script);
    } catch (GradException error) {
      out.write(error.rendered());
    }
    return out.toString();
  }
}
