package org.gradlang.kernel;

/** A plain loop where there is no Vector API, which says so once it has gone through much. */
final class MissedLoop implements Loop {
  /** Elements after which SIMD would have made a difference. */
  private static final int MUCH = 1 << 18;

  private final Loop plain;
  private int counted; // counts roughly where several threads do

  MissedLoop(Loop plain) {
    this.plain = plain;
  }

  @Override
  public void run(Object a, int ai, Object b, int bi, Object c, int ci, Object out, int oi, int n) {
    plain.run(a, ai, b, bi, c, ci, out, oi, n);
    if (counted < MUCH) {
      counted += n;
      if (counted >= MUCH) {
        MissedVectors.tell();
      }
    }
  }
}
