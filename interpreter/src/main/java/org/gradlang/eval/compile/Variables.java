package org.gradlang.eval.compile;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The variables of a unit by their slots: of which kind each is, and which of the JVM's local
 * variables hold it. Passes over the unit go on until they learn nothing new.
 */
final class Variables {
  /** What a variable is known to hold when the unit begins; NOTHING where it has no value. */
  private final IntFunction<Kind> before;

  private final Map<Integer, Variable> bySlot = new TreeMap<>();
  private boolean changed;

  /** One variable: the fast copy's own local where its kind is primitive, and the plain one. */
  static final class Variable {
    Kind kind;
    boolean assigned;
    boolean grows;
    int fast = -1;
    int plain = -1;

    Variable(Kind kind) {
      this.kind = kind;
    }
  }

  Variables(IntFunction<Kind> before) {
    this.before = before;
  }

  /** Begins a pass: every variable that is known gets its locals, which hold nothing yet. */
  void begin(CodeBuilder code) {
    changed = false;
    for (Variable variable : bySlot.values()) {
      allocate(code, variable);
      code.aconst_null().astore(variable.plain);
      switch (variable.kind) {
        case LONG -> code.lconst_0().lstore(variable.fast);
        case DOUBLE -> code.dconst_0().dstore(variable.fast);
        case BOOL -> code.iconst_0().istore(variable.fast);
        case NOTHING, OBJECT -> {}
      }
    }
  }

  private static void allocate(CodeBuilder code, Variable variable) {
    variable.plain = code.allocateLocal(TypeKind.REFERENCE);
    variable.fast =
        variable.kind.isPrimitive() ? code.allocateLocal(variable.kind.typeKind) : variable.plain;
  }

  /** Whether this pass learned something that its beginning should have known. */
  boolean changed() {
    return changed;
  }

  Variable at(int slot, CodeBuilder code) {
    Variable known = bySlot.get(slot);
    if (known != null) {
      return known;
    }
    Variable variable = new Variable(before.apply(slot));
    bySlot.put(slot, variable);
    allocate(code, variable);
    changed = true;
    return variable;
  }

  /** Says that a variable also gets values of a kind. */
  void assign(Variable variable, Kind kind) {
    Kind joined = variable.kind.join(kind);
    changed |= joined != variable.kind || !variable.assigned;
    variable.kind = joined;
    variable.assigned = true;
  }

  /** Says that a variable may hold a {@link org.gradlang.eval.GrowingText} from here on. */
  void grow(Variable variable) {
    changed |= !variable.grows;
    variable.grows = true;
  }

  boolean mayGrow(Variable variable) {
    return variable.grows;
  }

  Map<Integer, Variable> bySlot() {
    return bySlot;
  }
}
