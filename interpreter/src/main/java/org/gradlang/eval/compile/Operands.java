package org.gradlang.eval.compile;

/** The operands that an operator has met so far: what it will meet next, as likely as not. */
public final class Operands {
  private static final int INTS = 1;
  private static final int FLOATS = 2;
  private static final int OTHERS = 4;

  private int seen;

  /** Both were ints. */
  public void ints() {
    if ((seen & INTS) == 0) {
      seen |= INTS;
    }
  }

  /** Both were floats. */
  public void floats() {
    if ((seen & FLOATS) == 0) {
      seen |= FLOATS;
    }
  }

  /** They were something else. */
  public void others() {
    seen |= OTHERS;
  }

  /** They were not what was expected of them; where nothing was, they tell it themselves. */
  public void disappoint() {
    if (seen != 0) {
      others();
    }
  }

  /** What both may be taken for: NOTHING where none were seen, OBJECT where they differed. */
  Kind expected() {
    return switch (seen) {
      case 0 -> Kind.NOTHING;
      case INTS -> Kind.LONG;
      case FLOATS -> Kind.DOUBLE;
      default -> Kind.OBJECT;
    };
  }
}
