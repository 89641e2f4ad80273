package org.gradlang.stdlib.store;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.gradlang.tensor.Storage;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.TupleValue;

/**
 * What {@code torch.save} wrote before PyTorch 1.6: pickles one after the other, then the elements
 * of each storage.
 */
final class LegacyTorchFile implements TorchWorld.Storages {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long VERSION = 1001;

  private final ByteSource source;
  private final Map<String, Part> parts = new HashMap<>();
  private long promised;

  private record Part(ElementKind kind, Storage storage) {}

  /** Pickles that name nothing. */
  private static final class Nothing implements PickleMachine.World {
    @Override
    public Object global(String module, String name) throws FormatException {
      return TorchNames.find(module, name);
    }

    @Override
    public Object call(Object callee, TupleValue arguments) throws FormatException {
      throw notOurs();
    }

    @Override
    public Object persistent(Object reference) throws FormatException {
      throw notOurs();
    }
  }

  private LegacyTorchFile(ByteSource source) {
    this.source = source;
  }

  static Object read(ByteSource source) throws IOException {
    return new LegacyTorchFile(source).read();
  }

  private static FormatException notOurs() {
    return new FormatException(
        "it is a pickle, but none that torch.save() wrote",
        "let PyTorch save tensors: torch.save(model.state_dict(), path)");
  }

  private Object read() throws IOException {
    if (!MAGIC.equals(next()) || !Long.valueOf(VERSION).equals(next())) {
      throw notOurs();
    }
    ByteOrder order =
        next() instanceof DictValue system && Boolean.FALSE.equals(system.get("little_endian"))
            ? ByteOrder.BIG_ENDIAN
            : ByteOrder.LITTLE_ENDIAN;
    Object value = new PickleMachine(source, new TorchWorld(this)).run();
    if (!(next() instanceof ListValue keys) || keys.size() != parts.size()) {
      throw notOurs();
    }
    for (Object key : keys) {
      fill(key, order);
    }
    if (source.left() > 0) {
      throw new FormatException(source.left() + " bytes follow after its last storage");
    }
    return PlainData.checked(value);
  }

  private Object next() throws IOException {
    return new PickleMachine(source, new Nothing()).run();
  }

  private void fill(Object key, ByteOrder order) throws IOException {
    Part part = key instanceof String ? parts.remove(key) : null;
    if (part == null) {
      throw new FormatException("its list of storages does not fit its tensors");
    }
    long length = source.small(Long.BYTES, ByteOrder.LITTLE_ENDIAN).getLong();
    if (length != part.storage.length()) {
      throw new FormatException("it gives the storage '" + key + "' two lengths");
    }
    source.elements(part.kind, order, part.storage);
  }

  /** Room for elements that come later in the file, which must be long enough for all of them. */
  @Override
  public Storage get(String key, ElementKind kind, int count) throws IOException {
    Part known = parts.get(key);
    if (known == null) {
      promised += (long) count * kind.bytes();
      if (promised > source.left()) {
        throw new FormatException(
            "it is cut: its storages should have "
                + promised
                + " bytes or more, and only "
                + source.left()
                + " are left");
      }
      known = new Part(kind, Storage.zeros(kind.dtype(), count));
      parts.put(key, known);
    } else if (known.kind != kind || known.storage.length() != count) {
      throw new FormatException("it gives the storage '" + key + "' two types or lengths");
    }
    return known.storage;
  }
}
