package org.gradlang.eval.compile;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import org.gradlang.eval.Elements;
import org.gradlang.eval.Location;
import org.gradlang.eval.Passage;
import org.gradlang.eval.statement.While;
import org.gradlang.value.RangeValue;

/**
 * Writes loops. In the fast copy a loop over a range counts in the JVM's numbers; its {@link
 * RangeRounds} say how far it came only where the plain copy takes over.
 */
public final class LoopEmitter {
  private static final ClassDesc ELEMENTS = UnitWriter.desc(Elements.class);

  private final Emitter to;

  LoopEmitter(Emitter to) {
    this.to = to;
  }

  /** {@code while}. */
  public void loop(While node) {
    loop(node, false);
  }

  /** A loop inside of a unit: first what it goes through. */
  public void loop(Passage node) {
    to.object(node.elements().iterable());
    to.arrive(node);
    int iterator = to.unit().kept(node, to.code());
    if (counts(node)) {
      Label other = to.giveUp(node);
      to.code().dup().instanceOf(UnitWriter.desc(RangeValue.class)).ifeq(other);
      to.helper("rounds", CD_Object, CD_Object);
    } else {
      to.known(node.elements(), Elements.class);
      to.helper("iterator", CD_Object, CD_Object, ELEMENTS);
    }
    to.pop();
    to.code().astore(iterator);
    rounds(node, iterator, false);
  }

  private boolean counts(Passage node) {
    return !to.isPlain() && node.counts();
  }

  /** {@code while} as a unit. */
  public void whole(While node) {
    loop(node, true);
  }

  /** {@code for} as a unit. */
  public void whole(Passage node, int iterator) {
    rounds(node, iterator, true);
  }

  private void loop(While node, boolean whole) {
    CodeBuilder code = to.code();
    OpenLoop loop = open(-1, -1, -1);
    Label head = code.newBoundLabel();
    to.branches().unless(node.condition(), loop.exit());
    node.body().emitEffect(to);
    end(loop, node.location(), head, whole);
    code.labelBinding(loop.exit());
  }

  private void rounds(Passage node, int iterator, boolean whole) {
    if (counts(node)) {
      countedRounds(node, iterator, whole);
    } else {
      iteratedRounds(node, iterator, whole);
    }
  }

  private void countedRounds(Passage node, int iterator, boolean whole) {
    CodeBuilder code = to.code();
    int number = part("number", iterator);
    int left = part("left", iterator);
    int step = part("step", iterator);
    OpenLoop loop = open(iterator, number, left);
    Label head = code.newBoundLabel();
    code.lload(left).lconst_0().lcmp().ifle(loop.exit());
    node.emitFresh(to);
    code.lload(number);
    code.lload(number).lload(step).ladd().lstore(number);
    code.lload(left).lconst_1().lsub().lstore(left);
    to.push(Kind.LONG);
    node.emitRound(to);
    end(loop, node.elements().location(), head, whole);
    code.labelBinding(loop.exit());
  }

  private int part(String name, int iterator) {
    int local = to.temporary(Kind.LONG);
    to.code().aload(iterator);
    to.helper(name, CD_long, CD_Object);
    to.code().lstore(local);
    return local;
  }

  /** Whoever is gone through hears that the loop is over, however it ends. */
  private void iteratedRounds(Passage node, int iterator, boolean whole) {
    CodeBuilder code = to.code();
    OpenLoop loop = open(iterator, -1, -1);
    Label head = code.newBoundLabel();
    code.aload(iterator);
    to.known(node.elements(), Elements.class);
    to.helper("hasNext", CD_boolean, CD_Object, ELEMENTS);
    code.ifeq(loop.exit());
    node.emitFresh(to);
    code.aload(iterator);
    to.known(node.elements(), Elements.class);
    to.helper("next", CD_Object, CD_Object, ELEMENTS);
    to.push(Kind.OBJECT);
    node.emitRound(to);
    end(loop, node.elements().location(), head, whole);
    Label failed = code.newBoundLabel();
    code.exceptionCatchAll(head, failed, failed);
    close(iterator);
    code.athrow().labelBinding(loop.exit());
    close(iterator);
  }

  private void close(int iterator) {
    to.code().aload(iterator);
    to.helper("close", CD_void, CD_Object);
  }

  private OpenLoop open(int iterator, int number, int left) {
    CodeBuilder code = to.code();
    OpenLoop loop = new OpenLoop(iterator, number, left, code.newLabel(), code.newLabel());
    to.loops().addLast(loop);
    return loop;
  }

  /**
   * Ends a round. The plain copy of a unit's own loop leaves the unit here: by then there may be
   * better code for it.
   */
  private void end(OpenLoop loop, Location location, Label head, boolean whole) {
    CodeBuilder code = to.code();
    code.labelBinding(loop.next());
    to.known(location, Location.class);
    to.helper("tick", CD_void, UnitWriter.desc(Location.class));
    if (whole && to.isPlain()) {
      to.unit().leaveRound(to);
    } else {
      code.goto_(head);
    }
    to.loops().removeLast();
  }
}
