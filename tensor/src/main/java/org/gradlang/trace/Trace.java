package org.gradlang.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gradlang.autograd.Graph;
import org.gradlang.autograd.Node;
import org.gradlang.autograd.Views;
import org.gradlang.op.signature.Results;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Tells a listener what runs: operations that the program calls, and the steps of backward passes.
 * A context without one pays a field test for each of them.
 *
 * <p>What an operation or a step calls itself is its own business, and not told, save for what the
 * program wrote: hooks, and functions with gradients of their own.
 */
public final class Trace {
  private final Consumer<TraceEvent> listener;
  private boolean inside;

  public Trace(Consumer<TraceEvent> listener) {
    this.listener = listener;
  }

  /** Tells the listener of an event. */
  public void tell(TraceEvent event) {
    listener.accept(event);
  }

  /** Runs an operation and tells of it, unless another one calls it. */
  public Object operation(
      Context context, String name, @Nullable Object[] bound, Supplier<Object> operation) {
    if (inside) {
      return operation.get();
    }
    List<Object> operands = seen(Arrays.asList(bound));
    Tensor first = bound.length > 0 && bound[0] instanceof Tensor tensor ? tensor : null;
    int version = first == null ? 0 : first.storage().version();
    Object result = silently(operation);
    boolean changed = first != null && first.storage().version() != version;
    Object shown = result == None.NONE && changed && first != null ? first : result;
    List<?> results = shown instanceof Results several ? several.values() : List.of(shown);
    Tensor made = results.isEmpty() || !(results.getFirst() instanceof Tensor t) ? null : t;
    tell(
        new TraceEvent.Operation(
            name,
            operands,
            seen(results),
            made == null ? null : Graph.nodeOf(made),
            made == null ? TraceEvent.Form.NEW : form(made, first, changed),
            context.origin()));
    return result;
  }

  private static TraceEvent.Form form(Tensor made, @Nullable Tensor first, boolean changed) {
    if (made == first) {
      return changed ? TraceEvent.Form.IN_PLACE : TraceEvent.Form.SAME;
    }
    boolean shares = first != null && made.storage().sharesWith(first.storage());
    return shares || Views.isView(made) ? TraceEvent.Form.VIEW : TraceEvent.Form.NEW;
  }

  private static List<Object> seen(List<?> values) {
    List<Object> seen = new ArrayList<>();
    for (Object value : values) {
      switch (value) {
        case null -> {}
        case Tensor tensor -> seen.add(Seen.of(tensor));
        case Tensor[] tensors -> seen.add(seen(List.of((Object[]) tensors)));
        case List<?> list -> seen.add(seen(list));
        default -> seen.add(value);
      }
    }
    return seen;
  }

  /** Gradients as they are now. */
  public static List<@Nullable Seen> seen(@Nullable Tensor[] gradients) {
    List<@Nullable Seen> seen = new ArrayList<>();
    for (@Nullable Tensor gradient : gradients) {
      seen.add(gradient == null ? null : Seen.of(gradient));
    }
    return seen;
  }

  /** Runs what is not told. */
  public <T> T silently(Supplier<T> work) {
    return with(true, work);
  }

  /** Runs what the program wrote, though an operation or a step calls it. */
  public <T> T aloud(Supplier<T> work) {
    return with(false, work);
  }

  private <T> T with(boolean silent, Supplier<T> work) {
    boolean before = inside;
    inside = silent;
    try {
      return work.get();
    } finally {
      inside = before;
    }
  }

  /**
   * Runs a hook, and tells of it.
   *
   * @param hook runs it; whether it gave another gradient
   */
  public static void hook(Context context, TraceEvent.Hook kind, Node node, BooleanSupplier hook) {
    Trace trace = context.trace();
    tell(trace, new TraceEvent.HookBegins(kind, node));
    boolean replaced = false;
    try {
      replaced = trace == null ? hook.getAsBoolean() : trace.aloud(hook::getAsBoolean);
    } finally {
      tell(trace, new TraceEvent.HookEnds(replaced));
    }
  }

  private static void tell(@Nullable Trace trace, TraceEvent event) {
    if (trace != null) {
      trace.tell(event);
    }
  }
}
