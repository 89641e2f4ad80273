package org.gradlang.eval.compile;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.gradlang.eval.compile.Deoptimization.Local;
import org.gradlang.eval.expression.BinaryOperation;
import org.gradlang.eval.expression.Comparison;
import org.gradlang.eval.expression.Subscript;
import org.gradlang.eval.expression.UnaryOperation;
import org.gradlang.syntax.BinaryOperator;
import org.gradlang.syntax.ComparisonOperator;

/** Writes operators. */
public final class OperatorEmitter {
  private static final ClassDesc NUMBERS = UnitWriter.desc(Numbers.class);
  private static final ClassDesc BINARY = UnitWriter.desc(BinaryOperation.class);

  private final Emitter to;

  OperatorEmitter(Emitter to) {
    this.to = to;
  }

  /** {@code a operator b} of the two values on top. */
  public void binary(BinaryOperation node) {
    BinaryOperator operator = node.operator();
    Kind both = operands(node, node.operands(), true);
    Kind result = result(operator, both);
    if (result == Kind.OBJECT) {
      objects();
      to.plainly("binary", 2, node, BinaryOperation.class);
      return;
    }
    to.pop();
    to.pop();
    switch (both) {
      case LONG -> longs(operator, node, result);
      case DOUBLE -> doubles(operator, node);
      case NOTHING -> to.code().pop2().aconst_null();
      case BOOL, OBJECT -> throw new IllegalStateException();
    }
    to.push(result);
  }

  /** The kind of an operator's value; OBJECT where the node itself must compute it. */
  private static Kind result(BinaryOperator operator, Kind operands) {
    return switch (operands) {
      case NOTHING -> Kind.NOTHING;
      case LONG ->
          switch (operator) {
            case ADD, SUBTRACT, MULTIPLY, FLOOR_DIVIDE, MODULO, BIT_AND, BIT_OR, BIT_XOR ->
                Kind.LONG;
            case DIVIDE -> Kind.DOUBLE;
            case POWER, MATRIX_MULTIPLY -> Kind.OBJECT;
          };
      case DOUBLE ->
          switch (operator) {
            case ADD, SUBTRACT, MULTIPLY, FLOOR_DIVIDE, MODULO, DIVIDE, POWER -> Kind.DOUBLE;
            case BIT_AND, BIT_OR, BIT_XOR, MATRIX_MULTIPLY -> Kind.OBJECT;
          };
      case BOOL, OBJECT -> Kind.OBJECT;
    };
  }

  private void longs(BinaryOperator operator, BinaryOperation node, Kind result) {
    CodeBuilder code = to.code();
    switch (operator) {
      case ADD -> numbers("add", node, CD_long, result);
      case SUBTRACT -> numbers("subtract", node, CD_long, result);
      case MULTIPLY -> numbers("multiply", node, CD_long, result);
      case DIVIDE -> numbers("divide", node, CD_long, result);
      case FLOOR_DIVIDE -> numbers("floorDivide", node, CD_long, result);
      case MODULO -> numbers("modulo", node, CD_long, result);
      case BIT_AND -> code.land();
      case BIT_OR -> code.lor();
      case BIT_XOR -> code.lxor();
      case POWER, MATRIX_MULTIPLY -> throw new IllegalStateException();
    }
  }

  private void doubles(BinaryOperator operator, BinaryOperation node) {
    CodeBuilder code = to.code();
    switch (operator) {
      case ADD -> code.dadd();
      case SUBTRACT -> code.dsub();
      case MULTIPLY -> code.dmul();
      case DIVIDE -> numbers("divide", node, CD_double, Kind.DOUBLE);
      case FLOOR_DIVIDE -> numbers("floorDivide", node, CD_double, Kind.DOUBLE);
      case MODULO -> numbers("modulo", node, CD_double, Kind.DOUBLE);
      case POWER -> numbers("power", node, CD_double, Kind.DOUBLE);
      case BIT_AND, BIT_OR, BIT_XOR, MATRIX_MULTIPLY -> throw new IllegalStateException();
    }
  }

  private void numbers(String name, BinaryOperation node, ClassDesc operand, Kind result) {
    to.known(node, BinaryOperation.class);
    MethodTypeDesc type = MethodTypeDesc.of(result.type, operand, operand, BINARY);
    to.code().invokestatic(NUMBERS, name, type);
  }

  /** A comparison's value: a bool, or what tensors give. */
  public void compare(Comparison node) {
    Kind both = node.isNumeric() ? operands(node, node.operands(), false) : objects();
    if (both == Kind.LONG || both == Kind.DOUBLE) {
      compareNumbers(node.operator(), both);
    } else {
      objects();
      to.plainly("compare", 2, node, Comparison.class);
    }
  }

  /** A comparison as a condition. */
  public void test(Comparison node) {
    Kind both = node.isNumeric() ? operands(node, node.operands(), false) : objects();
    if (both == Kind.LONG || both == Kind.DOUBLE) {
      compareNumbers(node.operator(), both);
    } else {
      objects();
      to.plainTest("test", 2, node, Comparison.class);
    }
  }

