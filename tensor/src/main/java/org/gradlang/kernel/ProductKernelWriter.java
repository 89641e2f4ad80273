package org.gradlang.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static org.gradlang.kernel.KernelCode.AT;
import static org.gradlang.kernel.KernelCode.P;
import static org.gradlang.kernel.KernelCode.ROW;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.Consumer;
import org.gradlang.tensor.DType;

/**
 * Writes {@link ProductKernel}s as bytecode: the accumulators must be local variables to stay in
 * registers, and how many there are depends on the processor.
 *
 * <pre>{@code
 * FloatVector c00 = FloatVector.fromArray(SPECIES, c, ci), c01 = ..., c10 = ...
 * for (int p = 0; p < length; p++) {
 *   int at = bi + p * columns;
 *   FloatVector b0 = FloatVector.fromArray(SPECIES, b, at), b1 = ...
 *   FloatVector a0 = FloatVector.broadcast(SPECIES, a[ai + p * rows]);
 *   c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
 *   ...
 * }
 * c00.intoArray(c, ci); ...
 * }</pre>
 *
 * <p>Indices that grow evenly are checked before the loop, not in it: 8 x 2 accumulators of 16
 * lanes reach 160 to 170 GFLOP/s at length 256, and 137 where b is read at {@code bi + steps[p]}.
 * The form over rows reads {@code a[starts[i] + steps[p]]} in row i.
 */
final class ProductKernelWriter {
  private static final ClassDesc SUPER = ProductKernel.class.describeConstable().orElseThrow();

  /** How a kernel finds its operands. */
  private enum Form {
    /** Both are packed. */
    PACKED,
    /** Row p of b is where steps say. */
    STEPS,
    /** Row p of b is where steps say, from the index {@link KernelCode#AT} on. */
    LINES,
    /** Row p of b is packed, and a is where steps and starts say. */
    OVER_ROWS,
    /** Row p of b is packed, and the rows of a are dense. */
    ALONG_ROWS
  }

  // the parameters that all forms have, as local variables
  private static final int A = 1;
  private static final int AI = 2;
  private static final int B = 3;
  private static final int BI = 4;
  private static final int LENGTH = 5;
  private static final int C = 6;
  private static final int CI = 7;
  private static final int STRIDE = 8;

  private static final int ADD = 9;
  private static final int STEPS = 10;

  /** How far the rows of a are apart: a parameter of the form along rows. */
  private static final int ROW_STRIDE = 10;

  /** Where the steps begin, and the starts of rows: parameters of the form over rows. */
  private static final int STEP = 11;

  private static final int STARTS = 12;
  private static final int START = 13;

  // those of the form of lines
  private static final int LINES = 9;

  private static final int PITCH = 11;
  private static final int WIDTH = 12;
  private static final int MORE = 13;
  private static final int MORE_INDEX = 14;

  private static final int FACTOR = KernelCode.FIRST;
  private static final int OTHERS = KernelCode.FIRST + 1;

  /** More rows than these go two steps at once (12 x 2 accumulators: 172 for 167 GFLOP/s). */
  private static final int ROWS_ALONE = 8;

  // the parameters of dots
  private static final int DOWN = 3;
  private static final int RIGHT = 4;
  private static final int RIGHT_INDEX = 5;
  private static final int APART = 6;
  private static final int POSITIONS = 7;
  private static final int SUMS = 8;
  private static final int SUMS_INDEX = 9;
  private static final int SUMS_STRIDE = 10;

  private final KernelCode kernel;
  private final int rows;
  private final int vectors;
  private final int lanes;

  private ProductKernelWriter(DType dtype, int rows, int vectors, int lanes) {
    this.kernel = new KernelCode(dtype, lanes);
    this.rows = rows;
    this.vectors = vectors;
    this.lanes = lanes;
  }

  /** A kernel of {@code rows} rows and {@code vectors} vectors of {@code lanes} elements each. */
  static ProductKernel write(DType dtype, int rows, int vectors, int lanes) {
    byte[] bytes = new ProductKernelWriter(dtype, rows, vectors, lanes).classBytes();
    try {
      return (ProductKernel)
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getConstructor(int.class, int.class)
              .newInstance(rows, vectors * lanes);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // what we wrote ourselves can be defined
    }
  }

