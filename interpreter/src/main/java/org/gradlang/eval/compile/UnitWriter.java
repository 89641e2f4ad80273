package org.gradlang.eval.compile;

import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.eval.Node;
import org.jspecify.annotations.Nullable;

/**
 * Writes the class of a unit, in passes: each begins with what the one before learned of the kinds
 * of variables, and the first that learns nothing new is kept.
 */
abstract class UnitWriter {
  static final ClassDesc UNIT = desc(Unit.class);
  static final ClassDesc SELF = ClassDesc.of("org.gradlang.eval.compile.Code");

  /**
   * The JVM never compiles methods of more than 8000 bytes; a value that a unit computes takes
   * about ten in each copy, and some more on the ways between them.
   */
  private static final int MOST_VALUES = 250;

  private static final int MOST_PASSES = 20;
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final Variables variables;
  private final IdentityHashMap<Object, Label> arrivals = new IdentityHashMap<>();
  private final List<Deoptimization> waysOut = new ArrayList<>();
  private final IdentityHashMap<Node, Kind> joins = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Integer> kept = new IdentityHashMap<>();
  private Constants constants = new Constants();
  private boolean joinsChanged;
  private int values;

  UnitWriter(Variables variables) {
    this.variables = variables;
  }

  static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  /** The class that the unit's extends. */
  abstract ClassDesc superclass();

  /** Writes the unit's methods. */
  abstract void writeMethods(ClassBuilder builder);

  /** Writes the end of the unit with the value on top of the stack. */
  abstract void leave(Emitter to);

  /** Writes the end of a round after which nodes go on. */
  abstract void leaveRound(Emitter to);

  /** The function that is written, where it is one. */
  @Nullable FunctionWriter function() {
    return null;
  }

  /** The local that holds the captured cells. */
  abstract int capturedLocal();

  /** Whether a pass learned something new besides the variables. */
  boolean changed() {
    return joinsChanged;
  }

  /** The unit, or null where a node of it cannot be compiled, or it is too long. */
  @Nullable Unit write() {
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      try {
        return define(ClassFile.of(resolver()).build(SELF, this::writeClass));
      } catch (Unsettled _) {
        // the next pass knows more
      } catch (Unsupported _) {
        return null;
      }
    }
    return null;
  }

  private static ClassFile.Option resolver() {
    ClassLoader loader = UnitWriter.class.getClassLoader();
    return ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofClassLoading(loader));
  }

  private void writeClass(ClassBuilder builder) {
    constants = new Constants();
    values = 0;
    joinsChanged = false;
    builder.withSuperclass(superclass()).withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER);
    MethodTypeDesc nothing = MethodTypeDesc.of(CD_void);
    builder.withMethodBody(
        ConstantDescs.INIT_NAME,
        nothing,
        ClassFile.ACC_PUBLIC,
        code ->
            code.aload(0)
                .invokespecial(superclass(), ConstantDescs.INIT_NAME, nothing)
                .aload(0)
                .putstatic(SELF, "unit", UNIT)
                .return_());
    builder.withField("unit", UNIT, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC);
    writeMethods(builder);
    constants.declare(builder);
  }

  /** Begins the method that holds the unit's code; locals of the pass before are void. */
  void begin(CodeBuilder code) {
    arrivals.clear();
    waysOut.clear();
    kept.clear();
    variables.begin(code);
  }

  /** Puts the unit itself on the stack. */
  void loadUnit(Emitter to) {
    to.code().getstatic(SELF, "unit", UNIT);
  }

  /** Writes the ways from the fast copy to the plain one, out of the way of both. */
  void writeWaysOut(Emitter fast) {
    waysOut.forEach(fast::write);
  }

  /** Ends it: a pass that learned something was in vain. */
  void settle() {
    if (variables.changed() || changed()) {
      throw new Unsettled();
    }
  }

  private Unit define(byte[] bytes) {
    try {
      return (Unit)
          LOOKUP
              .defineHiddenClassWithClassData(bytes, constants.values(), true)
              .lookupClass()
              .getConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e); // what we wrote ourselves can be defined
    }
  }

  Constants constants() {
    return constants;
  }

  Variables variables() {
    return variables;
  }

  Map<Object, Label> arrivals() {
    return arrivals;
  }

  List<Deoptimization> waysOut() {
    return waysOut;
  }

  /** Counts a value that the code computes. */
  void count() {
    if (++values > 2 * MOST_VALUES) {
      throw new Unsupported();
    }
  }

  /** Says that one way through a node leaves a kind; the answer is that of all ways. */
  Kind join(Node node, Kind kind) {
    Kind before = joined(node);
    Kind joined = before.join(kind);
    joinsChanged |= joined != before;
    joins.put(node, joined);
    return joined;
  }

  Kind joined(Node node) {
    return joins.getOrDefault(node, Kind.NOTHING);
  }

  /**
   * The local that holds an object which a node works with, the same in both copies: what a loop
   * goes through, what a comprehension fills.
   */
  int kept(Object node, CodeBuilder code) {
    return kept.computeIfAbsent(node, _ -> code.allocateLocal(TypeKind.REFERENCE));
  }
}
