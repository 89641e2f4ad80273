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
 * for (; length > 0; length--) {
 *   FloatVector b0 = FloatVector.fromArray(SPECIES, b, bi), b1 = ...
 *   FloatVector a0 = FloatVector.broadcast(SPECIES, a[ai]);
 *   c00 = a0.fma(b0, c00); c01 = a0.fma(b1, c01);
 *   ...
 *   ai += rows; bi += columns;
 * }
 * c00.intoArray(c, ci); ...
 * }</pre>
 */
final class ProductKernelWriter {
  private static final ClassDesc SUPER = ProductKernel.class.describeConstable().orElseThrow();
  private static final ClassDesc SPECIES = vector("VectorSpecies");
  private static final ClassDesc VECTOR = vector("Vector");

  // the parameters of run, as local variables
  private static final int A = 1;
  private static final int AI = 2;
  private static final int B = 3;
  private static final int BI = 4;
  private static final int LENGTH = 5;
  private static final int C = 6;
  private static final int CI = 7;
  private static final int STRIDE = 8;
  private static final int FACTOR = 9;
  private static final int FIRST = 10;

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
    MethodTypeDesc run =
        MethodTypeDesc.of(
            CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int);
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
                    .withMethodBody("run", run, ClassFile.ACC_PUBLIC, this::writeRun));
  }

  private void writeRun(CodeBuilder code) {
    for (int array : new int[] {A, B, C}) {
      code.aload(array).checkcast(element.arrayType()).astore(array);
    }
    moveTile(code, true);
    Label loop = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(loop).iload(LENGTH).ifle(end);
    writeStep(code);
    code.iinc(AI, rows).iinc(BI, vectors * lanes).iinc(LENGTH, -1).goto_(loop);
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

  private void writeStep(CodeBuilder code) {
    MethodTypeDesc broadcast = MethodTypeDesc.of(type, SPECIES, element);
    MethodTypeDesc fma = MethodTypeDesc.of(type, VECTOR, VECTOR);
    for (int j = 0; j < vectors; j++) {
      loadVector(code, B, BI, j * lanes);
      code.astore(factor(j));
    }
    for (int i = 0; i < rows; i++) {
      species(code).aload(A).iload(AI).loadConstant(i).iadd().arrayLoad(kind);
      code.invokestatic(type, "broadcast", broadcast).astore(FACTOR);
      for (int j = 0; j < vectors; j++) {
        code.aload(FACTOR).aload(factor(j)).aload(accumulator(i, j));
        code.invokevirtual(type, "fma", fma).astore(accumulator(i, j));
      }
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
}
