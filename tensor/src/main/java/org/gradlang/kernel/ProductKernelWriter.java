package org.gradlang.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
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
  private static final ClassDesc SPECIES = vector("VectorSpecies");
  private static final ClassDesc VECTOR = vector("Vector");

  /** How a kernel finds its operands. */
  private enum Form {
    /** Both are packed. */
    PACKED,
    /** Row p of b is where steps say. */
    STEPS,
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

  private static final int P = 14;
  private static final int AT = 15;
  private static final int ROW = 16;
  private static final int FACTOR = 17;
  private static final int FIRST = 18;

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

  // the parameters of pack and of store
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

  private final ClassDesc element;
  private final ClassDesc type;
  private final TypeKind kind;
  private final int rows;
  private final int vectors;
  private final int lanes;

  private ProductKernelWriter(DType dtype, int rows, int vectors, int lanes) {
    boolean isDouble = dtype == DType.FLOAT64;
    this.element = isDouble ? CD_double : CD_float;
    this.type = vector(isDouble ? "DoubleVector" : "FloatVector");
    this.kind = isDouble ? TypeKind.DOUBLE : TypeKind.FLOAT;
    this.rows = rows;
    this.vectors = vectors;
    this.lanes = lanes;
  }

  private static ClassDesc vector(String name) {
    return ClassDesc.of("jdk.incubator.vector." + name);
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
    MethodTypeDesc alongRows = packed.insertParameterTypes(9, CD_int);
    MethodTypeDesc dots =
        MethodTypeDesc.of(
            CD_void, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_int, CD_Object,
            CD_int, CD_int);
    MethodTypeDesc copy = MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int);
    MethodTypeDesc pack = copy.insertParameterTypes(5, ints, CD_int);
    MethodTypeDesc packColumns = copy.insertParameterTypes(5, CD_int);
    MethodTypeDesc store = copy.insertParameterTypes(5, CD_int, CD_int, CD_double);
    List<Method> methods =
        List.of(
            new Method("packed", packed, code -> write(code, Form.PACKED)),
            new Method("overSteps", overSteps, code -> write(code, Form.STEPS)),
            new Method("overRows", overRows, code -> write(code, Form.OVER_ROWS)),
            new Method("alongRows", alongRows, code -> write(code, Form.ALONG_ROWS)),
            new Method("dots", dots, this::writeDots),
            new Method("pack", pack, this::writePack),
            new Method("packColumns", packColumns, this::writePackColumns),
            new Method("store", store, this::writeStore));
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
              for (Method method : methods) {
                builder.withMethodBody(method.name, method.type, ClassFile.ACC_PUBLIC, method.body);
              }
            });
  }

  /** A method of a kernel, and who writes it. */
  private record Method(String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {}

  private void write(CodeBuilder code, Form form) {
    for (int array : new int[] {A, B, C}) {
      cast(code, array);
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
      loop(code, AT, 2, () -> writeSteps(code, form, 2));
    }
    loop(code, LENGTH, 1, () -> writeSteps(code, form, 1));
    moveTile(code, false);
    code.return_();
  }

  private void cast(CodeBuilder code, int array) {
    code.aload(array).checkcast(element.arrayType()).astore(array);
  }

  /** {@code for (; p < end; p += steps)}. */
  private static void loop(CodeBuilder code, int end, int steps, Runnable body) {
    Label again = code.newLabel();
    Label after = code.newLabel();
    code.labelBinding(again).iload(P).iload(end).if_icmpge(after);
    body.run();
    code.iinc(P, steps).goto_(again);
    code.labelBinding(after);
  }

  private void clearTile(CodeBuilder code) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        species(code).invokestatic(type, "zero", MethodTypeDesc.of(type, SPECIES));
        code.astore(accumulator(i, j));
      }
    }
  }

  /** Loads the accumulators from c, or stores them there; leaves CI at the first row. */
  private void moveTile(CodeBuilder code, boolean load) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < vectors; j++) {
        if (load) {
          loadVector(code, C, CI, j * lanes);
          code.astore(accumulator(i, j));
        } else {
          code.aload(accumulator(i, j)).aload(C).iload(CI).loadConstant(j * lanes).iadd();
          storeVector(code);
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
    MethodTypeDesc broadcast = MethodTypeDesc.of(type, SPECIES, element);
    MethodTypeDesc fma = MethodTypeDesc.of(type, VECTOR, VECTOR);
    switch (form) {
      case PACKED, ALONG_ROWS -> linear(code, BI, vectors * lanes).istore(ROW);
      case STEPS -> code.aload(STEPS).iload(P).iaload().iload(BI).iadd().istore(ROW);
      case OVER_ROWS -> code.aload(STEPS).iload(STEP).iload(P).iadd().iaload().istore(ROW);
    }
    for (int j = 0; j < vectors; j++) {
      loadVector(code, B, form == Form.OVER_ROWS ? BI : ROW, (ahead * vectors + j) * lanes);
      code.astore(factor(j));
    }
    for (int i = 0; i < rows; i++) {
      species(code).aload(A);
      if (form == Form.OVER_ROWS) {
        code.iload(start(i)).iload(ROW).iadd();
      } else if (form == Form.ALONG_ROWS) {
        code.iload(start(i)).iload(P).iadd().loadConstant(ahead).iadd();
      } else {
        linear(code, AI, rows).loadConstant(ahead * rows + i).iadd();
      }
      code.arrayLoad(kind).invokestatic(type, "broadcast", broadcast).astore(FACTOR);
      for (int j = 0; j < vectors; j++) {
        code.aload(FACTOR).aload(factor(j)).aload(accumulator(i, j));
        code.invokevirtual(type, "fma", fma).astore(accumulator(i, j));
      }
    }
    if (form == Form.OVER_ROWS) {
      code.iinc(BI, vectors * lanes);
    }
  }

  /** Pushes {@code first + p * each}. */
  private static CodeBuilder linear(CodeBuilder code, int first, int each) {
    return code.iload(first).iload(P).loadConstant(each).imul().iadd();
  }

  /** Rows of both operands are read along, and each accumulator's lanes are sums of their own. */
  private void writeDots(CodeBuilder code) {
    MethodTypeDesc fma = MethodTypeDesc.of(type, VECTOR, VECTOR);
    for (int array : new int[] {A, RIGHT, SUMS}) {
      cast(code, array);
    }
    for (int j = 0; j < vectors; j++) {
      code.iload(RIGHT_INDEX).iload(APART).loadConstant(j).imul().iadd().istore(start(rows + j));
    }
    for (int i = 0; i < rows; i++) {
      code.iload(AI).iload(DOWN).loadConstant(i).imul().iadd().istore(start(i));
    }
    moveSums(code, true);
    code.iconst_0().istore(P);
    loop(
        code,
        POSITIONS,
        ProductKernel.LANES,
        () -> {
          for (int j = 0; j < vectors; j++) {
            code.iload(start(rows + j)).iload(P).iadd().istore(AT);
            loadVector(code, RIGHT, AT, 0);
            code.astore(factor(j));
          }
          for (int i = 0; i < rows; i++) {
            code.iload(start(i)).iload(P).iadd().istore(AT);
            loadVector(code, A, AT, 0);
            code.astore(FACTOR);
            for (int j = 0; j < vectors; j++) {
              code.aload(FACTOR).aload(factor(j)).aload(accumulator(i, j));
              code.invokevirtual(type, "fma", fma).astore(accumulator(i, j));
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
          loadVector(code, SUMS, ROW, j * ProductKernel.LANES);
          code.astore(accumulator(i, j));
        } else {
          code.aload(accumulator(i, j)).aload(SUMS).iload(ROW);
          code.loadConstant(j * ProductKernel.LANES).iadd();
          storeVector(code);
        }
      }
    }
  }

  /** Rows of a matrix are copied one behind the other, vector by vector. */
  private void writePack(CodeBuilder code) {
    cast(code, FROM);
    cast(code, TO);
    code.iconst_0().istore(P);
    loop(
        code,
        COUNT,
        1,
        () -> {
          code.aload(PACK_STEPS).iload(PACK_STEP).iload(P).iadd().iaload();
          code.iload(FROM_INDEX).iadd().istore(ROW);
          linear(code, TO_INDEX, vectors * lanes).istore(AT);
          for (int j = 0; j < vectors; j++) {
            loadVector(code, FROM, ROW, j * lanes);
            code.aload(TO).iload(AT).loadConstant(j * lanes).iadd();
            storeVector(code);
          }
        });
    code.return_();
  }

  /** Columns of a are copied one behind the other; the end of a vector by the next column's. */
  private void writePackColumns(CodeBuilder code) {
    cast(code, FROM);
    cast(code, TO);
    code.iconst_0().istore(P);
    loop(
        code,
        COUNT,
        1,
        () -> {
          code.iload(FROM_INDEX).iload(COLUMN_STRIDE).iload(P).imul().iadd().istore(ROW);
          linear(code, TO_INDEX, rows).istore(AT);
          for (int i = 0; i < rows; i += lanes) {
            loadVector(code, FROM, ROW, i);
            code.aload(TO).iload(AT).loadConstant(i).iadd();
            storeVector(code);
          }
        });
    code.return_();
  }

  /** Lines are copied with more added to each element, in whole vectors. */
  private void writeStore(CodeBuilder code) {
    MethodTypeDesc broadcast = MethodTypeDesc.of(type, SPECIES, element);
    MethodTypeDesc add = MethodTypeDesc.of(type, VECTOR);
    cast(code, FROM);
    cast(code, TO);
    species(code).dload(MORE);
    if (kind == TypeKind.FLOAT) {
      code.d2f();
    }
    code.invokestatic(type, "broadcast", broadcast).astore(FACTOR);
    Label again = code.newLabel();
    Label after = code.newLabel();
    code.labelBinding(again).iload(COUNT).ifle(after);
    code.iconst_0().istore(P);
    loop(
        code,
        WIDTH,
        lanes,
        () -> {
          code.iload(FROM_INDEX).iload(P).iadd().istore(ROW);
          loadVector(code, FROM, ROW, 0);
          code.aload(FACTOR).invokevirtual(type, "add", add);
          code.aload(TO).iload(TO_INDEX).iload(P).iadd();
          storeVector(code);
        });
    code.iload(FROM_INDEX).iload(PITCH).iadd().istore(FROM_INDEX);
    code.iload(TO_INDEX).iload(WIDTH).iadd().istore(TO_INDEX);
    code.iinc(COUNT, -1).goto_(again).labelBinding(after);
    code.return_();
  }

  private void loadVector(CodeBuilder code, int array, int index, int shift) {
    MethodTypeDesc fromArray = MethodTypeDesc.of(type, SPECIES, element.arrayType(), CD_int);
    species(code).aload(array).iload(index).loadConstant(shift).iadd();
    code.invokestatic(type, "fromArray", fromArray);
  }

  private void storeVector(CodeBuilder code) {
    MethodTypeDesc intoArray = MethodTypeDesc.of(CD_void, element.arrayType(), CD_int);
    code.invokevirtual(type, "intoArray", intoArray);
  }

  private CodeBuilder species(CodeBuilder code) {
    return code.getstatic(type, "SPECIES_PREFERRED", SPECIES);
  }

  private int factor(int vector) {
    return FIRST + vector;
  }

  private int accumulator(int row, int vector) {
    return FIRST + vectors + row * vectors + vector;
  }

  private int start(int row) {
    return FIRST + vectors + rows * vectors + row;
  }
}
