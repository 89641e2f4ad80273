package org.gradlang.autograd;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@link ReadyTasks} must hand out what a queue of the library would. */
class ReadyTasksTest {
  private final Context context = Context.current();
  private final Pass pass = new Pass(context, false, false);
  private final Random random = new Random(3);

  private final class Recorded extends Node {
    Recorded() {
      super(context, new @Nullable Edge[0]);
    }

    @Override
    public String name() {
      return "RecordedBackward0";
    }

    @Override
    protected @Nullable Tensor[] backward(
        Context context, @Nullable Tensor[] cotangents, Demand demand) {
      return cotangents;
    }
  }

  private List<Task> tasks(int count) {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(new Task(new Recorded(), pass, null));
    }
    Collections.shuffle(tasks, random);
    return tasks;
  }

  private static PriorityQueue<Task> library() {
    return new PriorityQueue<>(
        Comparator.comparingLong((Task task) -> task.node.sequence()).reversed());
  }

  @Test
  void nothingIsReadyAtFirst() {
    ReadyTasks ready = new ReadyTasks();
    assertNull(ready.peek());
    assertNull(ready.poll());
  }

  @Test
  void whatWasRecordedLastComesFirst() {
    for (int count = 0; count < 40; count++) {
      ReadyTasks ready = new ReadyTasks();
      PriorityQueue<Task> expected = library();
      for (Task task : tasks(count)) {
        ready.add(task);
        expected.add(task);
      }
      empty(ready, expected);
    }
  }

  @Test
  void tasksComeAndGoInAnyOrder() {
    ReadyTasks ready = new ReadyTasks();
    PriorityQueue<Task> expected = library();
    for (Task task : tasks(3000)) {
      ready.add(task);
      expected.add(task);
      for (int gone = random.nextInt(3); gone > 0; gone--) {
        assertSame(expected.peek(), ready.peek());
        assertSame(expected.poll(), ready.poll());
      }
    }
    empty(ready, expected);
  }

  private static void empty(ReadyTasks ready, PriorityQueue<Task> expected) {
    while (!expected.isEmpty()) {
      assertSame(expected.peek(), ready.peek());
      assertSame(expected.poll(), ready.poll());
    }
    assertNull(ready.peek());
    assertNull(ready.poll());
  }
}
