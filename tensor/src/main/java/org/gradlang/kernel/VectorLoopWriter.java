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
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gradlang.tensor.DType;

/**
 * Writes steps of a program as bytecode: each input is loaded once, all values between are local
 * variables, which stay in registers, and each output is stored once. So are the vectors of one
 * number that functions find in fields ({@link LaneCode#writeConstant}): read where they are used,
 * they were read in each round, and a million exp took 375 us instead of 184, erf 1039 instead of
 * 610.
 *
 * <pre>{@code
 * float[] a0 = (float[]) arrays[0], a1 = ..., a5 = ...
 * int i0 = indices[0], ...
 * FloatVector v2 = FloatVector.broadcast(SPECIES, ((float[]) arrays[2])[indices[2]]);
 * FloatVector c6 = FloatLanes.ONE ...
 * for (int i = 0; i <= n - lanes; i += lanes) {
 *   FloatVector v0 = FloatVector.fromArray(SPECIES, a0, i0 + i), v1 = ...
 *   FloatVector v4 = v0.mul(v1);
 *   FloatVector v5 = v4.add(v2);
 *   v5.intoArray(a5, i5 + i);
 * }
 * }</pre>
 *
 * <p>All elements are loaded before any of the same place is stored, so that an output may stand
 * where an input does.
 */
final class VectorLoopWriter {
  private static final ClassDesc SUPER = VectorLoop.class.describeConstable().orElseThrow();
  private static final ClassDesc SPECIES = vector("VectorSpecies");
  private static final int ARRAYS = 1;
  private static final int INDICES = 2;
  private static final int N = 3;
  private static final int I = 4;
  private static final int FIRST = 5;

  private final ProgramPart part;
  private final BitSet uniform;
  private final LaneCode lanes;
  private final int width;
  private final int copies;
  private final boolean isShort;
  private final ClassDesc element;
  private final ClassDesc type;
  private final Map<Integer, Integer> arrays = new HashMap<>(); // local variables by slot
  private final Map<Integer, Integer> indices = new HashMap<>();
  private final List<Map<Integer, Integer>> values = new ArrayList<>(); // likewise, by copy
  private final Map<String, Integer> constants = new LinkedHashMap<>(); // likewise, by field
  private int free = FIRST;
  private int keys; // the local variable of the greatest key

  private VectorLoopWriter(
      ProgramPart part,
      BitSet uniform,
      DType dtype,
      LaneCode lanes,
      int width,
      int copies,
      boolean isShort) {
    boolean isDouble = dtype == DType.FLOAT64;
    this.part = part;
    this.uniform = uniform;
    this.lanes = lanes;
    this.width = width;
    this.copies = copies;
    this.isShort = isShort;
    for (int copy = 0; copy < copies; copy++) {
      values.add(new HashMap<>());
    }
    this.element = isDouble ? CD_double : CD_float;
    this.type = vector(isDouble ? "DoubleVector" : "FloatVector");
  }

  private static ClassDesc vector(String name) {
    return ClassDesc.of("jdk.incubator.vector." + name);
  }

  /**
   * A loop for these steps.
   *
   * @param uniform the slots that hold one number for all elements
   * @param dtype float32 or float64
   * @param lanes the code of its functions
   * @param width how many elements a vector has
   * @param copies how many vectors are computed side by side: the processor has other work then
   *     while it waits for a result
   */
  static VectorLoop write(
      ProgramPart part, BitSet uniform, DType dtype, LaneCode lanes, int width, int copies) {
    return define(
        new VectorLoopWriter(part, uniform, dtype, lanes, width, copies, false).classBytes());
  }

  /** The same with the short forms of functions of float32, where they have one. */
  static VectorLoop writeShort(
      ProgramPart part, BitSet uniform, DType dtype, LaneCode lanes, int width, int copies) {
    return define(
        new VectorLoopWriter(part, uniform, dtype, lanes, width, copies, true).classBytes());
  }

  private static VectorLoop define(byte[] bytes) {
    try {
      return (VectorLoop)
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // what we wrote ourselves can be defined
    }
  }

