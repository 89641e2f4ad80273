package org.gradlang.autograd;

import org.gradlang.kernel.Formula;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Operand;
import org.jspecify.annotations.Nullable;

/**
 * A node with one result whose gradients are formulas of the cotangent and of what it saved,
 * element by element: a pass may run it together with others.
 */
public abstract class FormulaNode extends Node {
  /**
   * The gradient of one input. Equal for all nodes of an operation, and so compared by identity.
   */
  public interface Rule {
    /** A formula of what {@link #reads} names. */
    @SuppressWarnings("exports") // other modules need not see it
    Formula formula();

    /** For each input of the formula its place among the node's values, or {@link #COTANGENT}. */
    int[] reads();
  }

  /** The place of the cotangent. */
  public static final int COTANGENT = -1;

  protected FormulaNode(Context context, @Nullable Edge[] edges) {
    super(context, edges);
  }

  /** The gradient of an input; null where it is no formula of the cotangent. */
  protected abstract @Nullable Rule rule(int input);

  /** A value that a rule reads: a tensor or a number. */
  protected abstract Operand value(int place);

  @Override
  protected final boolean borrows() {
    return true;
  }

  /** Whether what it saved is there, and is as it was. */
  protected abstract boolean isIntact();
}
