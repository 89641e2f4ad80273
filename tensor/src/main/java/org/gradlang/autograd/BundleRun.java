package org.gradlang.autograd;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.kernel.Formula;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** One run of a {@link Bundle}: what its members read, and the gradients that leave them. */
final class BundleRun {
  /** A gradient of one member's input, as it goes over an edge. */
  private static final class Way {
    final int member;
    final Edge edge;
    final FormulaNode.@Nullable Rule rule;
    final int[] leaves;

    /** The member that it goes to; -1 if it leaves. */
    int inside = -1;

    /** Where it leaves: null for one that is not needed, or does not leave. */
    @Nullable Exit exit;

    Way(int member, Edge edge, FormulaNode.@Nullable Rule rule, int[] leaves) {
      this.member = member;
      this.edge = edge;
      this.rule = rule;
      this.leaves = leaves;
    }

    boolean passesOn() {
      return rule != null && rule.formula() instanceof Formula.Input;
    }
  }

  /** A gradient that leaves: the sum of some ways to one result of one node, or one way alone. */
  private static final class Exit {
    final List<Way> ways = new ArrayList<>();
    final @Nullable Task target;
    int number = -1;
    boolean shared;
    @Nullable Tensor value;

    Exit(@Nullable Task target) {
      this.target = target;
    }
  }

  private final Pass pass;
  private final Context context;
  private final List<Task> members;
  private final Layout layout;
  private final Tensor cotangent;
  private final List<Operand> leaves = new ArrayList<>();
  private final List<Way> ways = new ArrayList<>();
  private final List<Exit> exits = new ArrayList<>();

  /** For each member the ways to it; none for the first. */
  private final List<List<Way>> inner = new ArrayList<>();

  BundleRun(Pass pass, Context context, List<Task> members, Tensor cotangent) {
    this.pass = pass;
    this.context = context;
    this.members = members;
    this.cotangent = cotangent;
    this.layout = members.getFirst().node.layout(0).toContiguous();
    leaves.add(cotangent);
    members.forEach(member -> inner.add(new ArrayList<>()));
    for (int i = 0; i < members.size(); i++) {
      collect(i);
    }
    number();
  }

  private void collect(int member) {
    FormulaNode node = (FormulaNode) members.get(member).node;
    Demand demand = pass.demand(node);
    @Nullable Edge[] edges = node.edges();
    for (int i = 0; i < edges.length; i++) {
      Edge edge = edges[i];
      if (edge != null) {
        FormulaNode.Rule rule = demand.needs(i) ? node.rule(i) : null;
        Way way = new Way(member, edge, rule, read(node, rule));
        ways.add(way);
        direct(way);
      }
    }
  }

  private int[] read(FormulaNode node, FormulaNode.@Nullable Rule rule) {
    int[] places = rule == null ? new int[0] : rule.reads().clone();
    for (int k = 0; k < places.length; k++) {
      if (places[k] != FormulaNode.COTANGENT) {
        places[k] = leaf(node.value(places[k]));
      }
    }
    return places;
  }

  private int leaf(Operand operand) {
    for (int i = 0; i < leaves.size(); i++) {
      if (leaves.get(i) == operand) {
        return i;
      }
    }
    leaves.add(operand);
    return leaves.size() - 1;
  }

  private void direct(Way way) {
    Task target = pass.taskOf(way.edge.node());
    way.inside = members.indexOf(target);
    if (way.inside >= 0) {
      inner.get(way.inside).add(way);
    } else if (way.rule != null) {
      Exit exit = exit(way, target);
      exit.ways.add(way);
      way.exit = exit;
    }
  }

  /** Ways to one place are added up here, unless they must be summed over dimensions first. */
  private Exit exit(Way way, Task target) {
    Edge edge = way.edge;
    boolean sums =
        edge.output() == 0
            && edge.node().layout(0).sameSizes(layout)
            && edge.node().dtype(0) == cotangent.dtype()
            && !target.hasCotangent();
    for (Exit exit : exits) {
      if (sums && exit.target == target) {
        return exit;
      }
    }
    Exit exit = new Exit(sums ? target : null);
    exits.add(exit);
    return exit;
  }

  /** Numbers what is computed; what passes on as it came is not. */
  private void number() {
    int count = 0;
    for (int i = 0; i < exits.size(); i++) {
      Exit exit = exits.get(i);
      Way only = exit.ways.size() == 1 ? exit.ways.getFirst() : null;
      if (only != null && only.passesOn()) {
        if (isFirst(only.member)) {
          exit.value = cotangent;
          exit.shared = true;
          continue;
        }
        Exit twin = isLeaf(exit) ? null : twin(only, i);
        if (twin != null) {
          twin.shared = true;
          exit.shared = true;
          exit.number = twin.number;
          continue;
        }
      }
      exit.number = count++;
    }
  }

  /** Leaves keep their gradient: they get one of their own. */
  private static boolean isLeaf(Exit exit) {
    return exit.target != null && exit.target.node instanceof AccumulateNode;
  }

