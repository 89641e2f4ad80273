package org.gradlang.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.gradlang.autograd.Cut;
import org.gradlang.autograd.Survey;
import org.gradlang.tensor.Tensor;

/**
 * A graph as an indented list: each node leads to the one below it in its column, and to those that
 * branch off between them. The longest way on comes last, so that long graphs stay narrow.
 */
final class GraphText {
  /** More lines than these nobody reads. */
  private static final int LINES = 200;

  /** Smaller graphs are shown whole. */
  private static final int WHOLE = 100;

  private static final int WIDEST = 72;

  private final Survey survey;
  private final Captions captions;
  private final Skeleton skeleton;
  private final Chains chains;
  private final List<Line> lines = new ArrayList<>();
  private final boolean[] shown;
  private int told;

  private record Line(String text, String place) {}

  private GraphText(Survey survey) {
    this.survey = survey;
    this.captions = new Captions(survey);
    this.skeleton = new Skeleton(survey);
    this.chains = new Chains(survey, skeleton);
    this.shown = new boolean[survey.size()];
  }

  static String of(Survey survey) {
    return new GraphText(survey).text();
  }

  private String text() {
    int outputs = survey.outputs().size();
    for (int output = 0; output < outputs && hasRoom(); output++) {
      int root = survey.root(output);
      String first = outputs == 1 ? "" : "output " + output + ": ";
      if (skeleton.isOnlyRoot(root) && !shown[root]) {
        column(root, first, "");
      } else {
        add(first + reference(root), "");
      }
    }
    return header() + "\n" + aligned() + rest();
  }

  private String header() {
    int operations = survey.operations();
    return "graph of "
        + count(operations, "operation", "operations")
        + " and "
        + count(survey.size() - operations, "leaf", "leaves");
  }

  private static String count(int n, String one, String several) {
    return String.format("%,d %s", n, n == 1 ? one : several);
  }

  private String aligned() {
    int width = 0;
    for (Line line : lines) {
      int length = line.text.length();
      width = length <= WIDEST ? Math.max(width, length) : width;
    }
    StringBuilder all = new StringBuilder();
    for (Line line : lines) {
      all.append(line.text);
      if (!line.place.isEmpty()) {
        all.append(" ".repeat(Math.max(0, width - line.text.length()) + 2)).append(line.place);
      }
      all.append('\n');
    }
    return all.toString();
  }

  private String rest() {
    int left = survey.size() - told;
    return left == 0
        ? ""
        : "... and " + count(left, "node", "nodes") + " more: .nodes has all of them\n";
  }

  private boolean hasRoom() {
    return lines.size() < LINES;
  }

  private void add(String text, String place) {
    lines.add(new Line(text, place));
  }

  /** A node and what follows it without branching off. */
  private void column(int start, String first, String indent) {
    int[] way = skeleton.way(start);
    String before = first;
    int at = 0;
    while (at < way.length && hasRoom()) {
      Chains.Repeat repeat = survey.size() > WHOLE ? chains.repeat(way, at) : Chains.Repeat.NONE;
      for (int k = 0; k < repeat.length() && hasRoom(); k++) {
        element(way, at + k, before, indent);
        before = indent;
      }
      if (repeat.times() > 1 && hasRoom()) {
        folded(way, at, repeat, indent);
      }
      at += repeat.nodes();
    }
  }

  /** Says how often what was just shown comes again. */
  private void folded(int[] way, int at, Chains.Repeat repeat, String indent) {
    int nodes = 0;
    for (int i = at + repeat.length(); i < at + repeat.nodes(); i++) {
      nodes += skip(way[i], i + 1 < way.length ? way[i + 1] : -1);
    }
    String what =
        repeat.length() == 1 ? "the line above" : "the " + repeat.length() + " steps above";
    String times = String.format("%,d more times", repeat.times() - 1);
    add(indent + "... " + what + ", " + times + " (" + count(nodes, "node", "nodes") + ")", "");
    told += nodes;
  }

  /** Passes over a step that is not shown, with all that branches off; how many nodes it has. */
  private int skip(int step, int next) {
    int nodes = 0;
    ArrayDeque<Integer> open = new ArrayDeque<>();
    open.push(step);
    while (!open.isEmpty()) {
      int node = open.pop();
      nodes += shown[node] ? 0 : 1;
      shown[node] = true;
      for (int input = 0; input < survey.inputs(node); input++) {
        int target = survey.target(node, input);
        boolean hangs = target >= 0 && !shown[target] && skeleton.isChild(node, target);
        if (hangs && target != next) {
          open.push(target);
        }
      }
    }
    return nodes;
  }

  /** One node of a way, with what branches off. */
  private void element(int[] way, int at, String first, String indent) {
    int node = way[at];
    show(node, first);
    int next = at + 1 < way.length ? way[at + 1] : -1;
    List<Integer> branches = skeleton.branches(node, next);
    for (int i = 0; i < branches.size() && hasRoom(); i++) {
      boolean last = next < 0 && i == branches.size() - 1;
      int input = branches.get(i);
      String head = indent + (last ? "└─ " : "├─ ");
      Cut cut = survey.cut(node, input);
      if (cut != null) {
        add(head + Captions.cut(cut), Captions.place(cut.origin()));
      } else {
        branch(node, survey.target(node, input), next, head, indent + (last ? "   " : "│  "));
      }
    }
  }

  private void branch(int node, int target, int next, String first, String indent) {
    if (target != next && !shown[target] && skeleton.isChild(node, target)) {
      column(target, first, indent);
    } else {
      add(first + reference(target), "");
    }
  }

  private void show(int node, String first) {
    shown[node] = true;
    told++;
    add(first + described(node) + captions.state(node), captions.place(node));
  }

  private String described(int node) {
    if (!survey.isLeaf(node)) {
      return mark(node) + captions.name(node) + " " + captions.shape(node);
    }
    Tensor leaf = survey.node(node).variable();
    boolean required = leaf != null && leaf.requiresGrad();
    return leaf(node) + " leaf " + captions.shape(node) + (required ? " requires_grad" : "");
  }

  private String leaf(int node) {
    String name = captions.name(node);
    return mark(node) + (name.isEmpty() ? "" : name + ": ") + survey.node(node).name();
  }

  private String reference(int node) {
    String what = survey.isLeaf(node) ? leaf(node) : mark(node) + captions.name(node);
    return what + (shown[node] ? " (see above)" : " (see below)");
  }

  /** A number for nodes that others refer to and that have no name of their own. */
  private String mark(int node) {
    int mark = skeleton.mark(node);
    boolean named = survey.isLeaf(node) && !captions.name(node).isEmpty();
    return mark == 0 || named ? "" : "#" + mark + " ";
  }
}
