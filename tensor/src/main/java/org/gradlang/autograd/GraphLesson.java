package org.gradlang.autograd;

import java.util.List;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Lesson;
import org.gradlang.tensor.Origin;
import org.jspecify.annotations.Nullable;

/** What errors about graphs are about. */
public sealed interface GraphLesson extends Lesson {
  /**
   * A part of a graph is gone.
   *
   * @param begin where the part begins, as the one who needs it sees it
   * @param last where its last operation was recorded: the same, or in a function called there
   * @param freed where the backward stood that freed it
   * @param whole whether it is all of the graph: the same result went back twice
   */
  record Freed(Origin begin, Origin last, Origin freed, boolean whole) implements GraphLesson {
    @Override
    public List<String> help() {
      return List.of(
          "keep the graph with retain_graph=True in the backward that freed it",
          "or detach() what was recorded there, if it must not be trained again");
    }
  }

  /**
   * What an operation needs for its gradient was changed in place.
   *
   * @param saved where the operation was recorded
   * @param changed where the change stood
   */
  record Changed(Origin saved, Origin changed) implements GraphLesson {
    @Override
    public List<String> help() {
      return List.of(
          "change a clone() of it, or make a new tensor: `y = y + 1` instead of `y += 1`");
    }
  }

  /**
   * There is no graph behind a tensor.
   *
   * @param made where the tensor was made
   * @param cut why, if that is known
   */
  record NoGraph(Origin made, @Nullable Cut cut) implements GraphLesson {
    @Override
    public List<String> help() {
      return List.of(
          cut == null
              ? "set requires_grad=True on the tensors whose gradients you want"
              : cut.reason().help());
    }
  }

  /**
   * The gradient of a result was asked for, which keeps none.
   *
   * @param made where the result was made
   */
  record NotKept(Origin made) implements GraphLesson {
    @Override
    public List<String> help() {
      return List.of(
          "call retain_grad() on it before backward(), or take it from autograd.grad(loss, x)");
    }
  }

  /** A tensor of several elements has no gradient to start from. */
  record SeveralElements(Layout layout) implements GraphLesson {
    @Override
    public List<String> help() {
      return List.of("reduce it first, with .mean() or .sum(), or pass gradient=");
    }
  }

  /**
   * A result was given where only a leaf will do.
   *
   * @param made where the result was made
   */
  record NotLeaf(Origin made) implements GraphLesson {
    @Override
    public List<String> help() {
      return List.of("make a leaf of the finished values: x.detach().requires_grad_()");
    }
  }

  /**
   * An input of {@code grad()} that requires none.
   *
   * @param position its number among the inputs, from 0
   * @param made where the input was made
   */
  record NotRequiring(int position, Origin made) implements GraphLesson {
    @Override
    public List<String> help() {
      return List.of("call requires_grad_() on it before the outputs are computed");
    }
  }

  /** A leaf, or a view of one, was to be changed in place. */
  record LeafChanged() implements GraphLesson {
    @Override
    public List<String> help() {
      return List.of(
          "to set or initialise its values, write it inside no_grad { ... }",
          "to compute with it, make a new tensor: `y = x + 1` instead of `x += 1`");
    }
  }

  /**
   * An input of {@code grad()} that the outputs do not depend on.
   *
   * @param position its number among the inputs, from 0
   */
  record Unused(int position) implements GraphLesson {
    @Override
    public List<String> help() {
      return List.of("pass allow_unused=True to get None for it");
    }
  }
}
