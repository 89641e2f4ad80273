package org.gradlang.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gradlang.TextStyle;
import org.gradlang.autograd.Node;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.None;
import org.gradlang.trace.Seen;
import org.gradlang.trace.TraceEvent;
import org.jspecify.annotations.Nullable;

/**
 * What runs, as lines of text: one for each operation with the shapes that go in and come out, and
 * one for each step of a backward pass. What requires a gradient has a {@code ∂} before its shape.
 */
public final class TraceText implements Consumer<TraceEvent> {
  private static final String BACKWARD = "backward";
  private static final int NAME = 20;
  private static final int FROM = 20;
  private static final int TO = 10;
  private static final int NOTE = 28;

  private static final String BOLD = "\033[1;36m";
  private static final String STRONG = "\033[33m";
  private static final String FAINT = "\033[2m";
  private static final String PLAIN = "\033[0m";

  private final Consumer<String> lines;
  private final boolean colored;
  private final boolean unicode;
  private final int width;
  private int depth;

  /** Lines without colours, as long as they need to be. */
  public TraceText(Consumer<String> lines) {
    this(lines, new TextStyle(Integer.MAX_VALUE, 1, TextStyle.Colors.NONE, true));
  }

  /** Hands each line over as it comes, without its end. */
  public TraceText(Consumer<String> lines, TextStyle style) {
    this.lines = lines;
    this.colored = style.colors() != TextStyle.Colors.NONE;
    this.unicode = style.unicode();
    this.width = style.columns();
  }

  @Override
  public void accept(TraceEvent event) {
    switch (event) {
      case TraceEvent.Operation operation -> {
        if (!operation.name().equals(BACKWARD)) { // its steps have been told
          operation(operation);
        }
      }
      case TraceEvent.Mode mode -> mode(mode);
      case TraceEvent.BackwardBegins begins -> {
        say(heading(begins), "");
        depth++;
      }
      case TraceEvent.Step step -> step(step);
      case TraceEvent.Accumulated accumulated -> accumulated(accumulated);
      case TraceEvent.HookBegins begins -> {
        say(hook(begins), "");
        depth++;
      }
      case TraceEvent.HookEnds ends -> {
        if (ends.replaced()) {
          say(painted(STRONG, "gives another gradient"), "");
        }
        depth--;
      }
      case TraceEvent.BackwardEnds ends -> depth--;
    }
  }

  private void operation(TraceEvent.Operation operation) {
    List<String> notes = new ArrayList<>();
    Node node = operation.node();
    boolean fresh = operation.form() != TraceEvent.Form.SAME;
    if (node != null && fresh) {
      notes.add(node.name());
    }
    switch (operation.form()) {
      case NEW -> {}
      case VIEW -> notes.add("view");
      case IN_PLACE -> notes.add(painted(STRONG, "in place"));
      case SAME -> notes.add("itself");
    }
    if (node == null && fresh && isCut(operation)) {
      notes.add(painted(STRONG, "cut off"));
    }
    line(
        operation.name(),
        operands(operation.operands()),
        shapes(operation.results()),
        String.join(", ", notes),
        Captions.place(operation.place()));
  }

  /** Whether a gradient could come to a result, and cannot go on to an operand. */
  private static boolean isCut(TraceEvent.Operation operation) {
    return requiresGrad(operation.operands())
        && operation.results().getFirst() instanceof Seen result
        && !result.requiresGrad()
        && result.dtype().isFloating();
  }

  private static boolean requiresGrad(List<?> values) {
    return values.stream()
        .anyMatch(value ->
            value instanceof Seen seen && seen.requiresGrad()
                || value instanceof List<?> several && requiresGrad(several));
  }

