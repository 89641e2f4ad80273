package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Scratch;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.View;

/**
 * One {@link PointwiseUpdate} of several sets of small tensors as if each were made by itself:
 * their elements stand behind each other in tiles while they are computed. Setting an update up
 * takes as long as to compute it for some hundred elements, and copying some ten elements a
 * twentieth of that.
 */
public final class JointUpdate {
  /** All sets together fit into a tile. */
  public static final int LARGEST = Evaluation.TILE;

  private final PointwiseUpdate update;
  private final Operand[][] sets;
  private final DType compute;
  private final Scratch scratch = Context.current().scratch();

  /**
   * Sets with the same numbers in the same places, of tensors that have the dtype which is computed
   * in and no gaps, at most {@link #LARGEST} elements together. No set has elements of another.
   */
  public JointUpdate(PointwiseUpdate update, Operand[][] sets, DType compute) {
    this.update = update;
    this.sets = sets;
    this.compute = compute;
  }

  /** Computes and writes. */
  public void run() {
    Operand[] joint = sets[0].clone();
    Object[] tiles = new Object[joint.length];
    Layout layout = null;
    for (int place = 0; place < joint.length; place++) {
      if (joint[place] instanceof Strided && (place == 0 || isAsked(place))) {
        tiles[place] = scratch.takeTile(compute);
        int length = gather(place, tiles[place]);
        layout = layout == null ? Layout.contiguous(length) : layout;
        joint[place] = new View(around(tiles[place]), layout);
      } else if (joint[place] instanceof Strided) {
        joint[place] = joint[0]; // nobody reads it
      }
    }
    update.run(joint, compute);
    for (int target : update.targets()) {
      scatter(target, tiles[target]);
    }
    for (Object tile : tiles) {
      if (tile != null) {
        scratch.giveTile(tile);
      }
    }
  }

  private boolean isAsked(int place) {
    if (update.reads(place)) {
      return true;
    }
    for (int target : update.targets()) {
      if (target == place) {
        return true;
      }
    }
    return false;
  }

  private Storage around(Object tile) {
    return compute == DType.FLOAT32 ? Storage.of((float[]) tile) : Storage.of((double[]) tile);
  }

  private int gather(int place, Object tile) {
    int at = 0;
    for (Operand[] set : sets) {
      Strided tensor = (Strided) set[place];
      int n = tensor.layout().numel();
      System.arraycopy(Elements.array(tensor.storage()), tensor.layout().offset(), tile, at, n);
      at += n;
    }
    return at;
  }

  private void scatter(int place, Object tile) {
    int at = 0;
    for (Operand[] set : sets) {
      Strided tensor = (Strided) set[place];
      int n = tensor.layout().numel();
      System.arraycopy(tile, at, Elements.array(tensor.storage()), tensor.layout().offset(), n);
      at += n;
    }
  }
}
