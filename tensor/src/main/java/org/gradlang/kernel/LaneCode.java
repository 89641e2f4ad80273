package org.gradlang.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The code of the functions of {@link FloatLanes} and its like, or of {@link DoubleLanes}, to be
 * written into loops in the place of calls.
 *
 * <p>The JVM puts a method into the loop that calls it until there are 18000 nodes, which two
 * copies of a tanh exceed, and what it then leaves out makes boxed vectors. The vectors' own
 * methods it always puts in; so a loop that calls nothing else has no such end. The functions have
 * no branches: their code is copied as it stands, with other local variables.
 */
final class LaneCode {
  private static final String SHORT = "OfOrdinary";
  private static final String KEY = "Key";

  /** Methods that are no functions of vectors. */
  private static final Set<String> BESIDE = Set.of("<init>", "<clinit>", "loadClasses");

  private static final ClassDesc FLOATS = vector("FloatVector");
  private static final ClassDesc INTS = vector("IntVector");
  private static final ClassDesc LONGS = vector("LongVector");

  private final Set<ClassDesc> owners = new HashSet<>();
  private final ClassDesc type; // of the vectors it works on
  private final Map<String, MethodModel> methods = new HashMap<>();

  /** The classes of fields with vectors of one number. */
  private final Map<String, ClassDesc> constants = new HashMap<>();

  private LaneCode(ClassDesc type) {
    this.type = type;
  }

  private void add(ClassModel model) {
    ClassDesc owner = model.thisClass().asSymbol();
    owners.add(owner);
    for (MethodModel method : model.methods()) {
      String name = method.methodName().stringValue();
      if (!method.flags().has(AccessFlag.SYNTHETIC) && !BESIDE.contains(name)) {
        requireNew(name, methods.put(name, method));
      }
    }
    for (FieldModel field : model.fields()) {
      if (field.fieldTypeSymbol().equals(type)) {
        String name = field.fieldName().stringValue();
        requireNew(name, constants.put(name, owner));
      }
    }
  }

  private static void requireNew(String name, @Nullable Object before) {
    if (before != null) {
      throw new IllegalStateException("two functions or constants have the name " + name);
    }
  }

  private static ClassDesc vector(String name) {
    return ClassDesc.of("jdk.incubator.vector." + name);
  }

  /** Of the functions of float32. */
  static LaneCode floats() {
    return of(FLOATS, FloatLanes.class, AngleLanes.class, QuotientLanes.class, PowerLanes.class);
  }

  /** Of the functions of float64. */
  static LaneCode doubles() {
    return of(vector("DoubleVector"), DoubleLanes.class);
  }

  private static LaneCode of(ClassDesc type, Class<?>... classes) {
    LaneCode code = new LaneCode(type);
    for (Class<?> lanes : classes) {
      String file = lanes.getSimpleName() + ".class";
      try (InputStream stream = Objects.requireNonNull(lanes.getResourceAsStream(file))) {
        code.add(ClassFile.of().parse(stream.readAllBytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return code;
  }

  /** Whether there is a function of this name. */
  boolean has(String function) {
    return methods.containsKey(function);
  }

  /**
   * Whether there is also a form of this function that is right for ordinary elements alone. {@link
   * FloatLanes} has it under the function's name with {@code OfOrdinary}, and with {@code Key} what
   * takes the greatest key so far and the arguments, and gives the greater one of theirs and that.
   */
  boolean hasShortForm(String function) {
    return has(function + SHORT);
  }

  /** What {@link #write} takes for the short form of a function. */
  static String shortForm(String function) {
    return function + SHORT;
  }

  /**
   * What {@link #write} takes for the keys of its arguments, which come after the greatest one so
   * far on the stack.
   */
  static String key(String function) {
    return function + KEY;
  }

  /** The fields with vectors of one number that a function reads. */
  Set<String> constants(String function) {
    Set<String> names = new LinkedHashSet<>();
    for (CodeElement element : code(function)) {
      if (element instanceof InvokeInstruction call && isOwn(call)) {
        names.addAll(constants(call.name().stringValue()));
      } else if (element instanceof FieldInstruction field && isConstant(field)) {
        names.add(field.name().stringValue());
      }
    }
    return names;
  }

  /**
   * Leaves a field's vector on the stack, as the result of operations that change nothing of it. A
   * vector in a field is an array, and a loop that writes to arrays of the same kind, which might
   * be that one, would read it in each round.
   */
  void writeConstant(CodeBuilder code, String name) {
    ClassDesc bits = type.equals(FLOATS) ? INTS : LONGS;
    String there = type.equals(FLOATS) ? "reinterpretAsInts" : "reinterpretAsLongs";
    String back = type.equals(FLOATS) ? "reinterpretAsFloats" : "reinterpretAsDoubles";
    code.getstatic(Objects.requireNonNull(constants.get(name)), name, type)
        .invokevirtual(type, there, MethodTypeDesc.of(bits))
        .invokevirtual(bits, back, MethodTypeDesc.of(type));
  }

  /** How many operations on vectors a function is. */
  int size(String function) {
    int size = 0;
    for (CodeElement element : code(function)) {
      if (element instanceof InvokeInstruction call) {
        size += isOwn(call) ? size(call.name().stringValue()) : 1;
      }
    }
    return size;
  }

  /**
   * Writes a function, which takes its arguments from the stack and leaves its value there.
   *
   * @param free the first local variable that it may use
   * @param constants the local variables that have the vectors of fields
   */
  void write(CodeBuilder code, String function, int free, Map<String, Integer> constants) {
    CodeAttribute body = code(function);
    MethodTypeDesc type = Objects.requireNonNull(methods.get(function)).methodTypeSymbol();
    storeArguments(code, type, free);
    int end = free + body.maxLocals();
    for (CodeElement element : body) {
      switch (element) {
        case LoadInstruction load -> code.loadLocal(load.typeKind(), free + load.slot());
        case StoreInstruction store -> code.storeLocal(store.typeKind(), free + store.slot());
        case InvokeInstruction call when isOwn(call) ->
            write(code, call.name().stringValue(), end, constants);
        case FieldInstruction field when constants.containsKey(field.name().stringValue()) ->
            code.aload(constants.get(field.name().stringValue()));
        case ReturnInstruction _ -> {} // the last: the value is on the stack
        case BranchInstruction _, IncrementInstruction _ ->
            throw new IllegalStateException(function + " is not a plain formula");
        case Instruction other -> code.with(other);
        default -> {} // lines and names
      }
    }
  }

  private static void storeArguments(CodeBuilder code, MethodTypeDesc type, int free) {
    int slot = free;
    for (ClassDesc parameter : type.parameterList()) {
      slot += TypeKind.from(parameter).slotSize();
    }
    for (int i = type.parameterCount() - 1; i >= 0; i--) {
      TypeKind kind = TypeKind.from(type.parameterType(i));
      slot -= kind.slotSize();
      code.storeLocal(kind, slot);
    }
  }

  private boolean isOwn(InvokeInstruction call) {
    return call.opcode() == Opcode.INVOKESTATIC && owners.contains(call.owner().asSymbol());
  }

  private boolean isConstant(FieldInstruction field) {
    return owners.contains(field.owner().asSymbol()) && field.typeSymbol().equals(type);
  }

  private CodeAttribute code(String function) {
    MethodModel method = Objects.requireNonNull(methods.get(function), function);
    return (CodeAttribute) method.code().orElseThrow();
  }
}
