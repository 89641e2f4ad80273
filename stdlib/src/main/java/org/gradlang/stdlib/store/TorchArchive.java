package org.gradlang.stdlib.store;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.gradlang.tensor.Storage;

/**
 * What {@code torch.save} writes since PyTorch 1.6: a zip archive with a pickle, and each storage
 * as a part of its own.
 */
final class TorchArchive implements TorchWorld.Storages {
  private static final String PICKLE = "/data.pkl";

  private final ZipArchive archive;
  private final String folder;
  private final ByteOrder order;
  private final Map<Part, Storage> storages = new HashMap<>();

  private record Part(String key, ElementKind kind) {}

  private TorchArchive(ZipArchive archive, String folder) throws IOException {
    this.archive = archive;
    this.folder = folder;
    this.order = byteOrder();
  }

  /** Whether an archive is one of PyTorch's. */
  static boolean isOne(ZipArchive archive) {
    return archive.names().stream().anyMatch(name -> name.endsWith(PICKLE));
  }

  static Object read(ZipArchive archive) throws IOException {
    String pickle =
        archive.names().stream().filter(name -> name.endsWith(PICKLE)).findFirst().orElseThrow();
    String folder = pickle.substring(0, pickle.length() - PICKLE.length());
    if (archive.has(folder + "/constants.pkl")) {
      throw new FormatException(
          "it is a program of TorchScript",
          "let PyTorch save its state: torch.save(torch.jit.load(path).state_dict(), other)");
    }
    TorchWorld world = new TorchWorld(new TorchArchive(archive, folder));
    // PyTorch may leave the check sums out, and does not look at them
    return PlainData.checked(
        archive.read(pickle, false, source -> new PickleMachine(source, world).run()));
  }

  private ByteOrder byteOrder() throws IOException {
    String name = folder + "/byteorder";
    if (!archive.has(name)) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    byte[] text = archive.read(name, false, source -> source.bytes(source.left()));
    return new String(text, StandardCharsets.US_ASCII).strip().equals("big")
        ? ByteOrder.BIG_ENDIAN
        : ByteOrder.LITTLE_ENDIAN;
  }

  @Override
  public Storage get(String key, ElementKind kind, int count) throws IOException {
    Part part = new Part(key, kind);
    Storage known = storages.get(part);
    if (known == null) {
      known =
          archive.read(
              folder + "/data/" + key, false, source -> source.elements(kind, order, count));
      storages.put(part, known);
    } else if (known.length() != count) {
      throw new FormatException("it gives the storage '" + key + "' two lengths");
    }
    return known;
  }
}
