package org.gradlang.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gradlang.autograd.Survey;

/**
 * Which of the nodes that lead to a node shows it: the last one, so that what is shared stands
 * where all ways to it have met. So the graph becomes trees, and the other edges references.
 */
final class Skeleton {
  private final Survey survey;
  private final int[] heights;
  private final int[] parents;
  private final int[] marks;

  Skeleton(Survey survey) {
    this.survey = survey;
    this.heights = survey.heights();
    this.parents = new int[survey.size()];
    Arrays.fill(parents, -1);
    for (int node = 0; node < parents.length; node++) {
      for (int input = 0; input < survey.inputs(node); input++) {
        if (survey.target(node, input) >= 0) {
          parents[survey.target(node, input)] = node;
        }
      }
    }
    this.marks = marks(survey);
  }

  private static int[] marks(Survey survey) {
    int[] marks = survey.uses();
    int next = 0;
    for (int node = 0; node < marks.length; node++) {
      marks[node] = marks[node] > 1 ? ++next : 0;
    }
    return marks;
  }

  /** A number for a node that several others lead to; 0 for others. */
  int mark(int node) {
    return marks[node];
  }

  /** Whether nothing leads to an output's node but the question. */
  boolean isOnlyRoot(int node) {
    return parents[node] < 0;
  }

  /** Whether a node is shown below another; leaves are where they come first. */
  boolean isChild(int parent, int node) {
    return parents[node] == parent || survey.isLeaf(node);
  }

  /** A node, its child from which the longest way leads on, and so forth, without leaves. */
  int[] way(int start) {
    int[] way = new int[8];
    int length = 0;
    for (int node = start; node >= 0; node = onward(node)) {
      if (length == way.length) {
        way = Arrays.copyOf(way, length * 2);
      }
      way[length++] = node;
    }
    return Arrays.copyOf(way, length);
  }

  private int onward(int node) {
    int best = -1;
    for (int input = 0; input < survey.inputs(node); input++) {
      int target = survey.target(node, input);
      if (target >= 0 && parents[target] == node && !survey.isLeaf(target)) {
        best = best < 0 || heights[target] > heights[best] ? target : best;
      }
    }
    return best;
  }

  /** The inputs of a node that branch off its way to {@code next}, which is -1 at the end. */
  List<Integer> branches(int node, int next) {
    List<Integer> branches = new ArrayList<>();
    boolean passed = next < 0;
    for (int input = 0; input < survey.inputs(node); input++) {
      int target = survey.target(node, input);
      if (target == next && !passed) {
        passed = true;
      } else if (target >= 0 || survey.cut(node, input) != null) {
        branches.add(input);
      }
    }
    return branches;
  }
}
