package org.gradlang.tensor;

/** Work on elements {@code from} to {@code to}, a part of what {@link Context#split} splits. */
@FunctionalInterface
public interface RangeTask {
  void run(int from, int to);
}