  /** Tensors, and numbers that stand where a tensor could. */
  private String operands(List<Object> operands) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Object operand = operands.get(i);
      boolean number = operand instanceof Long || operand instanceof Double;
      if (operand instanceof Seen || isTensors(operand) || number && i < 2) {
        texts.add(shape(operand));
      }
    }
    return String.join(" ", texts);
  }

  private static boolean isTensors(Object operand) {
    return operand instanceof List<?> several
        && !several.isEmpty()
        && several.getFirst() instanceof Seen;
  }

  private String shapes(List<?> values) {
    return values.stream().map(this::shape).collect(Collectors.joining(", "));
  }

  private String shape(@Nullable Object value) {
    return switch (value) {
      case null -> "-";
      case None none -> "-";
      case Seen seen -> (seen.requiresGrad() ? marker() : "") + seen.layout() + dtype(seen.dtype());
      case List<?> several -> "(" + shapes(several) + ")";
      case Object other -> brief(other.toString());
    };
  }

  private String marker() {
    return unicode ? "∂" : "*";
  }

  private static String brief(String text) {
    return text.length() <= FROM ? text : text.substring(0, FROM - 3) + "...";
  }

  private static String dtype(DType dtype) {
    return dtype == DType.FLOAT32 ? "" : " " + dtype.toString().replace("torch.", "");
  }

  private void mode(TraceEvent.Mode mode) {
    String name =
        switch (mode.mode()) {
          case RECORD -> "enable_grad";
          case NO_GRAD -> "no_grad";
          case INFERENCE -> "inference_mode";
        };
    switch (mode.block()) {
      case ENTERED -> {
        say(painted(BOLD, name) + " {", "");
        depth++;
      }
      case LEFT -> {
        depth--;
        say("}", "");
      }
      case SET -> {
        String on = mode.mode() == GradMode.RECORD ? "True" : "False";
        say(painted(BOLD, "set_grad_enabled") + "(" + on + ")", "");
      }
    }
  }

  private String heading(TraceEvent.BackwardBegins begins) {
    List<String> how = new ArrayList<>();
    if (begins.retains()) {
      how.add("retain_graph=True");
    }
    if (begins.creates()) {
      how.add("create_graph=True");
    }
    if (begins.targets() > 0) {
      how.add("for " + begins.targets() + (begins.targets() == 1 ? " input" : " inputs"));
    }
    String roots = begins.roots().stream().map(Node::name).collect(Collectors.joining(", "));
    String settings = how.isEmpty() ? "" : " (" + String.join(", ", how) + ")";
    return painted(BOLD, BACKWARD) + " from " + roots + settings;
  }

  private void step(TraceEvent.Step step) {
    String names = String.join(", ", step.held());
    String note =
        step.frees()
            ? painted(STRONG, "frees ") + (names.isEmpty() ? "numbers" : names)
            : names.isEmpty() ? "" : "keeps " + names;
    line(
        step.node().name(),
        shapes(step.arrived()),
        shapes(step.given()),
        note,
        Captions.place(step.node().origin()));
  }

  private void accumulated(TraceEvent.Accumulated accumulated) {
    String known = Captions.leafName(accumulated.tensor());
    String name = known.isEmpty() ? "(a tensor without a name)" : known;
    String grad = name + ".grad";
    String note = accumulated.first() ? "sets " + grad : "adds to " + grad;
    line(
        accumulated.leaf() ? "AccumulateGrad" : "retain_grad",
        shape(accumulated.gradient()),
        "",
        painted(STRONG, note),
        known.isEmpty() ? Captions.place(accumulated.tensor().origin()) : "");
  }

  private String hook(TraceEvent.HookBegins begins) {
    Node node = begins.node();
    String where =
        switch (begins.kind()) {
          case TENSOR -> " on the gradient of " + name(node);
          case BEFORE -> " before " + node.name();
          case AFTER -> " after " + node.name();
          case ACCUMULATED -> " after the gradient of " + name(node) + " was accumulated";
        };
    return painted(BOLD, "hook") + where;
  }

  /** The variable that has a leaf or a node's result, or else the node. */
  private static String name(Node node) {
    String known =
        node.variable() != null
            ? Captions.leafName(node.variable())
            : node.origin() instanceof Site site ? VariableNames.of(site) : "";
    return known.isEmpty() ? "the result of " + node.name() : known;
  }

  private void line(String name, String from, String to, String note, String place) {
    String shapes = padded(from, FROM) + (to.isEmpty() ? "   " : "-> ") + padded(to, TO);
    String notes = place.isEmpty() ? note : padded(note, NOTE);
    say(painted(BOLD, name) + " ".repeat(missing(name, NAME)) + shapes + notes, place);
  }

  private void say(String text, String place) {
    String whole = "  ".repeat(depth + 1) + text;
    int room = width - shown(whole);
    String cut = place.length() <= room ? place : place.substring(0, Math.max(0, room));
    lines.accept((whole + (cut.isEmpty() ? "" : painted(FAINT, cut))).stripTrailing());
  }

  /** With blanks behind it, of which there is always one. */
  private static String padded(String text, int width) {
    return text + " ".repeat(missing(text, width));
  }

  private static int missing(String text, int width) {
    return Math.max(1, width - shown(text));
  }

  /** How many characters are seen of a text. */
  private static int shown(String text) {
    return text.replaceAll("\033\\[[0-9;]*m", "").length();
  }

  private String painted(String color, String text) {
    return colored ? color + text + PLAIN : text;
  }
}
