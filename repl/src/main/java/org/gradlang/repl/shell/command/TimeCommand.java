package org.gradlang.repl.shell.command;

import java.util.concurrent.atomic.AtomicReference;
import org.gradlang.Value;
import org.gradlang.repl.shell.session.Session;

/** {@code :time}. */
final class TimeCommand implements Command {
  @Override
  public String name() {
    return "time";
  }

  @Override
  public String parameters() {
    return "CODE";
  }

  @Override
  public String summary() {
    return "Run code once, show its value, and how long it took.";
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.CODE;
  }

  @Override
  public void run(Session session, String argument) {
    if (argument.isEmpty()) {
      session.say("what? :time CODE");
      return;
    }
    AtomicReference<Stopwatch.Cost> cost = new AtomicReference<>();
    session.evaluate(
        argument,
        work -> {
          Stopwatch.Timed<Value> timed = Stopwatch.of(work);
          cost.set(timed.cost());
          return timed.result();
        });
    if (cost.get() != null) {
      String time = Amounts.time(cost.get().nanos());
      session.say(time + ", " + Amounts.bytes(cost.get().bytes()) + " allocated");
    }
  }
}
