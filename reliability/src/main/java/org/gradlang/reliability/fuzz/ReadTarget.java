package org.gradlang.reliability.fuzz;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Limits;
import org.gradlang.Loader;
import org.gradlang.Script;

/**
 * Any file is read, or refused with an error of the program that names it, by each of the ways to
 * read: in time, and in memory that its length bounds.
 */
public final class ReadTarget {
  private static final Duration DEADLINE = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofMillis(150);

  /** More than any file of some kilobytes can need, be it compressed. */
  private static final Limits LIMITS =
      Limits.none()
          .steps(100_000)
          .callDepth(200)
          .deadline(DEADLINE)
          .tensorBytes(128L << 20)
          .bytes(256L << 20);

  private static final String BEFORE =
      """
      let net = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3))
      let step = optim.Adam(net.parameters())
      net(ones(4, 2)).sum().backward()
      """;

  private static final Map<Character, Script> SCRIPTS = new HashMap<>();

  private ReadTarget() {}

  /** Grants one file. */
  private record OneFile(byte[] content) implements FileAccess {
    @Override
    public InputStream read(String path) throws NoSuchFileException {
      if (!path.equals("x")) {
        throw new NoSuchFileException(path);
      }
      return new ByteArrayInputStream(content);
    }

    @Override
    public OutputStream write(String path) {
      throw new Finding("something is written to " + path);
    }
  }

  /** What the fuzzer calls: a letter that says how to read, and what the file holds. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    Reading way = Reading.of(input[0]);
    byte[] file = way.packing().of(Arrays.copyOfRange(input, 1, input.length));
    Haste.within(DEADLINE.plus(GRACE), "reading '" + way.letter() + "'", () -> read(way, file));
  }

  private static boolean read(Reading way, byte[] file) {
    OneFile granted = new OneFile(file);
    Grad.Builder builder =
        Grad.builder()
            .files(granted)
            .loader(Loader.files(granted))
            .seed(1)
            .threads(1)
            .limits(LIMITS);
    try (Grad grad = builder.build()) {
      boolean right = reads(grad, way);
      Finding.unless(grad.eval("1 + 1").asLong() == 2, "the engine is not usable afterwards");
      return right;
    }
  }

  private static boolean reads(Grad grad, Reading way) {
    if (way.program().contains("load_state_dict")) {
      grad.eval(BEFORE);
    }
    try {
      grad.eval(SCRIPTS.computeIfAbsent(way.letter(), _ -> grad.compile("read", way.program())));
      return true;
    } catch (GradException e) {
      Finding.unless(!e.message().startsWith("a fault inside Grad"), e.rendered());
      boolean late = e.message().contains("seconds"); // for which haste is held to its time
      Finding.unless(!e.kind().equals("LimitError") || late, e.rendered());
      return false;
    }
  }
}
