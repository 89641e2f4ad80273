package org.gradlang.spec.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pages lead to what is there: files, headings, and the classes that they explain. */
final class PagesTest {
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern QUOTED = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern WORD = Pattern.compile("\\w+");

  /** A name of a class, with members behind it. */
  private static final Pattern NAME = Pattern.compile("(?<![-\\w])[A-Z]\\w+(?:\\.\\w+)*");

  /** Pages whose names are those of the sources; others also tell of what has been tried. */
  private static final List<String> EXPLAIN = List.of("docs/architecture.md", "docs/kernels.md");

  @Test
  void linksLeadToFilesAndHeadings() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path page : Sources.files(".md")) {
      List<String> links = LINK.matcher(prose(page)).results().map(link -> link.group(1)).toList();
      for (String link : links) {
        if (!link.contains("://") && !leads(page, link)) {
          wrong.add(Sources.name(page) + ": " + link);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static boolean leads(Path page, String link) throws IOException {
    int mark = link.indexOf('#');
    String file = mark < 0 ? link : link.substring(0, mark);
    Path target = file.isEmpty() ? page : page.resolveSibling(file);
    return Files.exists(target) && (mark < 0 || anchors(target).contains(link.substring(mark + 1)));
  }

  /** The headings of a page, as links name them. */
  private static List<String> anchors(Path page) throws IOException {
    return HEADING.matcher(prose(page)).results().map(PagesTest::anchor).toList();
  }

  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .strip()
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\w\\- ]", "")
        .replace(' ', '-');
  }

  private static String prose(Path page) throws IOException {
    return CODE.matcher(Files.readString(page)).replaceAll("");
  }

  @Test
  void classesThatPagesExplainAreThere() throws IOException {
    Set<String> words = new HashSet<>();
    Map<String, Set<String>> classes = new HashMap<>();
    for (Path source : Sources.files(".java", ".grad", ".g4", "pom.xml", "grad")) {
      Set<String> own = words(Files.readString(source));
      words.addAll(own);
      classes.computeIfAbsent(source.getFileName().toString(), name -> new HashSet<>()).addAll(own);
    }
    List<String> wrong = new ArrayList<>();
    for (Path page : Sources.files(".md")) {
      if (EXPLAIN.contains(Sources.name(page))) {
        List<String> names = names(page);
        assertTrue(names.size() > 100, Sources.name(page) + " has few names: " + names.size());
        names.removeIf(name -> isThere(name, words, classes));
        names.forEach(name -> wrong.add(Sources.name(page) + ": " + name));
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static List<String> names(Path page) throws IOException {
    List<String> names = new ArrayList<>();
    for (MatchResult quoted : QUOTED.matcher(prose(page)).results().toList()) {
      NAME.matcher(quoted.group(1)).results().map(MatchResult::group).forEach(names::add);
    }
    return names;
  }

  /** Whether the sources have the name, and its class the members behind it. */
  private static boolean isThere(String name, Set<String> words, Map<String, Set<String>> classes) {
    List<String> parts = Arrays.asList(name.split("\\."));
    Set<String> own = classes.get(parts.getFirst() + ".java");
    return words.contains(parts.getFirst()) && (own == null || own.containsAll(parts));
  }

  private static Set<String> words(String text) {
    Set<String> words = new HashSet<>();
    WORD.matcher(text).results().map(MatchResult::group).forEach(words::add);
    return words;
  }
}
