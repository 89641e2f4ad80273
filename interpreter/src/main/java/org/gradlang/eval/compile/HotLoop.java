package org.gradlang.eval.compile;

import java.util.HashMap;
import java.util.Map;
import org.gradlang.eval.Frame;
import org.jspecify.annotations.Nullable;

/** Counts the rounds of a loop, and has it compiled when they are many. */
public final class HotLoop implements Hot {
  private final LoopSource loop;

  /** Of which kinds variables were when the loop was entered. */
  private final Map<Integer, Kind> before = new HashMap<>();

  private final Patience patience = new Patience(Compilation.MODE.rounds());
  private @Nullable LoopUnit code;

  public HotLoop(LoopSource loop) {
    this.loop = loop;
  }

  /** Counts a round; whether {@link #run} may have code for those to come. */
  public boolean isHot() {
    return code != null || patience.isOver();
  }

  /** Runs the loop's code as {@link LoopUnit#run}; null too where there is none. */
  public @Nullable Object run(Frame frame, Object iterator) {
    LoopUnit compiled = code != null ? code : compile(frame);
    if (compiled == null) {
      return null;
    }
    Object end = compiled.run(frame, iterator);
    if (end == null) {
      drop(compiled);
    }
    return end;
  }

  private @Nullable LoopUnit compile(Frame frame) {
    @Nullable Object[] locals = frame.locals;
    for (int slot = 0; slot < locals.length; slot++) {
      Object value = locals[slot];
      if (value != null) {
        before.merge(slot, Kind.of(value), Kind::join);
      }
    }
    LoopWriter writer = new LoopWriter(loop, slot -> before.getOrDefault(slot, Kind.NOTHING));
    LoopUnit compiled = (LoopUnit) writer.write();
    if (compiled == null) {
      patience.give();
    } else {
      compiled.own(this);
      code = compiled;
    }
    return compiled;
  }

  /** Lets the code go, if there is any: it rests on what is no longer so. */
  public void forget() {
    if (code != null) {
      drop(code);
    }
  }

  @Override
  public void drop(Unit unit) {
    if (unit == code) {
      code = null;
      patience.again();
    }
  }
}
