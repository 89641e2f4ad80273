package org.gradlang.autograd;

import org.jspecify.annotations.Nullable;

/** What few nodes have. */
final class NodeNotes {
  /** What stands for the node where a language shows it. */
  @Nullable Object face;

  /** What was odd about a result on the way forward, such as {@code nan}; empty if nothing. */
  String oddity = "";

  private @Nullable Cut @Nullable [] cuts;

  void cut(int input, Cut cut, int inputs) {
    if (cuts == null) {
      cuts = new @Nullable Cut[inputs];
    }
    cuts[input] = cut;
  }

  @Nullable Cut cut(int input) {
    return cuts == null ? null : cuts[input];
  }
}
