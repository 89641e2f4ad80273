package org.gradlang.eval.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.eval.variable.ReadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Which variables of a function may get a tensor whose elements are not computed yet, so that those
 * become a part of the formula that reads the variable, as a {@linkplain
 * Operation#becomeTemporary() temporary} in one expression does.
 *
 * <p>Such a variable is read by operations alone, in the same <em>stretch</em> of statements that
 * run one after the other, each once: so it is known who asks for the value, and that nobody asks
 * later. Whatever runs in between and could change an operand has the elements computed before, as
 * it does within an expression.
 *
 * <p>The value of a variable that is read several times is {@linkplain Operation#becomeHeld() held}
 * until the last operation has it: the innermost one around all reads in the last statement that
 * reads it. Then whoever read it before has made it a part of a formula.
 */
final class PutOff {
  /** More variables than these are not followed within a statement. */
  private static final int MOST_SCATTERED = 64;

  private final Map<Integer, Given> bySlot = new HashMap<>();
  private final IdentityHashMap<ReadLocal, Given> byRead = new IdentityHashMap<>();

  /** The values of variables of the blocks at hand, those of the innermost block last. */
  private final Deque<Given> open = new ArrayDeque<>();

  /** Where the first read that an operation is around stands among the function's reads. */
  private final IdentityHashMap<Node, Integer> firsts = new IdentityHashMap<>();

  /** What was read in the statement at hand, and not all by one operation so far. */
  private final List<Given> scattered = new ArrayList<>();

  private int stretch;
  private int statement;
  private int place;

  /** What a variable gets in one place, and the reads up to where it gets something else. */
  private static final class Given {
    final int slot;
    final int stretch;
    final @Nullable Operation value;
    int reads;
    int looks;

    /** The last statement that reads it, and the place of its first read there. */
    int statement = -1;

    int first;

    /** The innermost operation around all reads in that statement; null for none. */
    @Nullable Operation last;

    /** The last operation of which it is an operand itself. */
    @Nullable Operation direct;

    Given(int slot, int stretch, @Nullable Operation value) {
      this.slot = slot;
      this.stretch = stretch;
      this.value = value;
    }
  }

  /** What is linked from here on may run never, several times, or much later. */
  void interrupt() {
    stretch++;
  }

  /** A statement begins. */
  void begin() {
    statement++;
    scattered.clear();
  }

  /** A block begins; the answer is for its end. */
  int enter() {
    interrupt();
    return open.size();
  }

  /** A block ends, and its variables with it: their slots are free for others. */
  void leave(int before) {
    interrupt();
    while (open.size() > before) {
      Given ended = open.removeLast();
      bySlot.remove(ended.slot, ended);
    }
  }

  /** A new variable gets its first value. */
  void declare(int slot, Node value) {
    Given given = new Given(slot, stretch, value instanceof Operation made ? made : null);
    bySlot.put(slot, given);
    open.addLast(given);
  }

  /** A variable gets another value. */
  void assign(int slot, Node value) {
    Given before = bySlot.get(slot);
    if (before != null && before.stretch == stretch) {
      declare(slot, value); // nobody can read the one before any more
    }
  }

  /** Notes a read of a variable. */
  void read(ReadLocal read) {
    Given given = bySlot.get(read.slot());
    if (given == null) {
      return;
    }
    given.reads++;
    if (given.stretch != stretch) {
      return;
    }
    byRead.put(read, given);
    firsts.put(read, ++place);
    if (given.statement != statement) {
      given.statement = statement;
      given.first = place;
    }
    given.last = null;
    if (!scattered.contains(given) && scattered.size() < MOST_SCATTERED) {
      scattered.add(given);
    }
  }

  /** Notes the operands of an operation, or arguments of a call. */
  void look(Operation operation, Node... operands) {
    int first = firsts.getOrDefault(operation, Integer.MAX_VALUE);
    for (Node operand : operands) {
      first = Math.min(first, firsts.getOrDefault(operand, Integer.MAX_VALUE));
      Given given = operand instanceof ReadLocal ? byRead.get(operand) : null;
      if (given != null) {
        given.looks++;
        given.direct = operation;
      }
    }
    if (first < Integer.MAX_VALUE) {
      firsts.put(operation, first);
      gather(operation, first);
    }
  }

  /** Finds what an operation is around all reads of. */
  private void gather(Operation operation, int first) {
    for (int i = scattered.size() - 1; i >= 0; i--) {
      if (scattered.get(i).first >= first) {
        scattered.remove(i).last = operation;
      }
    }
  }

  /** Tells the nodes, once the whole function is linked. */
  void settle() {
    for (Given given : new LinkedHashSet<>(byRead.values())) {
      Operation value = given.value;
      if (value == null || given.looks < given.reads) {
        continue;
      }
      if (given.reads == 1) {
        value.becomeTemporary();
      } else {
        value.becomeHeld();
        if (given.last != null) {
          given.last.endHold(value, given.direct == given.last);
        }
      }
    }
  }
}
