package org.gradlang.kernel;

import static org.gradlang.kernel.KernelCode.AT;
import static org.gradlang.kernel.KernelCode.P;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/**
 * Writes how a {@link ProductKernel} turns rows into columns: as many rows as a vector has lanes,
 * in registers. Each round takes vectors i and i + n/2 of n, whose elements then stand by turns in
 * vectors 2i and 2i + 1; after as many rounds as n halves to one, vector p has element p of each.
 *
 * <pre>{@code
 * for (int p = 0; p < count; p += 16) {
 *   v0 = from[row0 + p ...], v1 = from[row1 + p ...], ...
 *   w0 = v0[0] v8[0] v0[1] v8[1] ..., w1 = v0[8] v8[8] v0[9] ..., w2 = v1[0] v9[0] ...
 *   ...
 *   to[toIndex + (p + 0) * stride ...] = v0, to[toIndex + (p + 1) * stride ...] = v1, ...
 * }
 * }</pre>
 */
final class KernelTurning {
  /** For vectors of ints and longs, which elements of two come first, and which after these. */
  static final int[] INTS = order(FloatVector.SPECIES_PREFERRED.length(), false);

  static final int[] LATER_INTS = order(FloatVector.SPECIES_PREFERRED.length(), true);
  static final long[] LONGS = wide(order(DoubleVector.SPECIES_PREFERRED.length(), false));
  static final long[] LATER_LONGS = wide(order(DoubleVector.SPECIES_PREFERRED.length(), true));

  // the parameters, as local variables
  private static final int FROM = 1;
  private static final int FROM_INDEX = 2;
  private static final int TO = 3;
  private static final int TO_INDEX = 4;
  private static final int COUNT = 5;
  private static final int APART = 6;
  private static final int STRIDE = 7;
  private static final int ROWS = 8;

  private static final int FIRST = KernelCode.FIRST;
  private static final int LATER = FIRST + 1;
  private static final int STARTS = FIRST + 2;

  private final KernelCode kernel;
  private final int lanes;

  KernelTurning(KernelCode kernel) {
    this.kernel = kernel;
    this.lanes = kernel.lanes();
  }

  private static int[] order(int lanes, boolean later) {
    int[] order = new int[lanes];
    for (int i = 0; i < lanes; i++) {
      order[i] = (later ? lanes / 2 : 0) + i / 2 + i % 2 * lanes;
    }
    return order;
  }

  private static long[] wide(int[] order) {
    long[] wide = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      wide[i] = order[i];
    }
    return wide;
  }

  /** Rows that are not there are the last one once more. */
  void write(CodeBuilder code) {
    kernel.cast(code, FROM);
    kernel.cast(code, TO);
    ClassDesc own = KernelTurning.class.describeConstable().orElseThrow();
    kernel.loadBits(code, own, kernel.isDouble() ? "LONGS" : "INTS").astore(FIRST);
    kernel.loadBits(code, own, kernel.isDouble() ? "LATER_LONGS" : "LATER_INTS").astore(LATER);
    for (int i = 0; i < lanes; i++) {
      code.iload(FROM_INDEX).iload(APART).loadConstant(i).iload(ROWS).iconst_1().isub();
      KernelCode.min(code).imul().iadd().istore(STARTS + i);
    }
    code.iload(TO_INDEX).istore(AT).iconst_0().istore(P);
    KernelCode.loop(code, COUNT, lanes, () -> writeBlock(code));
    code.return_();
  }

  private void writeBlock(CodeBuilder code) {
    for (int i = 0; i < lanes; i++) {
      code.iload(STARTS + i).iload(P).iadd().istore(KernelCode.ROW);
      kernel.load(code, FROM, KernelCode.ROW, 0);
      kernel.toBits(code);
      code.astore(vector(i, true));
    }
    boolean even = true;
    for (int n = 1; n < lanes; n *= 2) {
      for (int i = 0; i < lanes / 2; i++) {
        for (int half = 0; half < 2; half++) {
          code.aload(half == 0 ? FIRST : LATER);
          code.aload(vector(i, even)).aload(vector(i + lanes / 2, even));
          kernel.select(code);
          code.astore(vector(2 * i + half, !even));
        }
      }
      even = !even;
    }
    for (int i = 0; i < lanes; i++) {
      code.aload(vector(i, even));
      kernel.fromBits(code);
      code.aload(TO).iload(AT);
      kernel.store(code);
      code.iload(AT).iload(STRIDE).iadd().istore(AT);
    }
  }

  /** The local variable of a vector before or after a round. */
  private int vector(int number, boolean even) {
    return STARTS + lanes + (even ? number : lanes + number);
  }
}
