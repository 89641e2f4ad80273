package org.gradlang.eval.comprehension;

import java.util.List;
import org.gradlang.eval.Completion;
import org.gradlang.eval.Elements;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Passage;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.variable.Store;

/** {@code for p in xs}. */
public final class ForClause implements Clause {
  private final Passage passage;

  public ForClause(Elements elements, List<Integer> freshCells, Store target, Clause next) {
    this.passage = new Passage(elements, freshCells, target, new Next(next));
  }

  private record Next(Clause clause) implements Passage.Round {
    @Override
    public Object run(Frame frame, Object filled) {
      clause.run(frame, filled);
      return Completion.CONTINUE;
    }

    @Override
    public void emit(Emitter to) {
      clause.emit(to);
    }

    @Override
    public boolean fills() {
      return true;
    }
  }

  @Override
  public void run(Frame frame, Object result) {
    passage.run(frame, result);
  }

  @Override
  public void emit(Emitter to) {
    passage.emit(to);
  }
}
