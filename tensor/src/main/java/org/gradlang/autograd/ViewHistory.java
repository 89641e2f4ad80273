package org.gradlang.autograd;

import org.gradlang.tensor.Origin;
import org.gradlang.tensor.Tensor;

/** That a tensor is a view of another's elements, and what follows for changes in place. */
final class ViewHistory {
  /** How the view was made. */
  enum Creation {
    DEFAULT,
    NO_GRAD,
    SEVERAL_OUTPUTS,
    CUSTOM_FUNCTION
  }

  final Tensor base;
  Creation creation;
  final Origin origin;

  /** The storage's version for which the view's node is right. */
  int version;

  ViewHistory(Tensor base, Creation creation, Origin origin) {
    this.base = base;
    this.creation = creation;
    this.origin = origin;
    this.version = base.storage().version();
  }
}
