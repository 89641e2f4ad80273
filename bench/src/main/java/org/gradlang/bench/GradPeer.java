package org.gradlang.bench;

import java.util.Optional;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.Loader;
import org.gradlang.Value;

/** Grad itself. Each row has an engine of its own. */
final class GradPeer implements Peer {
  private static final String DIGEST =
      """
      fn __digest(values) {
          let found = []
          for v in values {
              if isinstance(v, Tensor) {
                  let flat = v.detach().double().flatten()
                  found += [flat.sum().item(), flat.abs().sum().item(), flat[0].item(), flat[-1].item()]
              } else { found.append(float(v)) }
          }
          found
      }
      """;

  private int threads = 1;

  @Override
  public String name() {
    return "Grad";
  }

  @Override
  public String description() {
    return "Grad on Java " + Runtime.version();
  }

  @Override
  public void start(int count) {
    threads = count;
  }

  @Override
  public Optional<Work> work(Row row) {
    return Optional.of(new Script(row.program().grad()));
  }

  private final class Script implements Work {
    private final Grad grad =
        Grad.builder()
            .collects()
            .threads(threads)
            .seed(1)
            .files(FileAccess.all())
            .loader(Loader.files(FileAccess.all()))
            .build();
    private final Value run;

    Script(String text) {
      grad.eval("<row>", text);
      grad.eval("<digest>", DIGEST);
      run = grad.get("run");
    }

    @Override
    public long nanos(int times, Clock clock) {
      long start = clock.now();
      var _ = run.call((long) times);
      return clock.now() - start;
    }

    @Override
    public double[] digest() {
      return grad.eval("__digest(outcome())").asList().stream()
          .mapToDouble(Value::asDouble)
          .toArray();
    }

    @Override
    public void close() {
      grad.close();
    }
  }
}
