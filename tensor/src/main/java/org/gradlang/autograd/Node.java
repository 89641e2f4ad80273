package org.gradlang.autograd;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.gradlang.tensor.Caller;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Held;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Ledger;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * One recorded operation: how the gradients of its results become those of its inputs.
 *
 * <p>Confined to one thread at a time, as the tensors that hold it.
 */
public abstract non-sealed class Node extends Edge implements Part {
  private static final @Nullable Tensor[] NOTHING = {};

  /** What a node takes on average, what it says of the tensors that it saved included. */
  private static final int BYTES = 160;

  private static final int EDGE_BYTES = 24;

  private final long sequence;
  private final Origin origin;
  private final @Nullable Caller caller;
  private final @Nullable Edge[] edges;
  private @Nullable Origin spent;
  private boolean released;
  private boolean watched;
  private Layout layout = Layout.SCALAR;
  private DType dtype = DType.FLOAT32;

  private @Nullable NodeNotes notes;
  @Nullable Task task;

  /**
   * A node recorded now.
   *
   * @param edges where the gradients of the inputs go; null for inputs without one
   */
  protected Node(Context context, @Nullable Edge[] edges) {
    this(context.nextSequence(), context.origin(), context.caller(), edges);
    this.watched = context.detectsAnomaly();
  }

  @SuppressWarnings("this-escape") // nobody sees more of it than that it is there
  Node(long sequence, Origin origin, @Nullable Caller caller, @Nullable Edge[] edges) {
    this.sequence = sequence;
    this.origin = origin;
    this.caller = caller;
    this.edges = edges;
    Ledger ledger = Ledger.current();
    if (ledger != null) {
      ledger.hold(Held.NODE, this, BYTES + (long) EDGE_BYTES * edges.length);
    }
  }

  /** The name that PyTorch prints, such as {@code MulBackward0}. */
  public abstract String name();

  /** Gives it another name than that of its operation: that of what it is the last step of. */
  public final void entitle(String name) {
    notes().title = name;
  }

  /** The name it was given, or else its own. */
  protected final String titleOr(String own) {
    String given = notes == null ? null : notes.title;
    return given == null ? own : given;
  }

  /** The name of the operation as scripts write it, for messages: {@code mse_loss}. */
  public String operation() {
    String name = name();
    int end = name.indexOf("Backward");
    if (end < 0) {
      return name;
    }
    String own = name.substring(0, end).replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_");
    return own.equals("To_Copy") ? "to" : own.toLowerCase(Locale.ROOT);
  }

  /**
   * The gradients of the inputs, null for those without one; any shape that broadcasting explains
   * will do. Runs with recording off unless a graph of the gradients is asked for.
   *
   * @param context of the code that runs the pass
   * @param cotangents the gradients of the results; null where nothing came, though never for all
   * @param demand which inputs matter
   */
  protected abstract @Nullable Tensor[] backward(
      Context context, @Nullable Tensor[] cotangents, Demand demand);

  /** Lets go of what was saved; whether there was anything. */
  protected boolean release(Context context) {
    return false;
  }

  /** Whether gradients that {@link #backward} gives may share elements with this storage. */
  protected boolean mayHold(Storage storage) {
    return true;
  }

  /**
   * Whether {@link #backward} only looks at the cotangents: nobody has them afterwards but who is
   * given a gradient that shares elements with one.
   */
  protected boolean borrows() {
    return false;
  }

  /** Whether {@link #backward} must run although no gradient arrived. */
  protected boolean runsWithoutCotangents() {
    return false;
  }

  /** Counts up with every recorded operation of a context. */
  public long sequence() {
    return sequence;
  }

  /** Where in the program it was recorded. */
  public Origin origin() {
    return origin;
  }

  /** With anomaly detection: remembers whether a result holds what no number is. */
  final void watch(Tensor result) {
    if (watched) {
      String found = Anomaly.oddity(result);
      if (!found.isEmpty()) {
        notes().oddity = found;
      }
    }
  }

  /** What was odd about a result, if that was watched: {@code nan}, {@code inf}, or empty. */
  final String oddity() {
    return notes == null ? "" : notes.oddity;
  }

  /** The calls in which it was recorded. */
  @Nullable Caller caller() {
    return caller;
  }

  /** Where it was recorded, as the running code sees it: not inside of a function it called. */
  Origin seenFrom(Context context) {
    return Caller.seenFrom(context.caller(), origin, caller);
  }

  /** Where the gradients of the inputs go, in the order of the inputs. */
  public @Nullable Edge[] edges() {
    return edges;
  }

  /** The edges as programs see them: PyTorch gives none to masks, and to some numbers. */
  public List<@Nullable Edge> shownEdges() {
    return Arrays.asList(edges);
  }

  /** How many results it has. */
  public int results() {
    return notes == null ? 1 : notes.results();
  }

  /** Called after each pass of a backward over this node; returns other input gradients or null. */
  public HookHandle registerHook(NodeHook hook) {
    return hooks().after.add(hook);
  }

  /** Called before each pass of a backward over this node. */
  public HookHandle registerPreHook(NodePreHook hook) {
    return hooks().before.add(hook);
  }

  NodeHooks hooks() {
    NodeNotes own = notes();
    NodeHooks known = own.hooks;
    if (known == null) {
      known = new NodeHooks();
      own.hooks = known;
    }
    return known;
  }

  @Nullable NodeHooks hooksOrNull() {
    return notes == null ? null : notes.hooks;
  }

  /**
   * What it keeps for the way back, by the names that PyTorch has behind {@code _saved_}: tensors,
   * plain arguments, sizes.
   */
  public List<String> savedNames() {
    return List.of();
  }

  /**
   * What it keeps under one of {@link #savedNames}; null where this call did not need it.
   *
   * @throws GradError an AutogradError once it is freed, or if the tensor was changed in place
   */
  public @Nullable Object saved(String name) {
    return null;
  }

  /** Refuses to show what is no longer there. */
  protected final void requireSaved() {
    Origin freed = freed();
    if (freed != null) {
      throw Graph.error("what this node saved was freed by an earlier backward")
          .note(origin, "saved here ...")
          .note(freed, "... and freed here")
          .help("keep it with retain_graph=True in that backward");
    }
  }

  /** The leaf whose gradient this accumulates; null for recorded operations. */
  public @Nullable Tensor variable() {
    return null;
  }

  /** The one object that stands for this node where a language shows it; made when first asked. */
  public final Object face(Function<? super Node, ?> maker) {
    Object known = notes().face;
    if (known == null) {
      known = Objects.requireNonNull(maker.apply(this));
      notes().face = known;
    }
    return known;
  }

  /** Remembers why an input has no gradient, if that is known. */
  protected final void noteCut(int input, Tensor operand) {
    Cut cut = Graph.cutOf(operand);
    if (cut != null) {
      notes().cut(input, cut, edges.length);
    }
  }

  /** Why an input has no gradient although something it was made from had one; null if unknown. */
  public final @Nullable Cut cut(int input) {
    return notes == null ? null : notes.cut(input);
  }

  private NodeNotes notes() {
    if (notes == null) {
      notes = new NodeNotes();
    }
    return notes;
  }

  /** Which of {@link #savedNames} it holds tensors under; none once it is freed. */
  public List<String> heldNames() {
    return List.of();
  }

  /** Whether hooks wait for it. */
  public boolean isHooked() {
    NodeHooks hooks = hooksOrNull();
    return hooks != null && hooks.isHooked();
  }

  /** Whether a result keeps its gradient. */
  public boolean retainsGrad() {
    NodeHooks hooks = hooksOrNull();
    return hooks != null && hooks.isRetaining();
  }

  /** Where the backward stood that freed this node; null while it is whole. */
  public @Nullable Origin freed() {
    return released ? spent : null;
  }

  /** Where the backward stood that went through this node and kept nothing; null before. */
  @Nullable Origin spent() {
    return spent;
  }

  void free(Context context, Origin place) {
    released |= release(context);
    spent = place;
  }

  /** An edge to the result; for the first always the same one, this node itself. */
  Edge edge(int output) {
    return output == 0 ? this : new Further(this, output);
  }

  /** Says what a result is like; {@link Graph#attach} does it for those with a gradient. */
  protected final void describe(int output, Layout layout, DType dtype) {
    if (output == 0) {
      this.layout = layout;
      this.dtype = dtype;
      return;
    }
    notes().describe(output, layout, dtype);
  }

  /** The shape of a result, and so of the gradients for it. */
  public final Layout layout(int output) {
    return output == 0 || notes == null ? layout : notes.layout(output, layout);
  }

  /** The dtype of a result, and so of the gradients for it. */
  public final DType dtype(int output) {
    return output == 0 || notes == null ? dtype : notes.dtype(output, dtype);
  }

  static @Nullable Tensor[] nothing(int inputs) {
    return inputs == 0 ? NOTHING : new @Nullable Tensor[inputs];
  }
}
