package org.gradlang.eval.statement;

import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.Origin;
import org.gradlang.trace.Trace;
import org.gradlang.trace.TraceEvent;

/** {@code no_grad { }} and the like: the mode is what it was before, however the block is left. */
public final class GradModeBlock extends Node {
  private final Location location;
  private final GradMode mode;
  private final Node body;

  public GradModeBlock(Location location, GradMode mode, Node body) {
    this.location = location;
    this.mode = mode;
    this.body = body;
  }

  @Override
  public Object execute(Frame frame) {
    Context context = location.engine().context();
    GradMode modeBefore = context.gradMode();
    Origin placeBefore = context.gradModeOrigin();
    // As in PyTorch, nothing inside inference mode leaves it.
    context.setGradMode(context.isInference() ? GradMode.INFERENCE : mode, location.site());
    tell(context, TraceEvent.Change.ENTERED);
    try {
      return body.execute(frame);
    } finally {
      context.setGradMode(modeBefore, placeBefore);
      tell(context, TraceEvent.Change.LEFT);
    }
  }

  private void tell(Context context, TraceEvent.Change change) {
    Trace trace = context.trace();
    if (trace != null) {
      trace.tell(new TraceEvent.Mode(mode, change));
    }
  }
}
