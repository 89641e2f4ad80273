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
 * The launcher has loops over vectors that are made while Grad runs compiled early, by the names of
 * their classes: one of another name would come late, and nobody would see why.
 */
final class LauncherTest {
  private static final Pattern EARLY = Pattern.compile("CompileThresholdScaling,([^:]+)::");
  private static final Pattern LOOP =
      Pattern.compile(
          "ClassDesc\\.of\\(\"org\\.gradlang\\.kernel\\.(\\w+)\"\\)|\\b(\\w+LoopTemplate)\\.class");

  @Test
  void loopsThatAreMadeHaveNamesThatTheLauncherKnows() throws IOException {
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

  /** Classes that are written as bytecode, and those of which copies are made. */
  private static List<String> loops() throws IOException {
    List<String> names = new ArrayList<>();
    for (Path source : Sources.files(".java")) {
      if (Sources.name(source).contains("src/main/")) {
        String text = Files.readString(source);
        LOOP.matcher(text).results().map(LauncherTest::nameOf).forEach(names::add);
      }
    }
    return names;
  }

  private static String nameOf(MatchResult loop) {
    return "org.gradlang.kernel." + (loop.group(1) == null ? loop.group(2) : loop.group(1));
  }
}
