package org.gradlang.stdlib.store;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Representation;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Damages files of every format at random: each is read, or refused with one clear error. The
 * system properties {@code grad.fuzz.seed} and {@code grad.fuzz.files} (damaged copies of each
 * file) choose others; {@code mvn -Pfuzz} makes many.
 */
final class StoreFuzzTest {
  private static final long SEED = Long.getLong("grad.fuzz.seed", 1);
  private static final int COPIES = Integer.getInteger("grad.fuzz.files", 40);

  /** Numbers at which lengths and counts go wrong. */
  private static final long[] EDGES = {
    0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffffL, Long.MAX_VALUE, -1, -8
  };

  @TestFactory
  Stream<DynamicTest> damagedFilesAreReadOrRefused() {
    MemoryFiles files = MemoryFiles.recorded();
    files.run(
        """
        let m = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))
        let o = optim.Adam(m.parameters())
        m(ones(1, 2)).sum().backward(); o.step()
        save(m.state_dict(), "ours.safetensors")
        let l = [1.5, inf, (1, "a"), {2: None}, float64, ones(2).shape]
        save({"model": m.state_dict(), "optimizer": o.state_dict(), "l": [l, l]}, "nested.safetensors")
        save({"a": ones(2, 3), "b": tensor([True])}, "ours.npz", compressed=True)
        """);
    return files.all().entrySet().stream()
        .map(file -> dynamicTest(file.getKey(), () -> damage(file)));
  }

  private static void damage(Map.Entry<String, byte[]> file) {
    for (int i = 0; i < COPIES; i++) {
      Random random = new Random(SEED * 1_000_003 + i * 31L + file.getKey().hashCode());
      byte[] content = file.getValue();
      for (int n = random.nextInt(1, 4); n > 0; n--) {
        content = damaged(content, random);
      }
      read(content);
    }
  }

  private static void read(byte[] content) {
    try {
      Object value = new Store(new MemoryFiles().put("x", content)).load("x");
      assertFalse(Representation.repr(value).isEmpty());
    } catch (GradError error) {
      // another kind would say that room was asked for which the file cannot have needed
      if (error.kind() != ErrorKind.IO || !error.message().startsWith("cannot load 'x': ")) {
        throw new AssertionError(error.message(), error);
      }
    }
  }

  private static byte[] damaged(byte[] content, Random random) {
    if (content.length < 2) {
      return content;
    }
    int at = random.nextInt(content.length);
    byte[] copy = content.clone();
    switch (random.nextInt(7)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt(256);
      case 2 -> {
        long edge = EDGES[random.nextInt(EDGES.length)];
        int bytes = 1 << random.nextInt(4);
        for (int i = 0; i < bytes && at + i < copy.length; i++) {
          copy[at + i] = (byte) (edge >> 8 * i);
        }
      }
      case 3 -> copy = Arrays.copyOf(copy, at);
      case 4 -> copy = digit(copy, at, random);
      case 5 -> copy = spliced(copy, at, random.nextInt(content.length), random.nextInt(1, 64));
      default -> copy[at] = copy[random.nextInt(copy.length)];
    }
    return copy;
  }

  /** Changes the next digit of a text, which often is a length or an offset. */
  private static byte[] digit(byte[] content, int from, Random random) {
    for (int i = from; i < content.length; i++) {
      if (content[i] >= '0' && content[i] <= '9') {
        content[i] = (byte) "0123456789-.,]}\"".charAt(random.nextInt(16));
        return content;
      }
    }
    return content;
  }

  /** Puts a piece of the content at another place of it. */
  private static byte[] spliced(byte[] content, int at, int from, int length) {
    byte[] piece = Arrays.copyOfRange(content, from, Math.min(content.length, from + length));
    byte[] result = Arrays.copyOf(content, content.length + piece.length);
    System.arraycopy(piece, 0, result, at, piece.length);
    System.arraycopy(content, at, result, at + piece.length, content.length - at);
    return result;
  }
}
