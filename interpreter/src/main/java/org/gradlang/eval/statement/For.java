package org.gradlang.eval.statement;

import java.util.List;
import org.gradlang.eval.Completion;
import org.gradlang.eval.Elements;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Node;
import org.gradlang.eval.Passage;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.eval.variable.Store;
import org.gradlang.tensor.None;

/** {@code for x in xs { }}. */
public final class For extends Effect {
  private final Passage passage;

  public For(Elements elements, List<Integer> freshCells, Store target, Node body) {
    this.passage = new Passage(elements, freshCells, target, new Body(body));
  }

  private record Body(Node node) implements Passage.Round {
    @Override
    public Object run(Frame frame, Object filled) {
      if (node.execute(frame) instanceof Completion end && end != Completion.CONTINUE) {
        return end == Completion.BREAK ? None.NONE : end;
      }
      return Completion.CONTINUE;
    }

    @Override
    public void emit(Emitter to) {
      node.emitEffect(to);
    }

    @Override
    public boolean fills() {
      return false;
    }
  }

  @Override
  public Object execute(Frame frame) {
    return passage.run(frame, None.NONE);
  }

  @Override
  public void emitEffect(Emitter to) {
    passage.emit(to);
  }
}
