package org.gradlang.spec.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One program of a chapter below {@code spec/hostile}, where a line such as {@code ### steps: a
 * loop without end} stands before each.
 *
 * @param outcomes how it may end: one, or several where each is right
 * @param title what it tries
 * @param line where it begins in the chapter's file
 */
record HostileProgram(List<Outcome> outcomes, String title, String text, int line) {
  private static final String HEAD = "### ";

  /** The programs of a chapter, in order. */
  static List<HostileProgram> read(Path chapter) throws IOException {
    List<HostileProgram> programs = new ArrayList<>();
    List<String> lines = Files.readAllLines(chapter);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(HEAD)) {
        int end = i + 1;
        while (end < lines.size() && !lines.get(end).startsWith(HEAD)) {
          end++;
        }
        programs.add(of(lines.get(i), String.join("\n", lines.subList(i + 1, end)), i + 1));
      }
    }
    return programs;
  }

  private static HostileProgram of(String head, String text, int line) {
    int colon = head.indexOf(": ");
    List<Outcome> outcomes = new ArrayList<>();
    for (String word : head.substring(HEAD.length(), colon).split(" or ", -1)) {
      outcomes.add(Outcome.named(word));
    }
    if (outcomes.size() > 1 && outcomes.contains(Outcome.named(Outcome.TIME))) {
      throw new IllegalArgumentException("what time ends is ended by nothing else: " + head);
    }
    return new HostileProgram(List.copyOf(outcomes), head.substring(colon + 2), text, line);
  }

  /** What a test is called. */
  String name() {
    return line == 0 ? title : line + ": " + title;
  }

  /** Whether nothing but the deadline ends it. */
  boolean isEndless() {
    return outcomes.contains(Outcome.named(Outcome.TIME));
  }

  /** Whether it may end so; {@code kind} is empty where it came to its end. */
  boolean mayEnd(String kind, String message) {
    return outcomes.stream().anyMatch(outcome -> outcome.is(kind, message));
  }
}
