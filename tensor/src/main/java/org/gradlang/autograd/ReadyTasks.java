package org.gradlang.autograd;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a pass that can run, the one of the node recorded last first: a heap. Most passes
 * have one or two at a time, and a {@code PriorityQueue} with its comparator costs small ones as
 * much as a node.
 */
final class ReadyTasks {
  private @Nullable Task[] heap = new @Nullable Task[4];
  private int size;

  /** The first one, or null where there is none. */
  @Nullable Task peek() {
    return heap[0];
  }

  void add(Task task) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    int at = size++;
    while (at > 0) {
      int above = (at - 1) / 2;
      Task other = heap[above];
      if (other == null || !isBefore(task, other)) {
        break;
      }
      heap[at] = other;
      at = above;
    }
    heap[at] = task;
  }

  /** Takes the first one out; null where there is none. */
  @Nullable Task poll() {
    Task first = heap[0];
    if (first != null) {
      size--;
      Task last = heap[size];
      heap[size] = null;
      if (size > 0 && last != null) {
        sink(last);
      }
    }
    return first;
  }

  /** Puts a task where it belongs, below the root, which is free. */
  private void sink(Task task) {
    int at = 0;
    while (2 * at + 1 < size) {
      int below = 2 * at + 1;
      Task child = heap[below];
      Task right = below + 1 < size ? heap[below + 1] : null;
      if (right != null && child != null && isBefore(right, child)) {
        child = right;
        below++;
      }
      if (child == null || !isBefore(child, task)) {
        break;
      }
      heap[at] = child;
      at = below;
    }
    heap[at] = task;
  }

  private static boolean isBefore(Task a, Task b) {
    return a.node.sequence() > b.node.sequence();
  }
}