  private byte[] classBytes() {
    MethodTypeDesc constructor = MethodTypeDesc.of(CD_void, CD_int, CD_int);
    return ClassFile.of()
        .build(
            ClassDesc.of("org.gradlang.kernel.SimdProduct"),
            builder -> {
              builder
                  .withSuperclass(SUPER)
                  .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                  .withMethodBody(
                      ConstantDescs.INIT_NAME,
                      constructor,
                      ClassFile.ACC_PUBLIC,
                      code ->
                          code.aload(0)
                              .iload(1)
                              .iload(2)
                              .invokespecial(SUPER, ConstantDescs.INIT_NAME, constructor)
                              .return_());
              for (Method method : methods()) {
                builder.withMethodBody(method.name, method.type, ClassFile.ACC_PUBLIC, method.body);
              }
            });
  }

  private List<Method> methods() {
    ClassDesc ints = CD_int.arrayType();
    MethodTypeDesc packed =
        MethodTypeDesc.of(
            CD_void,
            CD_Object,
            CD_int,
            CD_Object,
            CD_int,
            CD_int,
            CD_Object,
            CD_int,
            CD_int,
            CD_boolean);
    MethodTypeDesc overSteps = packed.insertParameterTypes(9, ints);
    MethodTypeDesc overRows = overSteps.insertParameterTypes(10, CD_int, ints, CD_int);
    MethodTypeDesc lines =
        overSteps
            .dropParameterTypes(8, 9)
            .insertParameterTypes(8, CD_int)
            .insertParameterTypes(10, CD_int, CD_int, CD_Object, CD_int);
    MethodTypeDesc alongRows = packed.insertParameterTypes(9, CD_int);
    MethodTypeDesc dots =
        MethodTypeDesc.of(
            CD_void, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_int, CD_Object,
            CD_int, CD_int);
    MethodTypeDesc copy = MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int);
    MethodTypeDesc pack = copy.insertParameterTypes(5, ints, CD_int);
    MethodTypeDesc packColumns = copy.insertParameterTypes(5, CD_int);
    MethodTypeDesc store = copy.insertParameterTypes(5, CD_int, CD_int, CD_double);
    MethodTypeDesc turn = copy.insertParameterTypes(5, CD_int, CD_int, CD_int);
    KernelCopies copies = new KernelCopies(kernel, rows, vectors);
    return List.of(
        new Method("packed", packed, code -> write(code, Form.PACKED)),
        new Method("overSteps", overSteps, code -> write(code, Form.STEPS)),
        new Method("overRows", overRows, code -> write(code, Form.OVER_ROWS)),
        new Method("alongRows", alongRows, code -> write(code, Form.ALONG_ROWS)),
        new Method("dots", dots, this::writeDots),
        new Method("lines", lines, this::writeLines),
        new Method("pack", pack, copies::writePack),
        new Method("packColumns", packColumns, copies::writePackColumns),
        new Method("turn", turn, new KernelTurning(kernel)::write),
        new Method("store", store, copies::writeStore));
  }

  /** A method of a kernel, and who writes it. */
  private record Method(String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {}

  private void write(CodeBuilder code, Form form) {
    for (int array : new int[] {A, B, C}) {
      kernel.cast(code, array);
    }
    for (int i = 0; form == Form.OVER_ROWS && i < rows; i++) {
      code.aload(STARTS).iload(START).loadConstant(i).iadd().iaload();
      code.iload(AI).iadd().istore(start(i));
    }
    for (int i = 0; form == Form.ALONG_ROWS && i < rows; i++) {
      code.iload(AI).iload(ROW_STRIDE).loadConstant(i).imul().iadd().istore(start(i));
    }
    Label fresh = code.newLabel();
    Label ready = code.newLabel();
    code.iload(ADD).ifeq(fresh);
    moveTile(code, true);
    code.goto_(ready).labelBinding(fresh);
    clearTile(code);
    code.labelBinding(ready);
    code.iconst_0().istore(P);
    if ((form == Form.PACKED || form == Form.ALONG_ROWS) && rows > ROWS_ALONE) {
      code.iload(LENGTH).iconst_1().isub().istore(AT);
      KernelCode.loop(code, AT, 2, () -> writeSteps(code, form, 2));
    }
    KernelCode.loop(code, LENGTH, 1, () -> writeSteps(code, form, 1));
    moveTile(code, false);
    code.return_();
  }

  private void clearTile(CodeBuilder code) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        kernel.zero(code);
        code.astore(accumulator(i, j));
      }
    }
  }

  /** Loads the accumulators from c, or stores them there; leaves CI at the first row. */
  private void moveTile(CodeBuilder code, boolean load) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        if (load) {
          kernel.load(code, C, CI, j * lanes);
          code.astore(accumulator(i, j));
        } else {
          code.aload(accumulator(i, j)).aload(C).iload(CI).loadConstant(j * lanes).iadd();
          kernel.store(code);
        }
      }
      code.iload(CI).iload(STRIDE).iadd().istore(CI);
    }
    code.iload(CI).iload(STRIDE).loadConstant(rows).imul().isub().istore(CI);
  }

  private void writeSteps(CodeBuilder code, Form form, int count) {
    for (int step = 0; step < count; step++) {
      writeStep(code, form, step);
    }
  }

  private void writeStep(CodeBuilder code, Form form, int ahead) {
    switch (form) {
      case PACKED, ALONG_ROWS -> KernelCode.linear(code, BI, vectors * lanes).istore(ROW);
      case LINES -> code.aload(STEPS).iload(P).iaload().iload(AT).iadd().istore(ROW);
      case STEPS -> code.aload(STEPS).iload(P).iaload().iload(BI).iadd().istore(ROW);
      case OVER_ROWS -> code.aload(STEPS).iload(STEP).iload(P).iadd().iaload().istore(ROW);
    }
    for (int j = 0; j < vectors; j++) {
      if (form == Form.LINES) {
        loadAhead(code, B, ROW, j);
      } else {
        kernel.load(code, B, form == Form.OVER_ROWS ? BI : ROW, (ahead * vectors + j) * lanes);
      }
      code.astore(factor(j));
    }
    for (int i = 0; i < rows; i++) {
      kernel.species(code).aload(A);
      if (form == Form.OVER_ROWS) {
        code.iload(start(i)).iload(ROW).iadd();
      } else if (form == Form.ALONG_ROWS) {
        code.iload(start(i)).iload(P).iadd().loadConstant(ahead).iadd();
      } else {
        KernelCode.linear(code, AI, rows).loadConstant(ahead * rows + i).iadd();
      }
      kernel.broadcastElement(code);
      code.astore(FACTOR);
      for (int j = 0; j < vectors; j++) {
        code.aload(FACTOR).aload(factor(j)).aload(accumulator(i, j));
        kernel.fma(code);
        code.astore(accumulator(i, j));
      }
    }
    if (form == Form.OVER_ROWS) {
      code.iinc(BI, vectors * lanes);
    }
  }

  /**
   * Tile after tile of each line, the last of which ends where the line does:
   *
   * <pre>{@code
   * int second = Math.min(lanes, width - lanes); // the second vector may begin in the first
   * int last = width - lanes - second;
   * for (; lines > 0; lines--) {
   *   for (int column = 0; ; column = Math.min(column + 2 * lanes, last)) {
   *     FloatVector c00 = 0, c01 = 0, c10 = 0, ...
   *     for (int p = 0; p < length; p++) { ... } // as above, from b[bi + column + steps[p]]
   *     c00.add(more[mi]).intoArray(c, ci + column); ...
   *     if (column >= last) { break; }
   *   }
   *   bi += pitch; ci += width;
   * }
   * }</pre>
   */
  private void writeLines(CodeBuilder code) {
    for (int array : new int[] {A, B, C, MORE}) {
      kernel.cast(code, array);
    }
    code.loadConstant(lanes).iload(WIDTH).loadConstant(lanes).isub();
    KernelCode.min(code).istore(second());
    code.iload(WIDTH).loadConstant(lanes).isub();
    code.iload(second()).loadConstant(vectors - 1).imul().isub().istore(last());
    Label line = code.newLabel();
    Label tile = code.newLabel();
    Label lineEnd = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(line).iload(LINES).ifle(end);
    code.iconst_0().istore(column());
    code.labelBinding(tile);
    clearTile(code);
    code.iload(BI).iload(column()).iadd().istore(AT);
    code.iconst_0().istore(P);
    KernelCode.loop(code, LENGTH, 1, () -> writeStep(code, Form.LINES, 0));
    storeWithMore(code);
    code.iload(column()).iload(last()).if_icmpge(lineEnd);
    code.iload(column()).loadConstant(vectors * lanes).iadd().iload(last());
    KernelCode.min(code).istore(column()).goto_(tile);
    code.labelBinding(lineEnd);
    code.iload(BI).iload(PITCH).iadd().istore(BI);
    code.iload(CI).iload(WIDTH).iadd().istore(CI);
    code.iinc(LINES, -1).goto_(line);
    code.labelBinding(end).return_();
  }

  /** Adds each row's number to its finished sums, and stores them. */
  private void storeWithMore(CodeBuilder code) {
    code.iload(CI).iload(column()).iadd().istore(ROW);
    for (int i = 0; i < rows; i++) {
      kernel.species(code).aload(MORE).iload(MORE_INDEX).loadConstant(i).iadd();
      kernel.broadcastElement(code);
      code.astore(FACTOR);
      for (int j = 0; j < vectors; j++) {
        code.aload(accumulator(i, j)).aload(FACTOR);
        kernel.add(code);
        ahead(code.aload(C), ROW, j);
        kernel.store(code);
      }
      code.iload(ROW).iload(STRIDE).iadd().istore(ROW);
    }
  }

  private void loadAhead(CodeBuilder code, int array, int index, int vector) {
    ahead(kernel.species(code).aload(array), index, vector);
    kernel.fromArray(code);
  }

  /** Pushes where a vector of a tile of a line begins. */
  private void ahead(CodeBuilder code, int index, int vector) {
    code.iload(index);
    if (vector > 0) {
      code.iload(second()).loadConstant(vector).imul().iadd();
    }
  }

  /** Rows of both operands are read along, and each accumulator's lanes are sums of their own. */
  private void writeDots(CodeBuilder code) {
    for (int array : new int[] {A, RIGHT, SUMS}) {
      kernel.cast(code, array);
    }
    for (int j = 0; j < vectors; j++) {
      code.iload(RIGHT_INDEX).iload(APART).loadConstant(j).imul().iadd().istore(start(rows + j));
    }
    for (int i = 0; i < rows; i++) {
      code.iload(AI).iload(DOWN).loadConstant(i).imul().iadd().istore(start(i));
    }
    moveSums(code, true);
    code.iconst_0().istore(P);
    KernelCode.loop(
        code,
        POSITIONS,
        ProductKernel.LANES,
        () -> {
          for (int j = 0; j < vectors; j++) {
            code.iload(start(rows + j)).iload(P).iadd().istore(AT);
            kernel.load(code, RIGHT, AT, 0);
            code.astore(factor(j));
          }
          for (int i = 0; i < rows; i++) {
            code.iload(start(i)).iload(P).iadd().istore(AT);
            kernel.load(code, A, AT, 0);
            code.astore(FACTOR);
            for (int j = 0; j < vectors; j++) {
              code.aload(FACTOR).aload(factor(j)).aload(accumulator(i, j));
              kernel.fma(code);
              code.astore(accumulator(i, j));
            }
          }
        });
    moveSums(code, false);
    code.return_();
  }

  /** Loads the accumulators of dots from its sums, or stores them there. */
  private void moveSums(CodeBuilder code, boolean load) {
    for (int i = 0; i < rows; i++) {
      code.iload(SUMS_INDEX).iload(SUMS_STRIDE).loadConstant(i).imul().iadd().istore(ROW);
      for (int j = 0; j < vectors; j++) {
        if (load) {
          kernel.load(code, SUMS, ROW, j * ProductKernel.LANES);
          code.astore(accumulator(i, j));
        } else {
          code.aload(accumulator(i, j)).aload(SUMS).iload(ROW);
          code.loadConstant(j * ProductKernel.LANES).iadd();
          kernel.store(code);
        }
      }
    }
  }

  private int factor(int vector) {
    return OTHERS + vector;
  }

  private int accumulator(int row, int vector) {
    return OTHERS + vectors + row * vectors + vector;
  }

  private int start(int row) {
    return OTHERS + vectors + rows * vectors + row;
  }

  // what lines keep where other forms have starts
  private int second() {
    return start(0);
  }

  private int last() {
    return start(1);
  }

  private int column() {
    return start(2);
  }
}
