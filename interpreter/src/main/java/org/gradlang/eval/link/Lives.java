package org.gradlang.eval.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.eval.call.MethodCall;
import org.gradlang.eval.statement.AssignLocal;
import org.gradlang.eval.variable.ReadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Which variables of a function may own what they hold, see {@link org.gradlang.eval.Ownership}.
 *
 * <p>An assignment of an operation's value makes its variable an owner until the next one, unless
 * it stands inside of an operand: another operand may have read the variable then, and still be at
 * work with what it held. Operations look at operands; what reads the variable elsewhere shares
 * what it holds.
 *
 * <p>An operation also owns what operands give that are operations themselves.
 */
final class Lives {
  private final List<Assigned> assigned = new ArrayList<>();
  private final List<ReadLocal> reads = new ArrayList<>();
  private final List<Lent> lent = new ArrayList<>();
  private final PutOff putOff;
  private int operands;

  /** What is told which of the reads are those of operands. */
  Lives(PutOff putOff) {
    this.putOff = putOff;
  }

  /** An assignment, of an operation that may give an owned value, or of anything else. */
  private record Assigned(int slot, AssignLocal assignment, @Nullable Operation value) {}

  private record Lent(ReadLocal read, Operation by) {}

  /** Notes a read of a variable. */
  ReadLocal read(ReadLocal read) {
    reads.add(read);
    putOff.read(read);
    return read;
  }

  /** An operand is linked from here on. */
  void enterOperand() {
    operands++;
  }

  void leaveOperand() {
    operands--;
  }

  /** Notes that an operation only looks at its operands, or else shares them itself. */
  <T extends Operation> T lending(T operation, Node... to) {
    putOff.look(operation, to);
    for (int i = 0; i < to.length; i++) {
      if (to[i] instanceof ReadLocal read) {
        lent.add(new Lent(read, operation));
      } else if (i < Operation.TARGET) {
        drop(operation, i, to[i]);
      }
    }
    return operation;
  }

  /** The same for the target of a method. */
  MethodCall lendingTarget(MethodCall call, Node target) {
    putOff.look(call, target);
    if (target instanceof ReadLocal read) {
      lent.add(new Lent(read, call));
    } else {
      drop(call, Operation.TARGET, target);
    }
    return call;
  }

  private static void drop(Operation operation, int number, Node operand) {
    if (operand instanceof Operation temporary && temporary.canBeOwned()) {
      operation.drop(number, temporary);
    }
  }

  /** Notes an assignment. */
  AssignLocal assign(int slot, Node value) {
    AssignLocal assignment = new AssignLocal(slot, value);
    if (operands == 0) {
      boolean canBeOwned = value instanceof Operation operation && operation.canBeOwned();
      assigned.add(new Assigned(slot, assignment, canBeOwned ? (Operation) value : null));
    }
    return assignment;
  }

  /** Tells the nodes, once the whole function is linked. */
  void settle() {
    Set<Integer> owners = new HashSet<>();
    for (Assigned one : assigned) {
      if (one.value != null) {
        owners.add(one.slot);
        one.value.becomeOwned();
      }
    }
    for (Assigned one : assigned) {
      if (owners.contains(one.slot)) {
        one.assignment.becomeOwner(); // whatever comes next, what was owned goes
      }
    }
    Set<ReadLocal> looks = new HashSet<>();
    for (Lent one : lent) {
      if (owners.contains(one.read.slot())) {
        looks.add(one.read);
        one.by.lend();
      }
    }
    for (ReadLocal read : reads) {
      if (owners.contains(read.slot()) && !looks.contains(read)) {
        read.becomeShared();
      }
    }
  }
}
