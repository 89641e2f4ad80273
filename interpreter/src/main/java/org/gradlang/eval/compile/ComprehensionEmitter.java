package org.gradlang.eval.compile;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.Label;
import org.gradlang.eval.Condition;
import org.gradlang.eval.Node;
import org.gradlang.eval.Passage;
import org.gradlang.eval.comprehension.Clause;
import org.gradlang.eval.comprehension.PutEntry;

/** Writes comprehensions: what they fill is in a local of its own, the same in both copies. */
public final class ComprehensionEmitter {
  private final Emitter to;
  private int result = -1;

  ComprehensionEmitter(Emitter to) {
    this.to = to;
  }

  /** A comprehension; {@code empty} is the method of {@link Plain} that makes what it fills. */
  public void fill(Node node, String empty, Clause first) {
    int outer = result;
    result = to.unit().kept(node, to.code());
    to.helper(empty, CD_Object);
    to.code().astore(result);
    first.emit(to);
    to.code().aload(result);
    to.push(Kind.OBJECT);
    result = outer;
  }

  /** A clause {@code for} as a unit, from where a {@link Filling} stands. */
  public void whole(Passage node, int filling) {
    result = to.unit().kept(node.elements(), to.code());
    to.code().aload(filling);
    to.helper("filled", CD_Object, CD_Object);
    to.code().astore(result);
    int iterator = to.unit().kept(node, to.code());
    to.code().aload(filling);
    to.helper("gone", CD_Object, CD_Object);
    to.code().astore(iterator);
    to.loopWriter().whole(node, iterator);
  }

  /** A clause {@code if}. */
  public void when(Condition condition, Clause next) {
    Label not = to.code().newLabel();
    to.branches().unless(condition, not);
    next.emit(to);
    to.code().labelBinding(not);
  }

  /** Adds an element. */
  public void add(Node element) {
    to.object(element);
    to.pop();
    to.code().aload(result);
    to.helper("append", CD_void, CD_Object, CD_Object);
  }

  /** Adds an entry. */
  public void put(Node key, Node value, PutEntry node) {
    to.object(key);
    to.object(value);
    to.code().aload(result);
    to.push(Kind.OBJECT);
    to.plainEffect("entry", 3, node, PutEntry.class);
  }
}
