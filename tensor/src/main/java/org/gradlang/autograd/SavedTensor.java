package org.gradlang.autograd;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A tensor that a node needs on the way back, with the version it had when it was saved. */
public final class SavedTensor {
  private final Layout layout;
  private @Nullable Tensor tensor;
  private @Nullable Storage storage;
  private int version;

  /** What stands for the tensor until it is needed. */
  private Keeper.@Nullable Kept kept;

  /** Whether the tensor itself was held all the time. */
  private final boolean direct;

  /** Whether the elements were handed on, so that this holds them no more. */
  private boolean handedOn;

  private final @Nullable Node node;
  private final int output;

  private SavedTensor(Tensor tensor, @Nullable Node node, int output) {
    if (tensor.isInference()) {
      throw inference(tensor);
    }
    this.layout = tensor.layout();
    this.node = node;
    this.output = output;
    Keeper keeper = Context.current().keeper();
    if (keeper == null || node == null && Graph.requiresGrad(tensor)) {
      hold(tensor); // leaves are there anyway
      tensor.storage().save();
      direct = true;
    } else {
      direct = false;
      tensor.storage().share();
      kept = keeper.keep(tensor);
    }
  }

  private void hold(Tensor one) {
    tensor = one;
    Storage elements = one.storage();
    storage = elements;
    version = elements.version();
    Storage.Source source = elements.source();
    if (source != null) {
      source.keep();
    }
  }

  /** Saves an operand, with the history that it has now. */
  public static SavedTensor of(Tensor tensor) {
    Node node = Graph.nodeOf(tensor);
    return new SavedTensor(tensor, node, node == null ? 0 : Graph.outputOf(tensor));
  }

  /** Saves a result of the node that saves it. */
  public static SavedTensor ofResult(Tensor tensor, @Nullable Node node, int output) {
    return new SavedTensor(tensor, node, output);
  }

  private static GradError inference(Tensor tensor) {
    return new GradError(
            ErrorKind.AUTOGRAD, "a tensor made in inference_mode cannot be saved for backward")
        .note(tensor.origin(), "made here, in inference_mode")
        .help("pass a clone() of it, or make it under no_grad instead");
  }

  /**
   * The tensor as it was saved, for somebody who may keep it.
   *
   * @param owner the node that saved it, for the error
   */
  public Tensor show(Node owner) {
    Tensor tensor = unpack(owner);
    tensor.storage().share();
    return tensor;
  }

  /** Says that the node does not need it any more: nothing is asked of this afterwards. */
  public void release(Context context) {
    Storage elements = storage;
    if (direct && elements != null && !handedOn) {
      elements.letGo(context);
    }
    storage = null;
    tensor = null;
  }

  /**
   * The tensor as it was saved, for a rule, which gives it to nobody.
   *
   * @param owner the node that saved it, for the error
   * @throws GradError an AutogradError if the elements were changed in place since
   */
  public Tensor unpack(Node owner) {
    if (kept != null) {
      Tensor restored = kept.restore();
      restored.storage().share();
      hold(restored);
      kept = null;
    }
    Tensor whole = tensor;
    Storage elements = storage;
    if (whole == null || elements == null) {
      throw new IllegalStateException("nothing was saved");
    }
    if (elements.version() != version) {
      throw conflict(owner, elements);
    }
    Node now = Graph.lastNodeOf(whole);
    // An assignment to the .data of a leaf reaches what was saved of it, as in PyTorch.
    boolean same = whole.storage() == elements || Graph.isAsked(whole);
    if (same && (now == node || !Context.current().isRecording())) {
      return whole;
    }
    Tensor restored = new Tensor(elements, layout);
    if (node != null) {
      Graph.adopt(restored, node, output);
    }
    return restored;
  }

  /**
   * The elements, if nobody can hold them but who got the tensor when it was saved: no keeper stood
   * in between. They count as changed from now on, so that whoever asks for them again hears it.
   */
  public @Nullable Storage spend() {
    Storage elements = storage;
    if (!direct || elements == null || elements.version() != version) {
      return null;
    }
    elements.bumpVersion(Context.current().origin());
    handedOn = elements.handOn();
    return elements;
  }

  /** Whether the elements are there, and as they were when they were saved. */
  public boolean isCurrent() {
    return kept == null && storage != null && storage.version() == version;
  }

  private GradError conflict(Node owner, Storage elements) {
    return new GradError(
            ErrorKind.AUTOGRAD,
            "a tensor of shape "
                + layout
                + " that "
                + owner.operation()
                + " needs for its gradient was changed in place: it is at version "
                + elements.version()
                + ", saved at version "
                + version)
        .note(owner.origin(), "saved here, by " + owner.operation() + " ...")
        .note(elements.changedAt(), "... changed in place here ...")
        .label("... and needed here, to go back")
        .teach(new GraphLesson.Changed(owner.origin(), elements.changedAt()));
  }

  /** Whether it keeps elements of this storage. */
  public boolean shares(Storage other) {
    return storage != null && !handedOn && storage.sharesWith(other);
  }

  /** The layout that the tensor had. */
  public Layout layout() {
    return layout;
  }

  public DType dtype() {
    if (kept != null) {
      return kept.dtype();
    }
    return java.util.Objects.requireNonNull(storage).dtype();
  }
}
