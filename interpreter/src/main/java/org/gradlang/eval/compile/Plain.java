package org.gradlang.eval.compile;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Condition;
import org.gradlang.eval.Elements;
import org.gradlang.eval.Engine;
import org.gradlang.eval.GrowingText;
import org.gradlang.eval.Location;
import org.gradlang.eval.Ownership;
import org.gradlang.eval.call.Call;
import org.gradlang.eval.call.KeywordCall;
import org.gradlang.eval.call.MethodCall;
import org.gradlang.eval.comprehension.PutEntry;
import org.gradlang.eval.expression.BinaryOperation;
import org.gradlang.eval.expression.Comparison;
import org.gradlang.eval.expression.DictLiteral;
import org.gradlang.eval.expression.FormatField;
import org.gradlang.eval.expression.FormatString;
import org.gradlang.eval.expression.Member;
import org.gradlang.eval.expression.Subscript;
import org.gradlang.eval.expression.UnaryOperation;
import org.gradlang.eval.function.Closure;
import org.gradlang.eval.function.FunctionCode;
import org.gradlang.eval.function.ScriptFunction;
import org.gradlang.eval.statement.Assert;
import org.gradlang.eval.statement.Handler;
import org.gradlang.eval.statement.Raise;
import org.gradlang.eval.variable.Read;
import org.gradlang.eval.variable.ReadGlobal;
import org.gradlang.eval.variable.StoreAttribute;
import org.gradlang.eval.variable.StoreIndex;
import org.gradlang.eval.variable.StoreTuple;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.RunningCall;
import org.gradlang.value.ClosingIterator;
import org.gradlang.value.DictValue;
import org.gradlang.value.DirectCall;
import org.gradlang.value.ListValue;
import org.gradlang.value.RangeValue;
import org.gradlang.value.SliceValue;
import org.gradlang.value.TupleValue;
import org.jspecify.annotations.Nullable;

/**
 * What compiled code calls where a node itself does the work: operands first, as they come on the
 * JVM's stack, then the node.
 */
public final class Plain {
  private Plain() {}

  /** Says that what a node hoped for did not come true. */
  public static void failed(Object node, Unit unit) {
    if (node instanceof Hopeful hopeful) {
      hopeful.disappoint();
    }
    unit.failed();
  }

  public static Object binary(Object a, Object b, BinaryOperation node) {
    return node.apply(a, b);
  }

  public static Object compare(Object a, Object b, Comparison node) {
    return node.apply(a, b);
  }

  public static boolean test(Object a, Object b, Comparison node) {
    return node.test(a, b);
  }

  public static Object unary(Object a, UnaryOperation node) {
    return node.apply(a);
  }

  public static boolean truth(Object value, Condition node) {
    return node.truth(value);
  }

  public static boolean truth(long value) {
    return value != 0;
  }

  public static boolean truth(double value) {
    return value != 0;
  }

  public static Object call(Object callee, Object arguments, Call node) {
    return node.call(callee, (Object[]) arguments);
  }

  public static Object keywordCall(Object callee, Object arguments, KeywordCall node) {
    return node.call(callee, (Object[]) arguments);
  }

  public static Object callee(Object target, MethodCall node) {
    return node.callee(target);
  }

  public static Object methodCall(Object target, Object callee, Object arguments, MethodCall node) {
    return node.call(target, callee, (Object[]) arguments);
  }

  public static Object directMethod(
      Object target, Object callee, DirectCall direct, MethodCall node) {
    return node.call(target, callee, null, null, direct);
  }

  public static Object directMethod(
      Object target, Object callee, Object b, DirectCall direct, MethodCall node) {
    return node.call(target, callee, b, null, direct);
  }

  public static Object directMethod(
      Object target, Object callee, Object b, Object c, DirectCall direct, MethodCall node) {
    return node.call(target, callee, b, c, direct);
  }

  public static Object directCall(Object a, DirectCall direct, Call node) {
    return node.call(direct, a, null, null);
  }

  public static Object directCall(Object a, Object b, DirectCall direct, Call node) {
    return node.call(direct, a, b, null);
  }

  public static Object directCall(Object a, Object b, Object c, DirectCall direct, Call node) {
    return node.call(direct, a, b, c);
  }

  public static Object member(Object target, Member node) {
    return node.of(target);
  }

  public static Object subscript(Object target, Object index, Subscript node) {
    return node.of(target, index);
  }

  /** An element at an int, which needs no box where the target is a list. */
  public static Object element(Object target, long index, Subscript node) {
    return target instanceof ListValue list && index >= 0 && index < list.size()
        ? list.get((int) index)
        : node.of(target, index);
  }

  public static void setAttribute(Object value, Object target, StoreAttribute node) {
    node.set(target, value);
  }

  public static void setElement(Object value, Object target, Object index, StoreIndex node) {
    node.set(target, index, value);
  }

  public static Object slice(Object start, Object stop, Object step) {
    return new SliceValue(start, stop, step);
  }

