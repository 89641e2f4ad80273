package org.gradlang.eval.comprehension;

import java.util.Iterator;
import java.util.List;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Elements;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.variable.Store;

/** {@code for p in xs}: the variables are new in each round. */
public final class ForClause implements Clause {
  private final Elements elements;
  private final int[] freshCells;
  private final Store target;
  private final Clause next;

  public ForClause(
      Location location, Node iterable, List<Integer> freshCells, Store target, Clause next) {
    this.elements = new Elements(location, iterable, false);
    this.freshCells = freshCells.stream().mapToInt(Integer::intValue).toArray();
    this.target = target;
    this.next = next;
  }

  @Override
  public void run(Frame frame, Object result) {
    Iterator<?> iterator = elements.iterator(elements.evaluate(frame));
    while (elements.hasNext(iterator)) {
      Object element = elements.next(iterator);
      for (int slot : freshCells) {
        frame.locals[slot] = new Cell();
      }
      target.store(frame, element);
      next.run(frame, result);
      elements.tick();
    }
  }
}
