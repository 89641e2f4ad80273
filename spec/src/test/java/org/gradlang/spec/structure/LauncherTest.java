package org.gradlang.spec.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The launcher has loops over vectors compiled early, by the names of their classes: one of another
 * name would come late, and nobody would see why.
 */
final class LauncherTest {
  private static final Pattern EARLY = Pattern.compile("CompileThresholdScaling,([^:]+)::");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern WRITTEN =
      Pattern.compile("ClassDesc\\.of\\(\"(org\\.gradlang\\.kernel\\.\\w+)\"\\)");

  @Test
  void loopsOverVectorsHaveNamesThatTheLauncherKnows() throws IOException {
    List<Pattern> known = known();
    List<String> loops = loops();
    assertFalse(loops.isEmpty());
    loops.removeIf(name -> known.stream().anyMatch(pattern -> pattern.matcher(name).matches()));
    assertEquals(List.of(), loops, "./grad does not have these compiled early");
  }

  private static List<Pattern> known() throws IOException {
    return EARLY
        .matcher(Files.readString(Sources.launcher()))
        .results()
        .map(LauncherTest::pattern)
        .toList();
  }

  private static Pattern pattern(MatchResult names) {
    return Pattern.compile(names.group(1).replace(".", "\\.").replace("*", ".*"));
  }

  /** Classes that load vectors, and those that are written as bytecode. */
  private static List<String> loops() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path source : Sources.files(".java")) {
      if (!Sources.name(source).contains("src/main/")) {
        continue;
      }
      String text = Files.readString(source);
      if (text.contains("import jdk.incubator.vector.") && text.contains(".fromArray(")) {
        names.add(nameOf(source, text));
      }
      WRITTEN.matcher(text).results().map(found -> found.group(1)).forEach(names::add);
    }
    return names;
  }

  private static String nameOf(Path source, String text) {
    String type = source.getFileName().toString().replace(".java", "");
    return PACKAGE.matcher(text).results().findFirst().orElseThrow().group(1) + "." + type;
  }
}