  public static Object list(Object elements) {
    return ListValue.of((Object[]) elements);
  }

  public static Object newList() {
    return new ListValue();
  }

  public static void append(Object value, Object list) {
    ((ListValue) list).add(value);
  }

  public static void entry(Object key, Object value, Object dict, PutEntry node) {
    node.put(key, value, dict);
  }

  public static Object filled(Object filling) {
    return ((Filling) filling).result();
  }

  public static Object gone(Object filling) {
    return ((Filling) filling).iterator();
  }

  public static Object closure(Object cells, Closure node) {
    Object[] all = (Object[]) cells;
    return node.make(Arrays.copyOf(all, all.length, Cell[].class));
  }

  public static Object tuple(Object elements) {
    return TupleValue.of((Object[]) elements);
  }

  public static Object dict() {
    return new DictValue();
  }

  public static Object put(Object dict, Object key, Object value, DictLiteral node) {
    node.put((DictValue) dict, key, value);
    return dict;
  }

  public static Object global(ReadGlobal node) {
    return node.get();
  }

  public static Object parts(Object value, StoreTuple node) {
    return node.parts(value);
  }

  public static Object part(Object parts, int index) {
    return ((List<?>) parts).get(index);
  }

  public static RuntimeException raise(Object raised, Raise node) {
    return node.of(raised);
  }

  public static RuntimeException raiseAgain(Object error, Raise node) {
    return node.again((GradError) error);
  }

  public static void attempting() {
    Handler.prepare();
  }

  public static Object caught(GradError error) {
    return Handler.caught(error);
  }

  public static Object errorValue(Object error) {
    return Handler.valueOf((GradError) error);
  }

  public static RuntimeException fail(Object message, Assert node) {
    return node.of(message);
  }

  public static Object text(Object parts) {
    return FormatString.join((Object[]) parts);
  }

  public static Object field(Object value, Object spec, FormatField node) {
    return node.of(value, spec);
  }

  public static Object piece(Object value, Object spec, FormatField node) {
    return node.piece(value, spec);
  }

  public static Object cell() {
    return new Cell();
  }

  public static Object readCell(Object cell, Read node) {
    return node.valueOf((Cell) cell);
  }

  public static void writeCell(Object value, Object cell) {
    ((Cell) cell).value = value;
  }

  public static Object heldByCell(Object cell, Read node) {
    return node.heldBy((Cell) cell);
  }

  public static Object read(Object held) {
    return GrowingText.read(held);
  }

  public static Object share(Object value) {
    return Ownership.share(value);
  }

  public static Object release(Object now, @Nullable Object before) {
    Ownership.release(before, now);
    return now;
  }

  public static Object before(Object held) {
    return GrowingText.before(held);
  }

  public static Object add(Object before, Object value, BinaryOperation node) {
    return GrowingText.add(before, value, node);
  }

  // ---- a function that calls itself ----

  public static boolean isOf(Object callee, FunctionCode code) {
    return callee instanceof ScriptFunction function && function.code() == code;
  }

  public static Cell[] cells(Object function) {
    return ((ScriptFunction) function).cells();
  }

  public static Object begin(Call node, Site site, Context context) {
    return node.begin(site, context);
  }

  public static void end(Object outer, Context context) {
    Engine.endCall((RunningCall) outer, context);
  }

  public static RuntimeException failed(
      Throwable failure, Object outer, Context context, Call node) {
    Engine.endCall((RunningCall) outer, context);
    return node.failed(failure);
  }

  // ---- loops ----

  /** Begins to go through a value. */
  public static Object iterator(Object value, Elements elements) {
    return value instanceof RangeValue range ? new RangeRounds(range) : elements.iterator(value);
  }

  public static Object rounds(Object range) {
    return new RangeRounds((RangeValue) range);
  }

  public static boolean hasNext(Object iterator, Elements elements) {
    return switch (iterator) {
      case RangeRounds rounds -> rounds.hasNext();
      case ListValue.Rounds rounds -> elements.hasNext(rounds); // so the JVM knows which it is
      default -> elements.hasNext((Iterator<?>) iterator);
    };
  }

  public static Object next(Object iterator, Elements elements) {
    return switch (iterator) {
      case RangeRounds rounds -> rounds.next();
      case ListValue.Rounds rounds -> elements.next(rounds);
      default -> elements.next((Iterator<?>) iterator);
    };
  }

  public static void close(Object iterator) {
    ClosingIterator.close((Iterator<?>) iterator);
  }

  public static long number(Object rounds) {
    return ((RangeRounds) rounds).number();
  }

  public static long left(Object rounds) {
    return ((RangeRounds) rounds).left();
  }

  public static long step(Object rounds) {
    return ((RangeRounds) rounds).step();
  }

  public static void moveTo(Object rounds, long number, long left) {
    ((RangeRounds) rounds).moveTo(number, left);
  }

  public static void tick(Location location) {
    location.tick();
  }
}
