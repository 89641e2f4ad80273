package org.gradlang.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.gradlang.Grad;

/**
 * Whether twice the work takes twice the time, of Grad and of PyTorch: {@code Growth ROUNDS CLOCK
 * SERIES...}. Neighbouring sizes take turns.
 */
public final class Growth {
  static final String TITLE = "Twice the work";

  /**
   * Programs of growing size.
   *
   * @param program in whose texts SIZE stands for the size
   */
  private record Series(String name, long first, long last, Program program) {
    Row row(long size) {
      String number = Long.toString(size);
      return Row.of(
          TITLE,
          name,
          new Program(
              program.grad().replace("SIZE", number), program.python().replace("SIZE", number)));
    }
  }

  private static final long MOST_ELEMENTS = 100_000_000;

  private static final List<Series> ALL =
      List.of(
          elements(
              "tanh, elements",
              MOST_ELEMENTS,
              Program.of("x = torch.randn(SIZE)", "torch.tanh(x)")),
          elements(
              "a + b, elements",
              MOST_ELEMENTS,
              Program.of("a = torch.randn(SIZE)\nb = torch.randn(SIZE)", "a + b")),
          elements("sum, elements", MOST_ELEMENTS, Program.of("x = torch.randn(SIZE)", "x.sum()")),
          elements(
              "tanh(x).sum().backward(), elements",
              MOST_ELEMENTS,
              Program.statements(
                  "x = torch.randn(SIZE, requires_grad=True)",
                  "x.grad = None; torch.tanh(x).sum().backward()",
                  "[x.grad]")),
          elements("sort, elements", 4_100_000, Program.of("x = torch.randn(SIZE)", "x.sort()[0]")),
          layers(
              "layers of ten units, forward and backward",
              "h = tanh(layer(h))",
              "h = torch.tanh(layer(h))"),
          // What goes back through plain layers is below 1e-38 after 140 of them, and such numbers
          // take processors long; around these layers a part goes on as it is.
          layers(
              "layers of ten units with a way around, forward and backward",
              "h = h + 0.1 * tanh(layer(h))",
              "h = h + 0.1 * torch.tanh(layer(h))"),
          new Series(
              "links of a chain, forward and backward",
              1000,
              256_000,
              repeated(
                  "let x = tensor(1., requires_grad=True)",
                  "let y = x; for i in range(SIZE) { y = y * 1.00001 }; y.backward()",
                  "x = torch.tensor(1., requires_grad=True)",
                  """
                  y = x
                  for i in range(SIZE): y = y * 1.00001
                  y.backward()
                  """)),
          new Series(
              "steps of an LSTM, forward and backward",
              10,
              1280,
              repeated(
                  """
                  manual_seed(0)
                  let lstm = nn.LSTM(8, 16, batch_first=True)
                  let x = randn(4, SIZE, 8)
                  """,
                  "lstm(x)[0].sum().backward()",
                  """
                  torch.manual_seed(0)
                  lstm = torch.nn.LSTM(8, 16, batch_first=True)
                  x = torch.randn(4, SIZE, 8)
                  """,
                  "lstm(x)[0].sum().backward()")),
          new Series(
              "rounds of a loop",
              100_000,
              12_800_000,
              repeated(
                  "",
                  "let t = 0; for i in range(SIZE) { t = t + i }; t",
                  "",
                  """
                  t = 0
                  for i in range(SIZE): t = t + i
                  """)));

  private static Series elements(String name, long last, Program program) {
    return new Series(name, 1000, last, program);
  }

  private static Series layers(String name, String grad, String python) {
    return new Series(
        name,
        10,
        2560,
        repeated(
            """
            manual_seed(0)
            let layers = [nn.Linear(10, 10) for i in range(SIZE)]
            let x = randn(16, 10)
            """,
            "let h = x; for layer in layers { " + grad + " }; h.sum().backward()",
            """
            torch.manual_seed(0)
            layers = [torch.nn.Linear(10, 10) for i in range(SIZE)]
            x = torch.randn(16, 10)
            """,
            "h = x\nfor layer in layers: " + python + "\nh.sum().backward()"));
  }

  /** The same in both languages. */
  private static Program repeated(String setup, String body, String pySetup, String pyBody) {
    return new Program(
        setup + "\nfn run(n) { for k in range(n) { " + body + " } }\n",
        pySetup + "\ndef run(n):\n    for k in range(n):\n" + pyBody.indent(8));
  }

  static List<String> names() {
    return ALL.stream().map(Series::name).toList();
  }

  /** Runs it. */
  public static void main(String[] args) {
    int rounds = Integer.parseInt(args[0]);
    Clock clock = Clock.valueOf(args[1]);
    // Of other threads nobody knows how long they had a processor.
    int threads = clock == Clock.WALL ? Runtime.getRuntime().availableProcessors() : 1;
    List<String> wanted = List.of(args).subList(2, args.length);
    Grad.onLargeStack(() -> {
      try (Peer grad = new GradPeer();
          Peer python = new PythonPeer()) {
        grad.start(threads);
        python.start(threads);
        Growth growth = new Growth(List.of(grad, python), rounds, clock);
        ALL.stream().filter(series -> wanted.contains(series.name())).forEach(growth::measure);
      }
      return null;
    });
    System.exit(0);
  }

  private final List<Peer> peers;
  private final int rounds;
  private final Clock clock;

  private Growth(List<Peer> peers, int rounds, Clock clock) {
    this.peers = peers;
    this.rounds = rounds;
    this.clock = clock;
  }

  private void measure(Series series) {
    for (Peer peer : peers) {
      try (Sized warm = new Sized(peer, series.row(series.first()), clock)) {
        warm.warmUp(2e9);
      }
    }
    for (long size = series.first(); 2 * size <= series.last(); size *= 2) {
      List<String> cells =
          new ArrayList<>(
              List.of("growth", series.name(), String.format(Locale.ROOT, "%,d", 2 * size)));
      for (Peer peer : peers) {
        cells.addAll(measure(peer, series.row(size), series.row(2 * size)));
      }
      System.out.println(String.join("\t", cells));
      System.gc();
    }
  }

  /**
   * The time of the large one, and the quartiles of how much longer it takes than the small one.
   */
  private List<String> measure(Peer peer, Row smallRow, Row largeRow) {
    try (Sized small = new Sized(peer, smallRow, clock);
        Sized large = new Sized(peer, largeRow, clock)) {
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
      Quartiles ratio = Quartiles.of(ratios);
      return Stream.of(Quartiles.of(times).median(), ratio.first(), ratio.median(), ratio.third())
          .map(String::valueOf)
          .toList();
    }
  }

  /** A program of one size. */
  private static final class Sized implements AutoCloseable {
    private final Clock clock;
    private final Work work;
    private int times = 1;

    Sized(Peer peer, Row row, Clock clock) {
      this.clock = clock;
      this.work = peer.work(row).orElseThrow();
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
      return (double) work.nanos(times, clock) / times;
    }

    @Override
    public void close() {
      work.close();
    }
  }
}
