package org.gradlang.stdlib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.Picture;
import org.gradlang.Screen;
import org.gradlang.TextStyle;
import org.gradlang.TextStyle.Colors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** docs/looking.md shows what its scripts print, and the pictures that they write. */
final class LookingPageTest {
  private static final Path ROOT = Path.of("..");
  private static final Path PICTURES = ROOT.resolve("docs/pictures");

  /** The terminal that the page shows. */
  private static final TextStyle TERMINAL = new TextStyle(72, 18, Colors.NONE, true);

  private static final int LARGEST_FILE = 100_000;

  private static final Pattern SNIPPET =
      Pattern.compile("```grad\\n(.*?)```\\n(?:```text\\n(.*?)```\\n)?", Pattern.DOTALL);

  private static final Pattern LINK = Pattern.compile("!\\[[^]]*]\\(pictures/([^)]*)\\)");

  @TempDir private Path folder;

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/looking.md"));
  }

  @TestFactory
  Stream<DynamicTest> snippets() throws IOException {
    String page = page();
    List<DynamicTest> tests = new ArrayList<>();
    for (Matcher found = SNIPPET.matcher(page); found.find(); ) {
      long line = page.substring(0, found.start()).lines().count() + 1;
      String script = found.group(1);
      String output = found.group(2) == null ? "" : found.group(2);
      tests.add(dynamicTest("line " + line, () -> assertEquals(output, run(script))));
    }
    return tests.stream();
  }

  @Test
  void thePicturesAreThoseOfTheScripts() throws IOException {
    String page = page();
    for (Matcher found = SNIPPET.matcher(page); found.find(); ) {
      run(found.group(1));
    }
    Set<String> linked = new TreeSet<>();
    for (Matcher found = LINK.matcher(page); found.find(); ) {
      linked.add(found.group(1));
    }
    assertEquals(linked, names(folder));
    assertTrue(names(PICTURES).containsAll(linked), linked::toString);
    for (String name : linked) {
      byte[] shown = Files.readAllBytes(PICTURES.resolve(name));
      assertTrue(shown.length <= LARGEST_FILE, name);
      if (name.endsWith(".svg")) {
        assertEquals(
            Files.readString(folder.resolve(name)), Files.readString(PICTURES.resolve(name)));
      }
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    }
    return names;
  }

  private String run(String script) {
    StringWriter out = new StringWriter();
    Grad.Builder builder =
        Grad.builder().out(out).files(new Documentation(folder)).screen(new PlainTerminal(out));
    try (Grad grad = builder.build()) {
      grad.eval("script", script);
    }
    return out.toString();
  }

  private record PlainTerminal(StringWriter out) implements Screen {
    @Override
    public boolean show(Picture picture) {
      picture.text(TERMINAL).ifPresent(out::write);
      return true;
    }
  }

  /** Reads from the project and writes elsewhere. */
  private record Documentation(Path folder) implements FileAccess {
    @Override
    public InputStream read(String path) throws IOException {
      return Files.newInputStream(ROOT.resolve(path));
    }

    @Override
    public OutputStream write(String path) throws IOException {
      return Files.newOutputStream(folder.resolve(path));
    }
  }
}
