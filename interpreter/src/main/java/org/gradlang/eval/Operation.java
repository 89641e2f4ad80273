package org.gradlang.eval;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A node that can fail, or whose results remember where they were made. */
public abstract class Operation extends Node {
  /** The number of a method's target among the operands; what comes later is never dropped. */
  public static final int TARGET = Long.SIZE - 1;

  protected final Location location;
  private boolean temporary;
  private boolean held;
  private boolean owned;
  private @Nullable List<Ending> endings;

  /** Bit i: operand i is an operation, whose value nobody holds once this one has looked at it. */
  private long dropped;

  /** The last read of a variable that has the value of an operation. */
  private record Ending(Operation made, boolean direct) {}

  protected Operation(Location location) {
    this.location = location;
  }

  /**
   * Says that nobody but the operation around this one sees its value, so that a tensor's elements
   * may be computed together with that.
   */
  public final void becomeTemporary() {
    temporary = true;
  }

  /**
   * Says that only operations see its value, which read it from a variable: it may be computed
   * together with those, but is kept until the last of them has {@linkplain #endHold read it}.
   */
  public final void becomeHeld() {
    temporary = true;
    held = true;
  }

  /**
   * Says that nobody reads the variable that got the value of {@code made} once this operation has
   * its operands.
   *
   * @param direct whether one of them is that value itself
   */
  public final void endHold(Operation made, boolean direct) {
    List<Ending> known = endings;
    if (known == null) {
      known = new ArrayList<>();
      endings = known;
    }
    known.add(new Ending(made, direct));
  }

  /** To be called before it does something with its operands. */
  protected final void endHolds() {
    List<Ending> known = endings;
    if (known != null && location.fusion().isActive()) {
      for (Ending ending : known) {
        location.fusion().letGo(ending.made, ending.direct);
      }
    }
  }

  /** Its value, which a variable gets that is read several times. */
  protected final Object held(Object value) {
    if (held && value instanceof Tensor tensor) {
      Storage.Source source = tensor.storage().source();
      if (source != null) {
        source.hold(this);
      }
    }
    return value;
  }

  /** Whether only the operation around this one sees its value. */
  protected final boolean isTemporary() {
    return temporary;
  }

  /**
   * Says that a variable gets its value, or the operation around it alone, which {@linkplain
   * Ownership owns} it if that is new.
   */
  public final void becomeOwned() {
    owned = true;
  }

  /** Whether whoever gets its value may own it. */
  protected final boolean isOwned() {
    return owned;
  }

  /**
   * Whether it tells a new value from others, so that a variable may {@link #becomeOwned own} it,
   * or the operation around it.
   */
  public boolean canBeOwned() {
    return false;
  }

  /** Makes this the owner of what an operand gives, which is an operation itself. */
  public void drop(int operand, Operation from) {
    dropped |= 1L << operand;
    from.becomeOwned();
  }

  /** The value of this operation, which has looked at operand i: nobody needs that any more. */
  protected final Object dropping(Object value, int i, Object operand) {
    if ((dropped >> i & 1) != 0) {
      Ownership.drop(operand, value);
    }
    return value;
  }

  /** Whether this owns what an operand gives. */
  protected final boolean drops() {
    return dropped != 0;
  }

  /**
   * Says that variables stand among its operands that may own what they hold: unless they are only
   * looked at, they no longer do.
   */
  public void lend() {}

  /** Puts this node's place on an error that its own work, not its operands', raised. */
  protected final GradError locate(GradError error) {
    return location.locate(error);
  }
}
