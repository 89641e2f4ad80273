package org.gradlang.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
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
import org.gradlang.tensor.DType;

/**
 * Writes {@link ProductKernel}s as bytecode: the accumulators must be local variables to stay in
 * registers, and how many there are depends on the processor.
 *
 * <pre>{@code
 * FloatVector c00 = FloatVector.fromArray(SPECIES, c, ci), c01 = ..., c10 = ...
 * for (int p = 0; p < length; p++) {
 *   int at = bi + steps[p];
 *   FloatVector b0 = FloatVector.fromArray(SPECIES, b, at), b1 = ...
 *   FloatVector a0 = FloatVector.broadcast(SPECIES, a[ai]);
 *   c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
 *   ...
 *   ai += rows;
 * }
 * c00.intoArray(c, ci); ...
 * }</pre>
 *
 * <p>The form over rows reads b in order, from {@code bi} on, and {@code a[starts[i] + steps[p]]}
 * in row i.
 */
final class ProductKernelWriter {
  private static final ClassDesc SUPER = ProductKernel.class.describeConstable().orElseThrow();
  private static final ClassDesc SPECIES = vector("VectorSpecies");
  private static final ClassDesc VECTOR = vector("Vector");

  // the parameters of both methods, as local variables
  private static final int A = 1;
  private static final int AI = 2;
  private static final int B = 3;
  private static final int BI = 4;
  private static final int STEPS = 5;
  private static final int LENGTH = 6;
  private static final int C = 7;
  private static final int CI = 8;
  private static final int STRIDE = 9;

  /** Where the steps begin, and the starts of rows: parameters of the form over rows. */
  private static final int STEP = 10;

  private static final int STARTS = 11;
  private static final int START = 12;

  private static final int P = 13;
  private static final int AT = 14;
  private static final int FACTOR = 15;
  private static final int FIRST = 16;

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
    MethodTypeDesc run =
        MethodTypeDesc.of(
            CD_void, CD_Object, CD_int, CD_Object, CD_int, ints, CD_int, CD_Object, CD_int, CD_int);
    MethodTypeDesc overRows = run.insertParameterTypes(9, CD_int, ints, CD_int);
    return ClassFile.of()
        .build(
            ClassDesc.of("org.gradlang.kernel.SimdProduct"),
            builder ->
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
                                .return_())
                    .withMethodBody("run", run, ClassFile.ACC_PUBLIC, code -> write(code, false))
                    .withMethodBody(
                        "overRows", overRows, ClassFile.ACC_PUBLIC, code -> write(code, true)));
  }

  private void write(CodeBuilder code, boolean overRows) {
    for (int array : new int[] {A, B, C}) {
      code.aload(array).checkcast(element.arrayType()).astore(array);
    }
    for (int i = 0; overRows && i < rows; i++) {
      code.aload(STARTS).iload(START).loadConstant(i).iadd().iaload();
      code.iload(AI).iadd().istore(start(i));
    }
    moveTile(code, true);
    Label loop = code.newLabel();
    Label end = code.newLabel();
    code.iconst_0().istore(P);
    code.labelBinding(loop).iload(P).iload(LENGTH).if_icmpge(end);
    writeStep(code, overRows);
    code.iinc(P, 1).goto_(loop);
    code.labelBinding(end);
    moveTile(code, false);
    code.return_();
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
          code.invokevirtual(
              type, "intoArray", MethodTypeDesc.of(CD_void, element.arrayType(), CD_int));
        }
      }
      code.iload(CI).iload(STRIDE).iadd().istore(CI);
    }
    code.iload(CI).iload(STRIDE).loadConstant(rows).imul().isub().istore(CI);
  }

  private void writeStep(CodeBuilder code, boolean overRows) {
    MethodTypeDesc broadcast = MethodTypeDesc.of(type, SPECIES, element);
    MethodTypeDesc fma = MethodTypeDesc.of(type, VECTOR, VECTOR);
    if (overRows) {
      code.aload(STEPS).iload(STEP).iload(P).iadd().iaload().istore(AT);
    } else {
      code.aload(STEPS).iload(P).iaload().iload(BI).iadd().istore(AT);
    }
    for (int j = 0; j < vectors; j++) {
      loadVector(code, B, overRows ? BI : AT, j * lanes);
      code.astore(factor(j));
    }
    for (int i = 0; i < rows; i++) {
      species(code).aload(A);
      if (overRows) {
        code.iload(start(i)).iload(AT).iadd();
      } else {
        code.iload(AI).loadConstant(i).iadd();
      }
      code.arrayLoad(kind).invokestatic(type, "broadcast", broadcast).astore(FACTOR);
      for (int j = 0; j < vectors; j++) {
        code.aload(FACTOR).aload(factor(j)).aload(accumulator(i, j));
        code.invokevirtual(type, "fma", fma).astore(accumulator(i, j));
      }
    }
    if (overRows) {
      code.iinc(BI, vectors * lanes);
    } else {
      code.iinc(AI, rows);
    }
  }

  private void loadVector(CodeBuilder code, int array, int index, int shift) {
    MethodTypeDesc fromArray = MethodTypeDesc.of(type, SPECIES, element.arrayType(), CD_int);
    species(code).aload(array).iload(index).loadConstant(shift).iadd();
    code.invokestatic(type, "fromArray", fromArray);
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
