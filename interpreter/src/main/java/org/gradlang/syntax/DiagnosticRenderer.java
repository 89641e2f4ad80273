package org.gradlang.syntax;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws diagnostics as LANGUAGE.md section 7 shows: the message, the lines that it is about with
 * marks under what matters in them, and what to do. Text ends in a newline.
 */
public final class DiagnosticRenderer {
  /** How many errors of one file are drawn; more would hide the first ones. */
  private static final int SHOWN = 20;

  private final Palette palette;

  private DiagnosticRenderer(Palette palette) {
    this.palette = palette;
  }

  /** Text alone. */
  public static DiagnosticRenderer plain() {
    return new DiagnosticRenderer(new Palette(false));
  }

  /** Text with the colours of an ANSI terminal. */
  public static DiagnosticRenderer colored() {
    return new DiagnosticRenderer(new Palette(true));
  }

  /** Several errors, a blank line between them; of very many the first ones. */
  public String render(List<Diagnostic> diagnostics) {
    List<String> drawn = new ArrayList<>();
    diagnostics.stream().limit(SHOWN).forEach(diagnostic -> drawn.add(render(diagnostic)));
    int more = diagnostics.size() - SHOWN;
    if (more > 0) {
      drawn.add("... and " + more + (more == 1 ? " more error\n" : " more errors\n"));
    }
    return String.join("\n", drawn);
  }

  /** One error. */
  public String render(Diagnostic diagnostic) {
    Map<Source, List<Mark>> marks = marks(diagnostic);
    int width = gutterWidth(marks);
    StringBuilder out = new StringBuilder();
    headline(out, diagnostic);
    marks.forEach((source, inSource) -> new Snippet(source, inSource, width, palette).draw(out));
    help(out, diagnostic.help(), width);
    return out.toString();
  }

  private void headline(StringBuilder out, Diagnostic diagnostic) {
    String message = Printable.text(diagnostic.message()).replace("\n", "\n  ");
    out.append(
            diagnostic.isWarning()
                ? palette.warning("warning")
                : palette.error("error[" + diagnostic.kind() + "]"))
        .append(palette.strong(": " + message))
        .append('\n');
  }

  private void help(StringBuilder out, List<String> help, int width) {
    String gutter = " ".repeat(width + 1);
    if (!help.isEmpty()) {
      out.append(palette.frame(gutter + "|")).append('\n');
    }
    for (String line : help) {
      String text = Printable.text(line).replace("\n", "\n" + gutter + "        ");
      out.append(palette.frame(gutter + "=")).append(" help: ").append(text).append('\n');
    }
  }

  /** The primary place first, so that its source is drawn first. */
  private static Map<Source, List<Mark>> marks(Diagnostic diagnostic) {
    Map<Source, List<Mark>> marks = new LinkedHashMap<>();
    add(marks, diagnostic.source(), diagnostic.span(), diagnostic.label(), true);
    for (Diagnostic.Note note : diagnostic.notes()) {
      add(marks, note.source(), note.span(), note.text(), false);
    }
    for (Diagnostic.Call call : diagnostic.calls()) {
      String name = call.function();
      String text = name.isEmpty() ? "called here" : "`" + name + "` is called here";
      add(marks, call.source(), call.span(), text, false);
    }
    return marks;
  }

  private static void add(
      Map<Source, List<Mark>> marks, Source source, Span span, String label, boolean primary) {
    if (source == Source.HOST) {
      return;
    }
    List<Mark> known = marks.computeIfAbsent(source, s -> new ArrayList<>());
    for (Mark mark : Mark.of(source, span, Printable.line(label), primary)) {
      if (!known.contains(mark)) {
        known.add(mark);
      }
    }
  }

  private static int gutterWidth(Map<Source, List<Mark>> marks) {
    int last = marks.values().stream().flatMap(List::stream).mapToInt(Mark::line).max().orElse(1);
    return Math.max(3, Integer.toString(last).length() + 1);
  }
}
