package org.gradlang.autograd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The graph behind some tensors as it stands: its nodes, and which leads to which.
 *
 * <p>Nodes are numbered so that each comes before those that its gradients flow to: operations from
 * the last recorded to the first, and then the leaves. Made without recursion, in O(n log n).
 */
public final class Survey {
  private final List<Tensor> outputs;
  private final Edge[] roots;
  private final List<Node> nodes = new ArrayList<>();
  private final IdentityHashMap<Node, Integer> numbers = new IdentityHashMap<>();
  private int[] starts = {};
  private int[] targets = {};
  private int operations;

  private Survey(List<Tensor> outputs) {
    this.outputs = List.copyOf(outputs);
    this.roots = Roots.edges(outputs);
  }

  /**
   * Walks through the graph.
   *
   * @throws GradError an AutogradError for a tensor without a graph
   */
  public static Survey of(List<Tensor> outputs) {
    Survey survey = new Survey(outputs);
    survey.order(discovered(survey.roots));
    survey.link();
    return survey;
  }

  /** A node on the way to its place in the order. */
  private static final class Found {
    final Node node;
    final int discovery;

    /** Edges that lead to the node from nodes that have no place yet. */
    int waiting;

    Found(Node node, int discovery) {
      this.node = node;
      this.discovery = discovery;
    }

    /** Operations from the last to the first, leaves behind them as they were discovered. */
    static int compare(Found a, Found b) {
      boolean leafA = a.node.variable() != null;
      boolean leafB = b.node.variable() != null;
      if (leafA != leafB) {
        return leafA ? 1 : -1;
      }
      int later = leafA ? 0 : Long.compare(b.node.sequence(), a.node.sequence());
      return later != 0 ? later : Integer.compare(a.discovery, b.discovery);
    }
  }

  private static IdentityHashMap<Node, Found> discovered(Edge[] roots) {
    IdentityHashMap<Node, Found> found = new IdentityHashMap<>();
    ArrayDeque<Node> open = new ArrayDeque<>();
    for (Edge root : roots) {
      meet(root.node(), found, open);
    }
    Context context = Context.current();
    for (Node node = open.poll(); node != null; node = open.poll()) {
      context.worked(1);
      for (Edge edge : node.edges()) {
        if (edge != null) {
          meet(edge.node(), found, open).waiting++;
        }
      }
    }
    return found;
  }

  private static Found meet(Node node, IdentityHashMap<Node, Found> found, ArrayDeque<Node> open) {
    Found known = found.get(node);
    if (known == null) {
      known = new Found(node, found.size());
      found.put(node, known);
      open.add(node);
    }
    return known;
  }

  private void order(IdentityHashMap<Node, Found> found) {
    PriorityQueue<Found> ready = new PriorityQueue<>(Found::compare);
    found.values().stream().filter(one -> one.waiting == 0).forEach(ready::add);
    Context context = Context.current();
    for (Found next = ready.poll(); next != null; next = ready.poll()) {
      context.worked(1);
      numbers.put(next.node, nodes.size());
      nodes.add(next.node);
      operations += next.node.variable() == null ? 1 : 0;
      for (Edge edge : next.node.edges()) {
        Found target = edge == null ? null : found.get(edge.node());
        if (target != null && --target.waiting == 0) {
          ready.add(target);
        }
      }
    }
  }

  private void link() {
    starts = new int[nodes.size() + 1];
    for (int i = 0; i < nodes.size(); i++) {
      starts[i + 1] = starts[i] + nodes.get(i).edges().length;
    }
    targets = new int[starts[nodes.size()]];
    int at = 0;
    for (Node node : nodes) {
      for (Edge edge : node.edges()) {
        targets[at++] = edge == null ? -1 : number(edge.node());
      }
    }
  }

  /** The tensors that were asked about. */
  public List<Tensor> outputs() {
    return outputs;
  }

  /** The node that made an output. */
  public int root(int output) {
    return number(roots[output].node());
  }

  /** All nodes, by their numbers. */
  public List<Node> nodes() {
    return nodes;
  }

  public Node node(int number) {
    return nodes.get(number);
  }

  /** The number of nodes. */
  public int size() {
    return nodes.size();
  }

  /** The number of nodes that are no leaves; theirs are the first numbers. */
  public int operations() {
    return operations;
  }

  public boolean isLeaf(int number) {
    return number >= operations;
  }

  private int number(Node node) {
    Integer number = numbers.get(node);
    return number == null ? -1 : number;
  }

  /** How many inputs a node has. */
  public int inputs(int number) {
    return starts[number + 1] - starts[number];
  }

  /** The node that the gradient of an input flows to, or -1. */
  public int target(int number, int input) {
    return targets[starts[number] + input];
  }

  /** Why an input has no gradient, if that is known. */
  public @Nullable Cut cut(int number, int input) {
    return target(number, input) < 0 ? nodes.get(number).cut(input) : null;
  }

  /** For each node, the longest way from it to a node that leads no further. */
  public int[] heights() {
    int[] heights = new int[size()];
    for (int i = size() - 1; i >= 0; i--) {
      for (int k = starts[i]; k < starts[i + 1]; k++) {
        if (targets[k] >= 0) {
          heights[i] = Math.max(heights[i], heights[targets[k]] + 1);
        }
      }
    }
    return heights;
  }

  /** For each node, over how many edges gradients come to it; an output counts as one more. */
  public int[] uses() {
    int[] uses = new int[size()];
    Arrays.stream(targets).filter(target -> target >= 0).forEach(target -> uses[target]++);
    for (int i = 0; i < outputs.size(); i++) {
      uses[root(i)]++;
    }
    return uses;
  }
}
