package org.gradlang.repl.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gradlang.Value;
import org.gradlang.repl.shell.command.Stopwatch.Cost;
import org.gradlang.repl.shell.session.Session;

/** {@code :timeit}. */
final class TimeitCommand implements Command {
  /** What a sample takes at least, so that the clock is exact enough. */
  private static final double SAMPLE = 20e6;

  /** How long it runs before samples count, so that the JVM has compiled what it will. */
  private static final double WARM_UP = 0.5e9;

  private static final double TIME = 2e9;
  private static final int FEWEST = 5;
  private static final int MOST = 51;

  @Override
  public String name() {
    return "timeit";
  }

  @Override
  public String parameters() {
    return "CODE";
  }

  @Override
  public String summary() {
    return "Measure how long code takes: the median of many runs, and how far they spread.";
  }

  @Override
  public String details() {
    return "The code runs in a block of its own, as often as it takes to measure it: once cold, half"
        + " a second to warm up, then samples for about two seconds. The spread is the range of the"
        + " middle half of the samples; what is allocated includes all temporaries, of this thread.";
  }

  @Override
  public ArgumentKind argument() {
    return ArgumentKind.CODE;
  }

  @Override
  public void run(Session session, String argument) {
    if (argument.isEmpty()) {
      session.say("what? :timeit CODE");
      return;
    }
    if (session.grad().isTraced()) {
      session.say("showing what runs would take most of the time: :trace off");
      return;
    }
    String code = "fn(runs__) { for run__ in range(runs__) {\n" + argument + "\n} }";
    Optional<Value> function = session.compute("<timeit>", code);
    function
        .flatMap(f -> session.run(() -> measured(f)))
        .ifPresent(lines -> lines.forEach(session::say));
  }

  private static List<String> measured(Value function) {
    Cost cold = cost(function, 1);
    long runs = warm(function, cold.nanos());
    List<Cost> samples = new ArrayList<>();
    double spent = 0;
    while (samples.size() < FEWEST || spent < TIME && samples.size() < MOST) {
      Cost sample = cost(function, runs);
      if (sample.nanos() < SAMPLE / 2) { // it has become faster since
        runs = needed(sample.nanos() / runs, Long.MAX_VALUE);
        samples.clear();
        spent = 0;
        continue;
      }
      samples.add(new Cost(sample.nanos() / runs, sample.bytes() / runs));
      spent += sample.nanos();
    }
    return report(cold, runs, samples);
  }

  /** Runs it for a while; the answer is how many runs make a sample. */
  private static long warm(Value function, double cold) {
    double spent = cold;
    double each = cold;
    long runs = 1;
    while (spent < WARM_UP) {
      Cost cost = cost(function, runs);
      spent += cost.nanos();
      each = cost.nanos() / runs;
      runs = needed(each, 2 * runs);
    }
    return needed(each, Long.MAX_VALUE);
  }

  private static Cost cost(Value function, long runs) {
    return Stopwatch.of(() -> function.call(runs)).cost();
  }

  private static long needed(double each, long most) {
    return Math.clamp((long) Math.ceil(SAMPLE / Math.max(each, 1)), 1, most);
  }

  private static List<String> report(Cost cold, long runs, List<Cost> samples) {
    double[] nanos = samples.stream().mapToDouble(Cost::nanos).sorted().toArray();
    double bytes = samples.stream().mapToDouble(Cost::bytes).sorted().toArray()[nanos.length / 2];
    String counted =
        String.format(
            Locale.ROOT,
            "%d samples of %,d %s",
            nanos.length,
            runs,
            runs == 1 ? "run" : "runs each");
    return List.of(
        "median "
            + Amounts.time(nanos[nanos.length / 2])
            + " (middle half "
            + Amounts.time(nanos[nanos.length / 4])
            + " to "
            + Amounts.time(nanos[nanos.length - 1 - nanos.length / 4])
            + ", fastest "
            + Amounts.time(nanos[0])
            + "), "
            + counted,
        "first, cold run " + Amounts.time(cold.nanos()) + "; allocates " + Amounts.bytes(bytes));
  }
}
