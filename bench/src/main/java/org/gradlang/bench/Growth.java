package org.gradlang.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.gradlang.Grad;
import org.gradlang.Value;

/**
 * Whether twice the work takes twice the time: {@code Growth ROUNDS CLOCK SERIES...}. Neighbouring
 * sizes take turns.
 */
public final class Growth {
  static final String TITLE = "Twice the work";

  private Growth() {}

  /**
   * Programs of growing size.
   *
   * @param setup and the body of a function, in which SIZE stands for the size
   */
  private record Series(String name, long first, long last, String setup, String body) {}

  private static final String LAYERS =
      """
      manual_seed(0)
      let layers = [nn.Linear(10, 10) for i in range(SIZE)]
      let x = randn(16, 10)
      """;

  private static final List<Series> ALL =
      List.of(
          new Series("tanh, elements", 1000, 100_000_000, "let x = randn(SIZE)", "tanh(x)"),
          new Series(
              "a + b, elements",
              1000,
              100_000_000,
              "let a = randn(SIZE)\nlet b = randn(SIZE)",
              "a + b"),
          new Series("sum, elements", 1000, 100_000_000, "let x = randn(SIZE)", "x.sum()"),
          new Series(
              "tanh(x).sum().backward(), elements",
              1000,
              100_000_000,
              "let x = randn(SIZE, requires_grad=True)",
              "x.grad = None; tanh(x).sum().backward()"),
          new Series("sort, elements", 1000, 4_100_000, "let x = randn(SIZE)", "x.sort()[0]"),
          new Series(
              "layers of ten units, forward and backward",
              10,
              2560,
              LAYERS,
              "let h = x; for layer in layers { h = tanh(layer(h)) }; h.sum().backward()"),
          // What goes back through plain layers is below 1e-38 after 140 of them, and such numbers
          // take processors long; around these layers a part goes on as it is.
          new Series(
              "layers of ten units with a way around, forward and backward",
              10,
              2560,
              LAYERS,
              "let h = x; for layer in layers { h = h + 0.1 * tanh(layer(h)) };"
                  + " h.sum().backward()"),
          new Series(
              "links of a chain, forward and backward",
              1000,
              256_000,
              "let x = tensor(1., requires_grad=True)",
              "let y = x; for i in range(SIZE) { y = y * 1.00001 }; y.backward()"),
          new Series(
              "steps of an LSTM, forward and backward",
              10,
              1280,
              """
              manual_seed(0)
              let lstm = nn.LSTM(8, 16, batch_first=True)
              let x = randn(4, SIZE, 8)
              """,
              "lstm(x)[0].sum().backward()"),
          new Series(
              "rounds of a loop",
              100_000,
              12_800_000,
              "",
              "let t = 0; for i in range(SIZE) { t = t + i }; t"));

  static List<String> names() {
    return ALL.stream().map(Series::name).toList();
  }

  /** Runs it. */
  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[0]);
    Clock clock = Clock.valueOf(args[1]);
    List<String> wanted = List.of(args).subList(2, args.length);
    Grad.onLargeStack(() -> {
      ALL.stream()
          .filter(series -> wanted.contains(series.name()))
          .forEach(series -> measure(series, rounds, clock));
      return null;
    });
    System.exit(0);
  }

  private static void measure(Series series, int rounds, Clock clock) {
    try (Sized warm = new Sized(series, series.first(), clock)) {
      warm.warmUp(2e9);
    }
    for (long size = series.first(); 2 * size <= series.last(); size *= 2) {
      measure(series, size, rounds, clock);
      System.gc();
    }
  }

  private static void measure(Series series, long size, int rounds, Clock clock) {
    try (Sized small = new Sized(series, size, clock);
        Sized large = new Sized(series, 2 * size, clock)) {
      small.warmUp(0.3e9);
      large.warmUp(0.3e9);
      double[] times = new double[rounds];
      double[] ratios = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        double first = small.sample();
        times[round] = large.sample();
        // The small one on both sides of the large one, so that a drift meets both.
        ratios[round] = times[round] / ((first + small.sample()) / 2);
      }
      Quartiles time = Quartiles.of(times);
      Quartiles ratio = Quartiles.of(ratios);
      System.out.println(
          String.join(
              "\t",
              "growth",
              series.name(),
              String.format(Locale.ROOT, "%,d", 2 * size),
              Double.toString(time.median()),
              Double.toString(ratio.first()),
              Double.toString(ratio.median()),
              Double.toString(ratio.third())));
    }
  }

  /** A program of one size. */
  private static final class Sized implements AutoCloseable {
    private final Grad grad;
    private final Clock clock;
    private final Value run;
    private int times = 1;

    Sized(Series series, long size, Clock clock) {
      this.clock = clock;
      Grad.Builder builder = Grad.builder().seed(1).collects();
      // Only the calling thread's time is known.
      grad = (clock == Clock.PROCESSOR ? builder.threads(1) : builder).build();
      String number = Long.toString(size);
      grad.eval(series.setup().replace("SIZE", number));
      grad.eval(
          "fn run(n) { for k in range(n) { BODY } }"
              .replace("BODY", series.body().replace("SIZE", number)));
      run = grad.get("run");
    }

    void warmUp(double nanos) {
      double spent = 0;
      double best = Double.MAX_VALUE;
      List<Double> all = new ArrayList<>();
      do {
        double one = sample();
        spent += one * times;
        all.add(one);
        best = Math.min(best, one);
        times = (int) Math.clamp(10e6 / best, 1, times * 8.0);
      } while (spent < nanos || all.size() < 2);
    }

    double sample() {
      long start = clock.now();
      var _ = run.call((long) times);
      return (double) (clock.now() - start) / times;
    }

    @Override
    public void close() {
      grad.close();
    }
  }
}
