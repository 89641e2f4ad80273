package org.gradlang.autograd;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Fusion;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Nodes of pointwise operations that a pass runs as one: a single way through memory gives all
 * gradients that leave them, and those that go from one to another never reach memory.
 *
 * <p>Members are what the pass would have come to next, one after the other, with nothing in
 * between: so nobody sees that they run together.
 */
final class Bundle {
  /** Members at most: the tiles of what they read must stay in the first-level cache. */
  private static final int LARGEST = 16;

  private final Pass pass;
  private final List<Task> members = new ArrayList<>();

  /** Over how many edges from members gradients will have come. */
  private final IdentityHashMap<Task, Integer> arrived = new IdentityHashMap<>();

  /** What is ready once the members ran, without leaves: those run at once and disturb nobody. */
  private final List<Task> open = new ArrayList<>();

  private final Layout layout;
  private final DType dtype;

  private Bundle(Pass pass, Task first) {
    this.pass = pass;
    this.layout = first.node.layout(0);
    this.dtype = first.node.dtype(0);
  }

  /**
   * The nodes that run together with the first, which is ready and whose gradient has come; none
   * where it runs alone.
   *
   * @param other what else is ready and comes first
   */
  static List<Task> of(Pass pass, Task first, @Nullable Task other, Fusion fusion) {
    if (!(first.node instanceof FormulaNode)
        || first.node.layout(0).numel() < fusion.least()
        || !first.hasCotangent()) {
      return List.of();
    }
    Bundle bundle = new Bundle(pass, first);
    if (!bundle.takes(first)) {
      return List.of();
    }
    bundle.add(first);
    bundle.grow(other);
    return bundle.members;
  }

  private void grow(@Nullable Task other) {
    while (members.size() < LARGEST) {
      Task next = null;
      for (Task task : open) {
        next = next == null || task.node.sequence() > next.node.sequence() ? task : next;
      }
      if (next == null
          || other != null && other.node.sequence() > next.node.sequence()
          || next.hasCotangent()
          || !takes(next)) {
        return;
      }
      open.remove(next);
      add(next);
    }
  }

  private void add(Task member) {
    members.add(member);
    for (@Nullable Edge edge : member.node.edges()) {
      if (edge != null) {
        Task next = pass.taskOf(edge.node());
        int count = arrived.merge(next, 1, Integer::sum);
        if (count == next.dependencies && !(next.node instanceof AccumulateNode)) {
          open.add(next);
        }
      }
    }
  }

  /** Whether nobody but its formulas has a part in what a node does. */
  private boolean takes(Task task) {
    return task.node instanceof FormulaNode node
        && node.hooksOrNull() == null
        && task.captures == null
        && pass.isWanted(task)
        && node.layout(0).sameSizes(layout)
        && node.dtype(0) == dtype
        && node.freed() == null
        && node.isIntact()
        && hasRules(node, pass.demand(node));
  }

  private boolean hasRules(FormulaNode node, Demand demand) {
    for (int i = 0; i < node.edges().length; i++) {
      if (demand.needs(i)) {
        FormulaNode.Rule rule = node.rule(i);
        if (rule == null || !computesAlike(node, rule)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether what a rule reads leaves the dtype as it is. */
  private boolean computesAlike(FormulaNode node, FormulaNode.Rule rule) {
    for (int place : rule.reads()) {
      if (place != FormulaNode.COTANGENT
          && node.value(place) instanceof Tensor tensor
          && tensor.dtype().isFloating()
          && tensor.dtype() != dtype) {
        return false;
      }
    }
    return true;
  }
}
