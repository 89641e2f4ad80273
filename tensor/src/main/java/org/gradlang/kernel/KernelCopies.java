package org.gradlang.kernel;

import static org.gradlang.kernel.KernelCode.AT;
import static org.gradlang.kernel.KernelCode.P;
import static org.gradlang.kernel.KernelCode.ROW;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;

/** Writes those methods of a {@link ProductKernel} that copy, vector by vector. */
final class KernelCopies {
  // the parameters, as local variables
  private static final int FROM = 1;
  private static final int FROM_INDEX = 2;
  private static final int TO = 3;
  private static final int TO_INDEX = 4;
  private static final int COUNT = 5;

  // those of pack alone
  private static final int PACK_STEPS = 6;
  private static final int PACK_STEP = 7;

  // that of packing columns alone
  private static final int COLUMN_STRIDE = 6;

  // those of store alone
  private static final int PITCH = 6;
  private static final int WIDTH = 7;
  private static final int MORE = 8;

  private static final int ADDEND = KernelCode.FIRST;

  private final KernelCode kernel;
  private final int rows;
  private final int vectors;

  KernelCopies(KernelCode kernel, int rows, int vectors) {
    this.kernel = kernel;
    this.rows = rows;
    this.vectors = vectors;
  }

  /** Rows of a matrix are copied one behind the other. */
  void writePack(CodeBuilder code) {
    int lanes = kernel.lanes();
    kernel.cast(code, FROM);
    kernel.cast(code, TO);
    code.iconst_0().istore(P);
    KernelCode.loop(
        code,
        COUNT,
        1,
        () -> {
          code.aload(PACK_STEPS).iload(PACK_STEP).iload(P).iadd().iaload();
          code.iload(FROM_INDEX).iadd().istore(ROW);
          KernelCode.linear(code, TO_INDEX, vectors * lanes).istore(AT);
          for (int j = 0; j < vectors; j++) {
            copy(code, j * lanes);
          }
        });
    code.return_();
  }

  /** Columns of a are copied one behind the other; the end of a vector by the next column's. */
  void writePackColumns(CodeBuilder code) {
    kernel.cast(code, FROM);
    kernel.cast(code, TO);
    code.iconst_0().istore(P);
    KernelCode.loop(
        code,
        COUNT,
        1,
        () -> {
          code.iload(FROM_INDEX).iload(COLUMN_STRIDE).iload(P).imul().iadd().istore(ROW);
          KernelCode.linear(code, TO_INDEX, rows).istore(AT);
          for (int i = 0; i < rows; i += kernel.lanes()) {
            copy(code, i);
          }
        });
    code.return_();
  }

  private void copy(CodeBuilder code, int shift) {
    kernel.load(code, FROM, ROW, shift);
    code.aload(TO).iload(AT).loadConstant(shift).iadd();
    kernel.store(code);
  }

  /** Lines are copied with more added to each element, in whole vectors. */
  void writeStore(CodeBuilder code) {
    kernel.cast(code, FROM);
    kernel.cast(code, TO);
    kernel.species(code).dload(MORE);
    kernel.broadcastDouble(code);
    code.astore(ADDEND);
    Label again = code.newLabel();
    Label after = code.newLabel();
    code.labelBinding(again).iload(COUNT).ifle(after);
    code.iconst_0().istore(P);
    KernelCode.loop(
        code,
        WIDTH,
        kernel.lanes(),
        () -> {
          code.iload(FROM_INDEX).iload(P).iadd().istore(ROW);
          kernel.load(code, FROM, ROW, 0);
          code.aload(ADDEND);
          kernel.add(code);
          code.aload(TO).iload(TO_INDEX).iload(P).iadd();
          kernel.store(code);
        });
    code.iload(FROM_INDEX).iload(PITCH).iadd().istore(FROM_INDEX);
    code.iload(TO_INDEX).iload(WIDTH).iadd().istore(TO_INDEX);
    code.iinc(COUNT, -1).goto_(again).labelBinding(after);
    code.return_();
  }
}
