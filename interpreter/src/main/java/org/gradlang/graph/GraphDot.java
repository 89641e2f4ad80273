package org.gradlang.graph;

import java.util.List;
import org.gradlang.autograd.Survey;
import org.gradlang.graph.Figure.Kind;
import org.gradlang.graph.Figure.Shape;
import org.gradlang.graph.layout.Link;

/** A graph in the language of Graphviz: the whole of it, in the colours of the drawing. */
final class GraphDot {
  private GraphDot() {}

  static String of(Survey survey) {
    Figure figure = new Figure(survey, Integer.MAX_VALUE);
    StringBuilder text = new StringBuilder();
    text.append("digraph {\n");
    text.append("  graph [rankdir=TB];\n");
    text.append("  node [fontname=\"monospace\", fontsize=10, shape=box];\n");
    for (int i = 0; i < figure.shapes.size(); i++) {
      Shape shape = figure.shapes.get(i);
      text.append("  n").append(i).append(" [label=").append(quoted(shape.lines()));
      text.append(", ").append(style(shape.kind()));
      if (!shape.tip().isEmpty()) {
        text.append(", tooltip=").append(quoted(List.of(shape.tip())));
      }
      text.append("];\n");
    }
    for (Link link : figure.links) {
      // the figure leads from what comes later to what came before
      text.append("  n").append(link.to()).append(" -> n").append(link.from()).append(";\n");
    }
    return text.append("}\n").toString();
  }

  private static String quoted(List<String> lines) {
    String text = String.join("\n", lines);
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  private static String style(Kind kind) {
    return switch (kind) {
      case RESULT -> "style=filled, fillcolor=\"#dbe7ff\", color=\"#3b6fd4\"";
      case OPERATION -> "style=filled, fillcolor=\"#f0f4f8\", color=\"#9fb3c8\"";
      case SAVING -> "style=filled, fillcolor=\"#fff3d6\", color=\"#e0a82e\"";
      case FREED -> "style=dashed, color=\"#9aa5b1\", fontcolor=\"#7b8794\"";
      case LEAF -> "style=\"filled,rounded\", fillcolor=\"#dcf5e4\", color=\"#3f9f63\"";
      case CUT -> "style=\"filled,rounded,dashed\", fillcolor=\"#fdecec\", color=\"#d64545\"";
      case REST -> "style=\"rounded,dashed\", color=\"#9aa5b1\"";
    };
  }
}
