package org.gradlang.eval.variable;

import java.util.List;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.expression.TupleLiteral;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.LargeArrays;
import org.gradlang.value.Iteration;
import org.gradlang.value.ListValue;
import org.gradlang.value.TupleValue;

/**
 * {@code a, (b, c)} and {@code a, *rest}: takes a value apart.
 *
 * @param rest the position of the target that gets what the others leave, or -1
 */
public record StoreTuple(Location location, List<Store> targets, int rest) implements Store {
  @Override
  public void store(Frame frame, Object value) {
    storeEach(frame, parts(value));
  }

  private void storeEach(Frame frame, List<Object> parts) {
    for (int i = 0; i < targets.size(); i++) {
      targets.get(i).store(frame, parts.get(i));
    }
  }

  /** The values for the targets, in their order. */
  public List<Object> parts(Object value) {
    if (rest < 0 && value instanceof TupleValue tuple && tuple.size() == targets.size()) {
      return tuple;
    }
    location.mark();
    try {
      return rest < 0
          ? ListValue.of(Iteration.unpack(value, targets.size()))
          : withRest(Iteration.list(value));
    } catch (GradError e) {
      throw location.locate(e);
    }
  }

  private List<Object> withRest(ListValue elements) {
    int after = targets.size() - 1 - rest;
    int end = elements.size() - after;
    if (end < rest) {
      String least = targets.size() == 2 ? "1 value is" : targets.size() - 1 + " values are";
      String text = "at least " + least + " taken apart here, but there are " + elements.size();
      throw new GradError(ErrorKind.VALUE, text);
    }
    ListValue parts = new ListValue(elements.subList(0, rest));
    Object[] middle = LargeArrays.references(end - rest);
    LargeArrays.copy(elements.toArray(), rest, middle, 0, middle.length);
    parts.add(ListValue.of(middle));
    parts.addAll(elements.subList(end, elements.size()));
    return parts;
  }

  /** Writes the assignment of a tuple's literal, without the tuple; whether it could. */
  public boolean emitEach(Emitter to, Node value) {
    Node[] elements = value instanceof TupleLiteral literal ? literal.elements() : null;
    if (elements == null || rest >= 0 || elements.length != targets.size()) {
      return false;
    }
    for (Node element : elements) {
      element.emit(to);
    }
    to.inOrder(elements.length, i -> targets.get(i).emit(to));
    return true;
  }

  @Override
  public void emit(Emitter to) {
    to.box();
    to.plainly("parts", 1, this, StoreTuple.class);
    to.elements(targets.size(), i -> targets.get(i).emit(to));
  }
}
