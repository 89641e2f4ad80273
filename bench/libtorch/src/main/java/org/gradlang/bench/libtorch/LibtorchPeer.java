package org.gradlang.bench.libtorch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.gradlang.bench.Peer;
import org.gradlang.bench.Row;
import org.gradlang.bench.Work;

/** libtorch in this process. */
public final class LibtorchPeer implements Peer {
  private final Map<String, Supplier<Work>> rows = new HashMap<>();

  /** For the service loader. */
  public LibtorchPeer() {
    SmallSides.addTo(rows);
    ProductSides.addTo(rows);
    PointwiseSides.addTo(rows);
    ConvolutionSides.addTo(rows);
    NetSides.addTo(rows);
  }

  @Override
  public String name() {
    return Row.LIBTORCH;
  }

  @Override
  public String description() {
    return "libtorch " + version();
  }

  private static String version() {
    try {
      return Loader.getVersion("org.bytedeco", "pytorch");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start(int threads) {
    var _ = torch.zeros(1); // initializes the library
    torch.set_num_threads(threads);
  }

  @Override
  public Optional<Work> work(Row row) {
    return Optional.ofNullable(rows.get(row.name())).map(Supplier::get);
  }
}