  /** An earlier exit for the same gradient. */
  private @Nullable Exit twin(Way way, int before) {
    for (Exit exit : exits.subList(0, before)) {
      Way other = exit.ways.getFirst();
      if (exit.ways.size() == 1
          && !isLeaf(exit)
          && other.passesOn()
          && other.member == way.member) {
        return exit;
      }
    }
    return null;
  }

  /** Whether a member's gradient is the one that came to the first, as behind a sum. */
  private boolean isFirst(int member) {
    int at = member;
    while (at > 0) {
      List<Way> to = inner.get(at);
      if (to.size() != 1 || !to.getFirst().passesOn()) {
        return false;
      }
      at = to.getFirst().member;
    }
    return true;
  }

  private int results() {
    return exits.stream().mapToInt(exit -> exit.number + 1).max().orElse(0);
  }

  /** Whether it is more than one node would do by itself. */
  boolean pays() {
    return members.size() > 1 || results() > 1;
  }

  /** Computes what leaves, and gives it to the pass edge by edge; the answer is what left. */
  @Nullable Tensor[] run() {
    int count = results();
    if (count > 0) {
      Storage[] storages =
          context
              .batches()
              .of(shape(), () -> formulas(count))
              .evaluate(leaves.toArray(Operand[]::new), layout, cotangent.dtype());
      for (Exit exit : exits) {
        if (exit.number >= 0) {
          exit.value = tensor(storages[exit.number], exit);
        }
      }
    }
    pass.ran(members);
    for (Way way : ways) {
      Exit exit = way.exit;
      if (way.inside < 0) {
        boolean last = exit != null && exit.ways.getLast() == way;
        Tensor value = exit == null || !last ? null : exit.value;
        pass.deliver(way.edge, value, exit != null && !exit.shared, members.get(way.member).node);
      }
    }
    return exits.stream().map(exit -> exit.value).toArray(Tensor[]::new);
  }

  private Tensor tensor(Storage storage, Exit exit) {
    Tensor result = new Tensor(storage, layout);
    Cut cut = cut(exit.ways);
    if (cut != null) {
      Graph.cut(result, cut);
    }
    return result;
  }

  /** Why a sum has no history, as single additions would have it: in place, from the second on. */
  private @Nullable Cut cut(List<Way> sum) {
    Cut found = null;
    boolean own = false;
    for (Way way : sum) {
      Cut next = own ? null : cut(way);
      found = next == null ? found : next;
      own |= found != null && !(way.passesOn() && isFirst(way.member));
    }
    return found;
  }

  private @Nullable Cut cut(Way way) {
    Cut found = null;
    for (int leaf : way.leaves) {
      Cut next;
      if (leaf == FormulaNode.COTANGENT) {
        next = way.member == 0 ? inherited(cotangent) : cut(inner.get(way.member));
      } else {
        next = leaves.get(leaf) instanceof Tensor tensor ? inherited(tensor) : null;
      }
      found = next == null ? found : next;
    }
    return found;
  }

  private @Nullable Cut inherited(Tensor tensor) {
    return Graph.inheritedCut(context, tensor);
  }

  /** All that the formulas follow from, and nothing else. */
  private List<Object> shape() {
    List<Object> shape = new ArrayList<>();
    for (Way way : ways) {
      if (way.rule != null) {
        shape.add(way.rule);
        shape.add(way.member);
        shape.add(way.exit == null ? way.inside : -1 - way.exit.number);
        for (int leaf : way.leaves) {
          shape.add(leaf);
        }
      }
    }
    return shape;
  }

  private List<Formula> formulas(int count) {
    @Nullable Formula[] cotangents = new @Nullable Formula[members.size()];
    cotangents[0] = Formula.input(0);
    @Nullable Formula[] results = new @Nullable Formula[count];
    for (Way way : ways) {
      Exit exit = way.exit;
      if (way.rule == null) {
        continue;
      }
      Formula value = formula(way, cotangents[way.member]);
      if (exit == null) {
        cotangents[way.inside] = sum(cotangents[way.inside], value);
      } else if (exit.number >= 0 && (!exit.shared || results[exit.number] == null)) {
        results[exit.number] = sum(results[exit.number], value);
      }
    }
    List<Formula> list = new ArrayList<>();
    for (Formula result : results) {
      list.add(java.util.Objects.requireNonNull(result));
    }
    return list;
  }

  private static Formula sum(@Nullable Formula before, Formula next) {
    return before == null ? next : before.add(next);
  }

  private static Formula formula(Way way, @Nullable Formula cotangent) {
    FormulaNode.Rule rule = java.util.Objects.requireNonNull(way.rule);
    List<Formula> inputs = new ArrayList<>();
    for (int leaf : way.leaves) {
      inputs.add(
          leaf == FormulaNode.COTANGENT
              ? java.util.Objects.requireNonNull(cotangent)
              : Formula.input(leaf));
    }
    return rule.formula().substitute(inputs);
  }
}