  private void compareNumbers(ComparisonOperator operator, Kind kind) {
    to.pop();
    to.pop();
    CodeBuilder code = to.code();
    if (kind == Kind.LONG) {
      code.lcmp();
    } else if (operator == ComparisonOperator.LESS || operator == ComparisonOperator.LESS_EQUAL) {
      code.dcmpg(); // nan is not less
    } else {
      code.dcmpl();
    }
    Label holds = code.newLabel();
    Label end = code.newLabel();
    code.branch(branch(operator), holds);
    code.iconst_0().goto_(end).labelBinding(holds).iconst_1().labelBinding(end);
    to.push(Kind.BOOL);
  }

  private static Opcode branch(ComparisonOperator operator) {
    return switch (operator) {
      case EQUAL -> Opcode.IFEQ;
      case NOT_EQUAL -> Opcode.IFNE;
      case LESS -> Opcode.IFLT;
      case LESS_EQUAL -> Opcode.IFLE;
      case GREATER -> Opcode.IFGT;
      case GREATER_EQUAL -> Opcode.IFGE;
      case IN, NOT_IN, IS, IS_NOT -> throw new IllegalArgumentException();
    };
  }

  /** {@code -a} and the like of the value on top. */
  public void unary(UnaryOperation node) {
    to.box();
    to.plainly("unary", 1, node, UnaryOperation.class);
  }

  /** {@code -a} of a float on top. */
  public boolean negateFloat() {
    Kind kind = to.pop();
    to.push(kind);
    if (kind == Kind.DOUBLE) {
      to.code().dneg();
    }
    return kind == Kind.DOUBLE;
  }

  /** {@code target[index]} of the two values on top. */
  public void subscript(Subscript node) {
    Kind index = to.pop();
    to.push(index);
    if (index == Kind.LONG && !node.chooses()) {
      to.pop();
      to.pop();
      to.known(node, Subscript.class);
      to.helper("element", CD_Object, CD_Object, CD_long, UnitWriter.desc(Subscript.class));
      to.push(Kind.OBJECT);
    } else {
      to.box();
      to.plainly("subscript", 2, node, Subscript.class);
    }
  }

  // ---- operands ----

  /** Makes objects of the two values on top. */
  private Kind objects() {
    Kind right = to.pop();
    Kind left = to.pop();
    to.push(left);
    to.push(right);
    to.box();
    if (left.isPrimitive()) {
      Local second = to.aside();
      to.box();
      to.load(second);
    }
    return Kind.OBJECT;
  }

  /**
   * Brings the two values on top to one kind: of both where it is known, of what the operator has
   * met so far where that can be told, and else to objects. The way to the plain copy is open where
   * the answer rests on hope.
   */
  private Kind operands(Object node, Operands seen, boolean mixes) {
    if (to.isPlain()) {
      objects();
      to.arrive(node);
      return Kind.OBJECT;
    }
    Kind right = to.pop();
    Kind left = to.pop();
    to.push(left);
    to.push(right);
    Kind both = agreed(left, right, seen.expected(), mixes);
    if (both == Kind.OBJECT) {
      return objects();
    }
    if (left != both || right != both) {
      bring(node, both);
    }
    return both;
  }

  private static Kind agreed(Kind left, Kind right, Kind expected, boolean mixes) {
    if (left == Kind.BOOL || right == Kind.BOOL) {
      return Kind.OBJECT;
    }
    if (left.isPrimitive() && right.isPrimitive()) {
      return left == right ? left : mixes ? Kind.DOUBLE : Kind.OBJECT;
    }
    boolean fits =
        (left == expected || !left.isPrimitive()) && (right == expected || !right.isPrimitive());
    return expected == Kind.NOTHING || fits ? expected : Kind.OBJECT;
  }

  private void bring(Object node, Kind both) {
    Local right = to.aside();
    Local left = to.aside();
    if (both == Kind.NOTHING) {
      // The program has not been here; should it come, the plain copy learns what it brings.
      to.code().goto_(to.giveUp(node, left, right));
    } else {
      Label other = null;
      for (Local operand : new Local[] {left, right}) {
        if (!operand.kind().isPrimitive()) {
          other = other == null ? to.giveUp(node, left, right) : other;
          to.code().aload(operand.index()).instanceOf(both.box).ifeq(other);
        }
      }
    }
    take(left, both);
    take(right, both);
  }

  private void take(Local operand, Kind kind) {
    CodeBuilder code = to.code();
    if (kind == Kind.NOTHING) {
      code.aconst_null();
    } else {
      code.loadLocal(operand.kind().typeKind, operand.index());
      if (!operand.kind().isPrimitive()) {
        to.unbox(kind);
      } else if (operand.kind() != kind) {
        code.l2d();
      }
    }
    to.push(kind);
  }
}
