package org.gradlang.autograd;

import java.util.Arrays;
import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;
import org.gradlang.trace.Trace;
import org.gradlang.trace.TraceEvent;
import org.jspecify.annotations.Nullable;

/**
 * One way through a graph, from some results to leaves or to some inputs.
 *
 * <p>Nodes run when all gradients for their results have come, of those that are ready the one
 * recorded last first, leaves before all. Passes nest: a hook may run another one over the same
 * nodes.
 */
final class Pass {
  /** A step of a small graph takes as long as so many elements. */
  private static final int STEP = 64;

  private final Context context;
  private final Origin place;
  private final boolean retain;
  private final boolean recording;
  private static final Edge[] NO_EDGES = {};

  private final ReadyTasks ready = new ReadyTasks();
  private Edge[] from = NO_EDGES;
  private @Nullable Task last;
  private boolean restricted;

  /** Whether code of the program runs in between: on the way of one gradient or another. */
  private boolean programmed;

  private @Nullable Demand known;

  /** Bit i: nobody but this pass holds the gradient that the last node gave for its input i. */
  private long newGradients;

  private @Nullable Tensor[] captured = Node.nothing(0);

  Pass(Context context, boolean retain, boolean recording) {
    this.context = context;
    this.place = context.origin();
    this.retain = retain;
    this.recording = recording;
  }

  /**
   * Runs everything.
   *
   * @param targets where to go, none for a pass to all leaves
   * @param accumulates whether gradients end in {@code .grad}; else they are given back
   * @return the gradients for the targets, null where nothing came
   */
  @Nullable Tensor[] run(
      Edge[] roots, Tensor[] gradients, @Nullable Edge[] targets, boolean accumulates) {
    from = roots;
    begin(targets.length);
    try {
      restrict(targets, accumulates);
      for (Edge root : roots) {
        explore(root.node());
      }
      start(roots, gradients);
      for (Task task = ready.poll(); task != null; task = ready.poll()) {
        step(task);
        context.worked(STEP);
      }
      return captured;
    } finally {
      leave();
    }
  }

  private void begin(int targets) {
    Trace trace = context.trace();
    if (trace != null) {
      List<Node> roots = Arrays.stream(from).map(Edge::node).toList();
      trace.tell(new TraceEvent.BackwardBegins(roots, retain, recording, targets));
    }
  }

  private void restrict(@Nullable Edge[] targets, boolean accumulates) {
    restricted = targets.length > 0;
    captured = Node.nothing(targets.length);
    for (int i = 0; i < targets.length; i++) {
      Edge target = targets[i];
      if (target == null) {
        continue;
      }
      Task task = taskOf(target.node());
      if (accumulates) {
        task.needed = true;
      } else {
        task.capture(target.output(), i);
      }
    }
  }

  Task taskOf(Node node) {
    Task task = node.task;
    if (task == null || task.pass != this) {
      task = new Task(node, this, last);
      last = task;
      node.task = task;
    }
    return task;
  }

  /** Counts the edges to every node that can be reached, and finds the needed ones. */
  private void explore(Node root) {
    Task task = visited(taskOf(root), null);
    while (task != null) {
      context.worked(1);
      @Nullable Edge[] edges = task.node.edges();
      if (task.cursor < edges.length) {
        Edge edge = edges[task.cursor++];
        if (edge != null) {
          Task next = taskOf(edge.node());
          next.dependencies++;
          task = visited(next, task);
        }
      } else {
        task.needed |= restricted && new Demand(task.node, true, false).needsAny();
        task = task.above;
      }
    }
  }

  /** The task to go on with below another, which is this one unless it was explored already. */
  private @Nullable Task visited(Task task, @Nullable Task above) {
    if (task.cursor >= 0) {
      return above;
    }
    programmed |= task.node.isHooked() || task.node instanceof CustomNode;
    task.cursor = 0;
    task.above = above;
    return task;
  }

