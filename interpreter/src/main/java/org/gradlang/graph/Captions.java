package org.gradlang.graph;

import org.gradlang.autograd.Cut;
import org.gradlang.autograd.Graph;
import org.gradlang.autograd.Node;
import org.gradlang.autograd.Survey;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The words for the nodes of a graph. */
final class Captions {
  private static final int LONGEST = 60;

  private final Survey survey;

  Captions(Survey survey) {
    this.survey = survey;
  }

  /** What a node is called: an operation by its kind, a leaf by its variable or empty. */
  String name(int number) {
    Tensor leaf = survey.node(number).variable();
    return leaf == null ? survey.node(number).name() : leafName(leaf);
  }

  /** What a tensor is called where it was registered, or by the variable that it was given to. */
  static String leafName(Tensor leaf) {
    String title = Graph.titleOf(leaf);
    if (!title.isEmpty()) {
      return title;
    }
    String variable = leaf.origin() instanceof Site site ? VariableNames.of(site) : "";
    return variable.startsWith("self.") ? variable.substring("self.".length()) : variable;
  }

  /** The shape of what a node made: {@code [8, 16]}, with the dtype where it is not float32. */
  String shape(int number) {
    Node node = survey.node(number);
    StringBuilder text = new StringBuilder();
    for (int output = 0; output < node.results(); output++) {
      text.append(output == 0 ? "" : ", ").append(node.layout(output));
      DType dtype = node.dtype(output);
      if (dtype != DType.FLOAT32) {
        text.append(' ').append(dtype.toString().replace("torch.", ""));
      }
    }
    return text.toString();
  }

  /** Where a node was recorded or a leaf was made: {@code loss.grad:9 | G(z)}; empty if unknown. */
  String place(int number) {
    return place(survey.node(number).origin());
  }

  /** The file and the line, and the expression that stands there. */
  static String place(@Nullable Origin origin) {
    return origin instanceof Site site ? line(site) + " | " + expression(site) : "";
  }

  /** The file and the line alone. */
  static String line(@Nullable Origin origin) {
    if (!(origin instanceof Site site)) {
      return "";
    }
    String name = site.source().name();
    return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
        + ":"
        + site.line();
  }

  private static String expression(Site site) {
    String whole = site.source().text().substring(site.span().start(), site.span().end());
    String text = whole.strip().replaceAll("\\s+", " ");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }

  /** What has happened to a node: freed, hooked. Empty for most. */
  String state(int number) {
    Node node = survey.node(number);
    StringBuilder text = new StringBuilder();
    Origin freed = node.freed();
    if (freed != null) {
      String line = line(freed);
      text.append(line.isEmpty() ? " (freed)" : " (freed at " + line + ")");
    }
    if (node.isHooked()) {
      text.append(" (hooked)");
    }
    if (node.retainsGrad()) {
      text.append(" (retains grad)");
    }
    return text.toString();
  }

  /** The end of a way: why nothing flows further. */
  static String cut(Cut cut) {
    return "no gradient: " + cut.reason().note();
  }
}
