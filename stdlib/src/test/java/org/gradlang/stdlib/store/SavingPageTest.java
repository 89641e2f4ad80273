package org.gradlang.stdlib.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** docs/saving.md shows what its scripts print. */
final class SavingPageTest {
  private static final Path PAGE = Path.of("../docs/saving.md");
  private static final Pattern SNIPPET =
      Pattern.compile("```grad\\n(.*?)```\\n```text\\n(.*?)```\\n", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> scripts() throws IOException {
    String page = Files.readString(PAGE);
    MemoryFiles files = new MemoryFiles();
    List<DynamicTest> tests = new ArrayList<>();
    for (Matcher found = SNIPPET.matcher(page); found.find(); ) {
      String script = found.group(1);
      String output = found.group(2);
      long line = page.substring(0, found.start()).lines().count() + 1;
      tests.add(dynamicTest("line " + line, () -> assertEquals(output, files.run(script))));
    }
    assertEquals(page.split("```grad\n", -1).length - 1, tests.size());
    return tests.stream();
  }
}