  private void start(Edge[] roots, Tensor[] gradients) {
    for (int i = 0; i < roots.length; i++) {
      Task task = taskOf(roots[i].node());
      if (isWanted(task)) {
        gradients[i].storage().share(); // hooks and functions of the program may keep it
        task.add(roots[i].output(), gradients[i], false, recording);
      }
    }
    for (Edge root : roots) {
      Task task = taskOf(root.node());
      if (task.dependencies == 0 && !task.queued) {
        task.queued = true;
        ready.add(task);
      }
    }
  }

  private void step(Task task) {
    task.hold();
    runResultHooks(task);
    task.deliverCaptures(captured, recording);
    if (!restricted || task.needed) {
      runNode(task);
    }
    task.release();
  }

  private void runNode(Task task) {
    Node node = task.node;
    if (ranBundled(task)) {
      return;
    }
    runPreHooks(task);
    if (node instanceof AccumulateNode leaf) {
      leaf.accumulate(context, task.cotangents[0], task.isOwned(0), recording);
      if (leaf.hooksOrNull() == null) {
        return; // nothing lies behind it
      }
    }
    @Nullable Tensor[] gradients = gradientsOf(task);
    Anomaly.check(context, from, node, gradients);
    @Nullable Edge[] edges = node.edges();
    for (int i = 0; i < edges.length; i++) {
      Edge edge = edges[i];
      if (edge != null) {
        Tensor given = gradients[i];
        Tensor fitting = deliver(edge, given, Freshness.has(newGradients, i), node);
        if (fitting != given) { // a sum in its place: of the gradient itself nobody has anything
          gradients = gradients.clone();
          gradients[i] = fitting;
        }
      }
    }
    if (!recording && context.trace() == null) {
      task.giveBack(context, gradients);
    }
  }

  /** Runs a node together with those that come next, if all are formulas; whether it did. */
  private boolean ranBundled(Task task) {
    if (recording || programmed || context.trace() != null || context.detectsAnomaly()) {
      return false;
    }
    List<Task> members = Bundle.of(this, task, ready.peek(), context.fusion());
    Tensor cotangent = members.isEmpty() ? null : task.cotangents[0];
    if (cotangent == null) {
      return false;
    }
    BundleRun run = new BundleRun(this, context, members, cotangent);
    if (run.pays()) {
      task.giveBack(context, run.run());
      return true;
    }
    return false;
  }

  /** Says that nodes have given their gradients: what they saved is not needed any more. */
  void ran(List<Task> tasks) {
    if (!retain) {
      for (Task task : tasks) {
        task.freesFirst = task.node.spent() == null;
        task.node.free(context, place);
      }
    }
  }

  /** The gradients of the inputs as the node and its hooks give them. */
  private @Nullable Tensor[] gradientsOf(Task task) {
    Node node = task.node;
    newGradients = 0;
    boolean runs = task.hasCotangent() || node.runsWithoutCotangents();
    @Nullable Tensor[] gradients = runs ? computed(task) : Node.nothing(node.edges().length);
    NodeHooks hooks = node.hooksOrNull();
    if (hooks == null || hooks.after.isEmpty()) {
      return gradients;
    }
    newGradients = 0; // a hook may keep what it saw
    return runHooks(task, hooks, gradients);
  }

  private @Nullable Tensor[] computed(Task task) {
    Node node = task.node;
    Origin freed = node.freed();
    if (freed != null) {
      throw FreedError.of(context, from, node, freed);
    }
    Trace trace = context.trace();
    List<String> held = trace == null ? List.of() : node.heldNames();
    Demand demand = known == null ? demand(node) : known.of(node);
    known = demand;
    if (!recording && trace == null && task.isSpare()) {
      demand.spare();
    }
    @Nullable Tensor[] gradients =
        trace == null
            ? node.backward(context, task.cotangents, demand)
            : trace.silently(() -> node.backward(context, task.cotangents, demand));
    newGradients = recording ? 0 : Freshness.of(task, gradients);
    for (Tensor gradient : gradients) {
      if (gradient != null && gradient.storage().isSaved()) {
        gradient.storage().share(); // what a node kept goes on as a gradient
      }
    }
    if (!retain) {
      task.freesFirst = node.spent() == null;
      node.free(context, place);
    }
    if (trace != null && !(node instanceof AccumulateNode)) {
      trace.tell(
          new TraceEvent.Step(
              node,
              Trace.seen(task.cotangents),
              Trace.seen(gradients),
              held,
              node.freed() != null));
    }
    return gradients;
  }

