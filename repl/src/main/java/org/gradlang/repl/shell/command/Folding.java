package org.gradlang.repl.shell.command;

import java.util.ArrayList;
import java.util.List;

/** Text for people, broken at words where a terminal has fewer columns than it. */
final class Folding {
  private Folding() {}

  /**
   * The lines of a text in a given width. Paragraphs that fit stay as they were written; others are
   * filled anew. Lines that begin with a space, a hyphen or an asterisk are code or lists: each is
   * folded by itself.
   */
  static List<String> fold(String text, int width) {
    List<String> lines = new ArrayList<>();
    List<String> paragraph = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || " -*".indexOf(line.charAt(0)) >= 0) {
        fill(paragraph, width, lines);
        fill(new ArrayList<>(List.of(line)), width, lines);
      } else {
        paragraph.add(line);
      }
    }
    fill(paragraph, width, lines);
    return lines;
  }

  private static void fill(List<String> paragraph, int width, List<String> lines) {
    if (paragraph.stream().allMatch(line -> line.length() <= width)) {
      lines.addAll(paragraph);
    } else {
      String first = paragraph.getFirst();
      String indent = first.substring(0, first.length() - first.stripLeading().length());
      StringBuilder line = new StringBuilder(indent);
      for (String word : String.join(" ", paragraph).strip().split(" +", -1)) {
        if (line.length() > indent.length() && line.length() + word.length() >= width) {
          lines.add(line.toString());
          line = new StringBuilder(indent);
        }
        line.append(line.length() > indent.length() ? " " : "").append(word);
      }
      lines.add(line.toString());
    }
    paragraph.clear();
  }
}
