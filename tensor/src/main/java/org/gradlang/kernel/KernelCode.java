package org.gradlang.kernel;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.gradlang.tensor.DType;

/** What the methods of a {@link ProductKernel} consist of, as bytecode: vectors, and loops. */
final class KernelCode {
  /** The local variable that loops count. */
  static final int P = 15;

  /** Local variables for an index, and for another. */
  static final int AT = 16;

  static final int ROW = 17;

  /** The first local variable for what a method needs beside these. */
  static final int FIRST = 18;

  private static final ClassDesc SPECIES = vector("VectorSpecies");
  private static final ClassDesc VECTOR = vector("Vector");

  private final ClassDesc element;
  private final ClassDesc type;
  private final TypeKind kind;
  private final int lanes;

  /** Vectors of whole numbers with as many bits as an element. */
  private final ClassDesc bits;

  /** For vectors of {@code lanes} elements. */
  KernelCode(DType dtype, int lanes) {
    boolean isDouble = dtype == DType.FLOAT64;
    this.element = isDouble ? CD_double : CD_float;
    this.type = vector(isDouble ? "DoubleVector" : "FloatVector");
    this.kind = isDouble ? TypeKind.DOUBLE : TypeKind.FLOAT;
    this.lanes = lanes;
    this.bits = vector(isDouble ? "LongVector" : "IntVector");
  }

  private static ClassDesc vector(String name) {
    return ClassDesc.of("jdk.incubator.vector." + name);
  }

  int lanes() {
    return lanes;
  }

  /** Lets a parameter be an array of elements. */
  void cast(CodeBuilder code, int array) {
    code.aload(array).checkcast(element.arrayType()).astore(array);
  }

  /** {@code for (; p < end; p += steps)}. */
  static void loop(CodeBuilder code, int end, int steps, Runnable body) {
    Label again = code.newLabel();
    Label after = code.newLabel();
    code.labelBinding(again).iload(P).iload(end).if_icmpge(after);
    body.run();
    code.iinc(P, steps).goto_(again);
    code.labelBinding(after);
  }

  /** Pushes {@code first + p * each}. */
  static CodeBuilder linear(CodeBuilder code, int first, int each) {
    return code.iload(first).iload(P).loadConstant(each).imul().iadd();
  }

  /** Pushes the smaller one of two numbers that are there. */
  static CodeBuilder min(CodeBuilder code) {
    ClassDesc math = ClassDesc.of("java.lang.Math");
    return code.invokestatic(math, "min", MethodTypeDesc.of(CD_int, CD_int, CD_int));
  }

  /** Pushes the vector at {@code array[index + shift]}. */
  void load(CodeBuilder code, int array, int index, int shift) {
    species(code).aload(array).iload(index).loadConstant(shift).iadd();
    fromArray(code);
  }

  /** Replaces a species, an array and an index by the vector there. */
  void fromArray(CodeBuilder code) {
    MethodTypeDesc fromArray = MethodTypeDesc.of(type, SPECIES, element.arrayType(), CD_int);
    code.invokestatic(type, "fromArray", fromArray);
  }

  /** Stores a vector: it, the array and an index are there. */
  void store(CodeBuilder code) {
    MethodTypeDesc intoArray = MethodTypeDesc.of(CD_void, element.arrayType(), CD_int);
    code.invokevirtual(type, "intoArray", intoArray);
  }

  /** Pushes a vector of zeros. */
  void zero(CodeBuilder code) {
    species(code).invokestatic(type, "zero", MethodTypeDesc.of(type, SPECIES));
  }

  /** Replaces a species, an array and an index by a vector of the element there. */
  void broadcastElement(CodeBuilder code) {
    code.arrayLoad(kind);
    broadcast(code);
  }

  /** Replaces a species and a double by a vector of it. */
  void broadcastDouble(CodeBuilder code) {
    if (kind == TypeKind.FLOAT) {
      code.d2f();
    }
    broadcast(code);
  }

  private void broadcast(CodeBuilder code) {
    code.invokestatic(type, "broadcast", MethodTypeDesc.of(type, SPECIES, element));
  }

  /** Replaces three vectors by the first times the second plus the third. */
  void fma(CodeBuilder code) {
    code.invokevirtual(type, "fma", MethodTypeDesc.of(type, VECTOR, VECTOR));
  }

  /** Replaces two vectors by their sum. */
  void add(CodeBuilder code) {
    code.invokevirtual(type, "add", MethodTypeDesc.of(type, VECTOR));
  }

  boolean isDouble() {
    return kind == TypeKind.DOUBLE;
  }

  /** Replaces a vector by its bits as whole numbers. */
  void toBits(CodeBuilder code) {
    String name = isDouble() ? "reinterpretAsLongs" : "reinterpretAsInts";
    code.invokevirtual(type, name, MethodTypeDesc.of(bits));
  }

  /** Replaces bits by the vector that has them. */
  void fromBits(CodeBuilder code) {
    String name = isDouble() ? "reinterpretAsDoubles" : "reinterpretAsFloats";
    code.invokevirtual(bits, name, MethodTypeDesc.of(type));
  }

  /** Replaces an order and bits of two vectors by those elements of both, in that order. */
  void select(CodeBuilder code) {
    code.invokevirtual(bits, "selectFrom", MethodTypeDesc.of(bits, VECTOR, VECTOR));
  }

  /** Pushes the whole numbers that a static array of a class begins with. */
  CodeBuilder loadBits(CodeBuilder code, ClassDesc owner, String name) {
    ClassDesc array = (isDouble() ? CD_long : CD_int).arrayType();
    code.getstatic(bits, "SPECIES_PREFERRED", SPECIES).getstatic(owner, name, array).iconst_0();
    return code.invokestatic(bits, "fromArray", MethodTypeDesc.of(bits, SPECIES, array, CD_int));
  }

  /** Pushes the species. */
  CodeBuilder species(CodeBuilder code) {
    return code.getstatic(type, "SPECIES_PREFERRED", SPECIES);
  }
}