  /** Which gradients of a node's inputs this pass needs. */
  Demand demand(Node node) {
    return new Demand(node, restricted, !retain && !recording);
  }

  boolean isWanted(Task task) {
    return !restricted || task.needed || task.captures != null;
  }

  /**
   * Brings a gradient to where an edge leads, and counts that it came.
   *
   * @param alone whether nobody else holds it
   * @return what the node there was given: the gradient, or what fits of it
   */
  @Nullable Tensor deliver(Edge edge, @Nullable Tensor gradient, boolean alone, Node from) {
    Task next = taskOf(edge.node());
    Tensor fitting = gradient;
    if (gradient != null && isWanted(next)) {
      fitting = Gradients.fit(gradient, edge, from);
      boolean fresh = alone || !recording && !shares(fitting, gradient);
      next.add(edge.output(), fitting, fresh, recording);
    }
    if (--next.dependencies == 0) {
      next.queued = true;
      ready.add(next);
    }
    return fitting;
  }

  private static boolean shares(Tensor a, Tensor b) {
    return a.storage().sharesWith(b.storage());
  }

  private void runResultHooks(Task task) {
    NodeHooks hooks = task.node.hooksOrNull();
    if (hooks == null) {
      return;
    }
    task.share();
    hooks.results.forEach(hook -> {
      Tensor gradient = task.cotangents[hook.output()];
      if (gradient != null) {
        Trace.hook(
            context,
            TraceEvent.Hook.TENSOR,
            task.node,
            () -> {
              Tensor after = hook.hook().apply(gradient);
              context.setOrigin(place);
              task.set(hook.output(), Gradients.replaced(gradient, after));
              return after != null;
            });
      }
    });
    for (int output = 0; output < task.cotangents.length; output++) {
      Tensor retaining = hooks.retaining(output);
      Tensor gradient = task.cotangents[output];
      if (retaining != null && gradient != null) {
        Gradients.retain(context, retaining, gradient);
      }
    }
  }

  private void runPreHooks(Task task) {
    NodeHooks hooks = task.node.hooksOrNull();
    if (hooks == null) {
      return;
    }
    hooks.before.forEach(hook -> {
      Trace.hook(
          context,
          TraceEvent.Hook.BEFORE,
          task.node,
          () -> {
            @Nullable Tensor[] after = hook.apply(task.cotangents);
            context.setOrigin(place);
            if (after != null) {
              task.setAll(checked(task.node, after, task.cotangents.length));
            }
            return after != null;
          });
    });
  }

  private @Nullable Tensor[] runHooks(Task task, NodeHooks hooks, @Nullable Tensor[] gradients) {
    @Nullable Tensor[][] current = {gradients};
    hooks.after.forEach(hook -> {
      Trace.hook(
          context,
          TraceEvent.Hook.AFTER,
          task.node,
          () -> {
            @Nullable Tensor[] after = hook.apply(current[0], task.cotangents);
            context.setOrigin(place);
            if (after != null) {
              current[0] = checked(task.node, after, current[0].length);
            }
            return after != null;
          });
    });
    return current[0];
  }

  private static @Nullable Tensor[] checked(Node node, @Nullable Tensor[] given, int expected) {
    if (given.length != expected) {
      throw new GradError(
          ErrorKind.AUTOGRAD,
          "a hook of "
              + node.name()
              + " gave "
              + given.length
              + " gradients instead of "
              + expected);
    }
    return given;
  }

  private void leave() {
    for (Task task = last; task != null; task = task.previous) {
      task.node.task = task.outer;
    }
    context.setOrigin(place);
    Trace trace = context.trace();
    if (trace != null) {
      trace.tell(new TraceEvent.BackwardEnds());
    }
  }
}