  private byte[] classBytes() {
    MethodTypeDesc run =
        MethodTypeDesc.of(CD_boolean, CD_Object.arrayType(), CD_int.arrayType(), CD_int);
    return ClassFile.of()
        .build(
            ClassDesc.of("org.gradlang.kernel.Vectors"),
            builder ->
                builder
                    .withInterfaceSymbols(SUPER)
                    .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withMethodBody(
                        ConstantDescs.INIT_NAME,
                        ConstantDescs.MTD_void,
                        ClassFile.ACC_PUBLIC,
                        code ->
                            code.aload(0)
                                .invokespecial(
                                    CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                                .return_())
                    .withMethodBody("run", run, ClassFile.ACC_PUBLIC, this::writeRun));
  }

  private void writeRun(CodeBuilder code) {
    BitSet slots = (BitSet) part.inputs().clone();
    slots.or(part.outputs());
    slots.stream().forEach(slot -> bind(code, slot));
    part.steps().forEach(step -> bindConstants(code, step.primitive().name()));
    code.iconst_0().istore(I);
    if (isShort) {
      keys = free++;
      lanes.write(code, "noKey", free, constants);
      code.astore(keys);
    }
    if (copies > 1) {
      writeRounds(code, copies);
    }
    writeRounds(code, 1);
    if (isShort) {
      code.aload(keys);
      lanes.write(code, "areOther", free, constants);
    } else {
      code.iconst_0();
    }
    code.iconst_1().ixor().ireturn();
  }

  /** As many rounds of so many vectors as there are elements for. */
  private void writeRounds(CodeBuilder code, int vectors) {
    Label again = code.newLabel();
    Label after = code.newLabel();
    code.labelBinding(again).iload(I).iload(N);
    code.loadConstant(vectors * width).isub().if_icmpgt(after);
    for (int copy = 0; copy < vectors; copy++) {
      int own = copy;
      part.inputs().stream()
          .filter(slot -> !isUniform(slot))
          .forEach(slot -> load(code, slot, own));
    }
    for (Program.Step step : part.steps()) {
      for (int copy = 0; copy < vectors; copy++) {
        write(code, step, copy);
      }
    }
    for (int copy = 0; copy < vectors; copy++) {
      int own = copy;
      part.outputs().stream().forEach(slot -> store(code, slot, own));
    }
    code.iinc(I, vectors * width).goto_(again);
    code.labelBinding(after);
  }

  private boolean isUniform(int slot) {
    return uniform.get(slot) && !part.outputs().get(slot);
  }

  /** Finds a slot's elements; of a number makes a vector. */
  private void bind(CodeBuilder code, int slot) {
    MethodTypeDesc broadcast = MethodTypeDesc.of(type, SPECIES, element);
    if (isUniform(slot)) {
      species(code);
    }
    code.aload(ARRAYS).loadConstant(slot).aaload().checkcast(element.arrayType());
    if (isUniform(slot)) {
      code.aload(INDICES).loadConstant(slot).iaload();
      if (element == CD_double) {
        code.daload();
      } else {
        code.faload();
      }
      code.invokestatic(type, "broadcast", broadcast).astore(value(slot, 0));
      return;
    }
    arrays.put(slot, free++);
    indices.put(slot, free++);
    code.astore(arrays.get(slot));
    code.aload(INDICES).loadConstant(slot).iaload().istore(indices.get(slot));
  }

  /** Puts the vectors of fields that a function reads into local variables. */
  private void bindConstants(CodeBuilder code, String name) {
    if (isShort && lanes.hasShortForm(name)) {
      bind(code, lanes.constants(LaneCode.shortForm(name)));
      bind(code, lanes.constants(LaneCode.key(name)));
    } else {
      bind(code, lanes.constants(name));
    }
  }

  private void bind(CodeBuilder code, Set<String> fields) {
    for (String field : fields) {
      if (!constants.containsKey(field)) {
        lanes.writeConstant(code, field);
        constants.put(field, free);
        code.astore(free++);
      }
    }
  }

  private void load(CodeBuilder code, int slot, int copy) {
    MethodTypeDesc fromArray = MethodTypeDesc.of(type, SPECIES, element.arrayType(), CD_int);
    species(code);
    place(code, slot, copy);
    code.invokestatic(type, "fromArray", fromArray).astore(value(slot, copy));
  }

  private void store(CodeBuilder code, int slot, int copy) {
    MethodTypeDesc intoArray = MethodTypeDesc.of(CD_void, element.arrayType(), CD_int);
    code.aload(value(slot, copy));
    place(code, slot, copy);
    code.invokevirtual(type, "intoArray", intoArray);
  }

  private void place(CodeBuilder code, int slot, int copy) {
    code.aload(arrays.get(slot)).iload(indices.get(slot)).iload(I).iadd();
    if (copy > 0) {
      code.loadConstant(copy * width).iadd();
    }
  }

  private void write(CodeBuilder code, Program.Step step, int copy) {
    String name = step.primitive().name();
    boolean inShort = isShort && lanes.hasShortForm(name);
    if (inShort) {
      code.aload(keys);
      arguments(code, step, copy);
      lanes.write(code, LaneCode.key(name), free, constants);
      code.astore(keys);
    }
    arguments(code, step, copy);
    int out = value(step.out(), copy);
    lanes.write(code, inShort ? LaneCode.shortForm(name) : name, free, constants);
    code.astore(out);
  }

  private void arguments(CodeBuilder code, Program.Step step, int copy) {
    ProgramPart.reads(step).forEach(slot -> code.aload(value(slot, copy)));
  }

  private void species(CodeBuilder code) {
    code.getstatic(type, "SPECIES_PREFERRED", SPECIES);
  }

  private int value(int slot, int copy) {
    int own = isUniform(slot) ? 0 : copy;
    return values.get(own).computeIfAbsent(slot, _ -> free++);
  }
}
