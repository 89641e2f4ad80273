package org.gradlang.eval.compile;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.Label;
import org.gradlang.eval.Condition;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Deoptimization.Local;

/** Writes conditions, and what depends on them. */
public final class BranchEmitter {
  private final Emitter to;

  BranchEmitter(Emitter to) {
    this.to = to;
  }

  /** Writes a condition as code that goes on at a label where it does not hold. */
  void unless(Condition condition, Label otherwise) {
    condition.emitBoolean(to);
    to.pop();
    to.code().ifeq(otherwise);
  }

  /** Writes what runs where a condition does not hold, and does not come back. */
  public void unlessThen(Condition condition, Runnable otherwise) {
    Label fails = to.code().newLabel();
    Label holds = to.code().newLabel();
    unless(condition, fails);
    to.code().goto_(holds).labelBinding(fails);
    otherwise.run();
    to.code().labelBinding(holds);
  }

  /** {@code if}: what it leaves is of the kind that both branches have, or an object. */
  public void choose(Node node, Condition condition, Node then, Node otherwise, boolean valued) {
    Label other = to.code().newLabel();
    Label end = to.code().newLabel();
    unless(condition, other);
    branch(node, then, valued);
    to.code().goto_(end).labelBinding(other);
    branch(node, otherwise, valued);
    to.code().labelBinding(end);
    if (valued) {
      to.push(to.isPlain() ? Kind.OBJECT : to.unit().joined(node));
    }
  }

  private void branch(Node node, Node branch, boolean valued) {
    if (!valued) {
      branch.emitEffect(to);
      return;
    }
    branch.emit(to);
    join(node);
  }

  /** Makes the value on top what all ways to the end of a node leave. */
  private void join(Node node) {
    Kind joined = to.isPlain() ? Kind.OBJECT : to.unit().join(node, to.top());
    if (!joined.isPrimitive()) {
      to.box();
    }
    to.pop();
  }

  /** {@code and}, {@code or} of values: the operand that decided. */
  public void decide(Node node, Node left, Node right, Condition truth, boolean and) {
    Label end = to.code().newLabel();
    Label more = to.code().newLabel();
    left.emit(to);
    Local first = to.aside();
    to.load(first);
    truth(truth);
    to.pop();
    if (and) {
      to.code().ifne(more);
    } else {
      to.code().ifeq(more);
    }
    to.load(first);
    join(node);
    to.code().goto_(end).labelBinding(more);
    right.emit(to);
    join(node);
    to.code().labelBinding(end);
    to.push(to.isPlain() ? Kind.OBJECT : to.unit().joined(node));
  }

  /** {@code and}, {@code or} of conditions. */
  public void decide(Condition left, Condition right, boolean and) {
    Label decided = to.code().newLabel();
    Label end = to.code().newLabel();
    left.emitBoolean(to);
    to.pop();
    if (and) {
      to.code().ifeq(decided);
    } else {
      to.code().ifne(decided);
    }
    right.emitBoolean(to);
    to.pop();
    to.code().goto_(end).labelBinding(decided).loadConstant(and ? 0 : 1).labelBinding(end);
    to.push(Kind.BOOL);
  }

  /** Makes the value on top a condition's answer, as the condition's node sees it. */
  public void truth(Condition node) {
    switch (to.top()) {
      case BOOL -> {}
      case LONG -> {
        to.pop();
        to.helper("truth", CD_boolean, CD_long);
        to.push(Kind.BOOL);
      }
      case DOUBLE -> {
        to.pop();
        to.helper("truth", CD_boolean, CD_double);
        to.push(Kind.BOOL);
      }
      case NOTHING, OBJECT -> to.plainTest("truth", 1, node, Condition.class);
    }
  }

  /** Turns the bool on top around. */
  public void not() {
    to.code().iconst_1().ixor();
  }

  /** Makes the bool on top a value, as this copy has them. */
  public void settle() {
    if (to.isPlain()) {
      to.box();
    }
  }
}
