package org.gradlang.autograd;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.GradMode;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.gradlang.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * A computation that is recorded without what its nodes save: the first of them that goes backward
 * has it computed once more, and takes from there what it needs.
 *
 * <p>The graph is the one of a plain computation, so gradients reach whatever it used, parameters
 * as well as arguments, and have gradients themselves. It must do the same again: the random
 * numbers are those of the first time, and the arguments must not have changed.
 */
public final class Checkpoint implements Keeper {
  private final Computation computation;
  private final long @Nullable [] random;
  private final List<Argument> arguments = new ArrayList<>();
  private final Origin origin;
  private final List<Place> places = new ArrayList<>();
  private @Nullable List<@Nullable Tensor> recomputed;

  /** What runs forward, and runs again on the way back. */
  @FunctionalInterface
  public interface Computation {
    Object run();
  }

  /** A tensor that the computation starts from, as it was. */
  private record Argument(Tensor tensor, int version) {}

  private Checkpoint(Context context, boolean preservesRandom, Computation computation) {
    this.computation = computation;
    this.random = preservesRandom ? context.generator().state() : null;
    this.origin = context.origin();
  }

  /**
   * Runs the computation, and keeps nothing of it where it is recorded.
   *
   * @param arguments what it starts from; must not be changed before the way back
   * @param preservesRandom whether the second run draws the random numbers of the first
   */
  public static Object run(
      Context context, List<Tensor> arguments, boolean preservesRandom, Computation computation) {
    if (!context.isRecording()) {
      return computation.run();
    }
    Checkpoint checkpoint = new Checkpoint(context, preservesRandom, computation);
    for (Tensor argument : arguments) {
      checkpoint.arguments.add(new Argument(argument, argument.storage().version()));
    }
    return keeping(context, checkpoint, computation);
  }

  private static Object keeping(Context context, Keeper keeper, Computation computation) {
    Keeper before = context.keeper();
    context.setKeeper(keeper);
    try {
      return computation.run();
    } finally {
      context.setKeeper(before);
    }
  }

  @Override
  public Kept keep(Tensor tensor) {
    Place place = new Place(this, places.size(), tensor.dtype(), tensor.layout());
    places.add(place);
    return place;
  }

  /** A tensor that the computation will find again. */
  private record Place(Checkpoint checkpoint, int number, DType dtype, Layout layout)
      implements Kept {
    boolean fits(Tensor tensor) {
      return tensor.dtype() == dtype && tensor.layout().sameSizes(layout);
    }

    @Override
    public Tensor restore() {
      return checkpoint.take(number);
    }
  }

  private Tensor take(int number) {
    if (recomputed == null) {
      recomputed = recompute(Context.current());
    }
    Tensor tensor = recomputed.set(number, null);
    if (tensor == null) {
      throw error("this checkpoint changed in place what it needs itself for its gradient");
    }
    return tensor;
  }

  private void again(Context context, Second second) {
    Trace trace = context.trace();
    if (trace == null) {
      keeping(context, second, computation);
    } else {
      trace.aloud(() -> keeping(context, second, computation));
    }
  }

  private List<@Nullable Tensor> recompute(Context context) {
    checkArguments();
    Origin place = context.origin();
    GradMode mode = context.gradMode();
    Cut cut = context.gradModeCut();
    long[] state = context.generator().state();
    Second second = new Second();
    context.setGradMode(GradMode.RECORD, place);
    try {
      if (random != null) {
        context.generator().setState(random);
      }
      again(context, second);
    } finally {
      context.setGradMode(mode, cut);
      context.generator().setState(state);
      context.setOrigin(place);
    }
    return second.unchanged(this);
  }

  private void checkArguments() {
    for (Argument argument : arguments) {
      Storage storage = argument.tensor.storage();
      if (storage.version() != argument.version) {
        throw error(
                "an argument of this checkpoint was changed in place before it was needed again")
            .note(storage.changedAt(), "changed here");
      }
    }
  }

  private GradError error(String message) {
    return Graph.error(message).note(origin, "the checkpoint was made here");
  }

  /** What the second run saves: in the same order as the first. */
  private static final class Second implements Keeper {
    private final List<Argument> found = new ArrayList<>();

    @Override
    public Kept keep(Tensor tensor) {
      Tensor bare = new Tensor(tensor.storage(), tensor.layout(), tensor.origin());
      found.add(new Argument(bare, tensor.storage().version()));
      return new Direct(bare);
    }

    /** The tensors; null for those that were changed afterwards. */
    List<@Nullable Tensor> unchanged(Checkpoint checkpoint) {
      boolean same = found.size() == checkpoint.places.size();
      for (int i = 0; same && i < found.size(); i++) {
        same = checkpoint.places.get(i).fits(found.get(i).tensor);
      }
      if (!same) {
        throw checkpoint
            .error("the function of this checkpoint did something else when it ran again")
            .help("it must depend on nothing that changes between forward and backward");
      }
      List<@Nullable Tensor> tensors = new ArrayList<>();
      for (Argument one : found) {
        tensors.add(one.tensor.storage().version() == one.version ? one.tensor : null);
      }
      return tensors;
    }
  }

  /** A tensor that is there. */
  private record Direct(Tensor restore) implements Kept {
    @Override
    public DType dtype() {
      return restore.dtype();
    }
  }
}
