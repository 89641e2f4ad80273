package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Generator;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.View;
import org.junit.jupiter.api.Test;

class DrawsTest {

  /**
   * random.txt was made by PyTorch. A line is {@code seed S}, which starts a sequence, or one draw:
   * its kind, dtype, sizes (with t: the memory of the transposed tensor), two arguments, and the
   * numbers, all of them or the first and the last.
   */
  @Test
  void drawsWhatPyTorchDraws() throws IOException {
    Generator generator = new Generator();
    int draws = 0;
    for (String line : lines()) {
      String[] words = line.split(" ");
      if (words[0].equals("seed")) {
        generator.seed(Long.parseLong(words[1]));
      } else {
        check(line, words, draw(generator, words));
        draws++;
      }
    }
    assertTrue(draws > 60, "too few draws: " + draws);
  }

  private static List<String> lines() throws IOException {
    String file = System.getProperty("random.txt");
    if (file != null) {
      return java.nio.file.Files.readAllLines(java.nio.file.Path.of(file));
    }
    var stream = Objects.requireNonNull(DrawsTest.class.getResourceAsStream("random.txt"));
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static double[] draw(Generator generator, String[] words) {
    DType dtype = DType.valueOf(words[1].toUpperCase(java.util.Locale.ROOT));
    View out = empty(dtype, words[2]);
    switch (words[0]) {
      case "uniform" -> Draws.uniform(generator, out, number(words[3]), number(words[4]));
      case "normal" -> Draws.normal(generator, out, number(words[3]), number(words[4]));
      case "integers" ->
          Draws.integers(generator, out, Long.parseLong(words[3]), Long.parseLong(words[4]));
      case "permutation" -> {
        return asDoubles(
            View.of(Storage.of(Draws.permutation(generator, Integer.parseInt(words[3])))));
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
    return asDoubles(out);
  }

  private static View empty(DType dtype, String shape) {
    boolean transposed = shape.endsWith("t");
    String text = transposed ? shape.substring(0, shape.length() - 1) : shape;
    int[] sizes =
        text.equals("-")
            ? new int[0]
            : Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
    if (!transposed) {
      return View.zeros(dtype, sizes);
    }
    Layout layout = Layout.strided(sizes, new int[] {1, sizes[0]}, 0);
    return new View(Storage.zeros(dtype, layout.numel()), layout);
  }

  private static double[] asDoubles(View view) {
    return Copies.converted(view, DType.FLOAT64).doubles();
  }

  private static double number(String word) {
    return Double.parseDouble(word);
  }

  private static void check(String line, String[] words, double[] actual) {
    double tolerance = words[1].equals("float32") ? 1e-6 : 1e-12;
    int from = 0;
    for (int i = 6; i < words.length; i++) {
      if (words[i].equals("last")) {
        from = actual.length - (words.length - i - 1) - (i + 1 - 6);
        continue;
      }
      double expected = number(words[i]);
      double limit = tolerance * (1 + Math.abs(expected));
      assertEquals(expected, actual[from + i - 6], limit, line);
    }
  }

  @Test
  void stateContinuesWhereItWasTaken() {
    Generator generator = new Generator(7);
    generator.nextNormal();
    long[] state = generator.state();
    double[] first = {generator.nextNormal(), generator.nextNormal(), generator.nextDouble()};
    Generator other = new Generator();
    other.setState(state);
    double[] second = {other.nextNormal(), other.nextNormal(), other.nextDouble()};
    assertArrayEquals(first, second);
    assertEquals(7, other.initialSeed());
    assertThrows(GradError.class, () -> other.setState(new long[3]));
  }

  @Test
  void bitsDrawnAtOnceAreThoseDrawnOneByOne() {
    Generator one = new Generator(3);
    Generator many = new Generator(3);
    for (int count : new int[] {1, 0, 622, 3, 624, 5000, 17}) {
      int[] bits = new int[count + 1];
      many.nextInts(bits, count);
      for (int i = 0; i < count; i++) {
        assertEquals(one.nextInt(), bits[i]);
      }
      assertEquals(0, bits[count]);
    }
    assertArrayEquals(one.state(), many.state());
  }

  /** As many as there are would take a while; each part has the least and the greatest. */
  @Test
  void normalsAreThoseOfExactFunctions() {
    for (int count : new int[] {16, 48, 512, 528, 4096 + 7}) {
      int[] bits = new int[count];
      for (int i = 0; i < count; i++) {
        bits[i] = i < 4 ? (i & 1) * 0xffffff : i * 0x9e3779b9;
        bits[i] = i == 9 ? 1 << 21 : i == 10 ? (1 << 22) - 1 : i == 11 ? 1 << 23 : bits[i];
      }
      float[] numbers = new float[count];
      new Normals(count).of(bits, numbers, count, 0.5, 3);
      for (int i = 0; i < count / 16 * 16; i++) {
        int at = i / 16 * 16 + i % 8;
        double u = (bits[at] & 0xffffff) * 0x1p-24;
        float radius = (float) Math.sqrt(-2 * (double) (float) Math.log(1 - u));
        float angle = (float) (2 * Math.PI) * ((bits[at + 8] & 0xffffff) * 0x1p-24f);
        float factor = (float) (i % 16 < 8 ? Math.cos(angle) : Math.sin(angle));
        assertEquals((float) (radius * factor * 3.0 + 0.5), numbers[i], "bits " + i);
      }
    }
  }

  @Test
  void bernoulliTakesUniformNumbersBelowP() {
    for (DType dtype : DType.values()) {
      for (double p : new double[] {0, 0x1p-60, 0.3, 0.5, 1 - 0x1p-53, 1}) {
        Generator one = new Generator(5);
        View out = View.zeros(dtype, 5000);
        Draws.bernoulli(new Generator(5), out, p);
        for (double drawn : asDoubles(out)) {
          assertEquals(one.nextDouble() < p ? 1 : 0, drawn);
        }
      }
    }
  }

  @Test
  void integersOfTheWholeRange() {
    View out = View.zeros(DType.INT64, 100);
    Draws.integers(new Generator(), out, Long.MIN_VALUE, Long.MIN_VALUE);
    assertTrue(Arrays.stream(out.storage().longs()).anyMatch(x -> x < 0));
    assertTrue(Arrays.stream(out.storage().longs()).anyMatch(x -> x > 0));
  }

  @Test
  void otherDistributionsHaveTheirMeans() {
    Generator generator = new Generator(1);
    View out = View.zeros(DType.FLOAT64, 20000);
    Draws.bernoulli(generator, out, 0.3);
    assertEquals(0.3, mean(out), 0.02);
    Draws.exponential(generator, out, 4);
    assertEquals(0.25, mean(out), 0.01);
  }

  private static double mean(View view) {
    return Arrays.stream(view.storage().doubles()).average().orElseThrow();
  }

  /** Few are found in another way than many, and float32 is sorted in another way than float64. */
  @Test
  void multinomialWithoutReplacementTakesTheFastest() {
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      for (int n : new int[] {1, 70, 5000}) {
        double[] weights = new double[n];
        Arrays.setAll(weights, i -> (float) (1 + i % 7));
        Generator generator = new Generator(2);
        Integer[] order = new Integer[n];
        double[] speeds = new double[n];
        for (int i = 0; i < n; i++) {
          order[i] = i;
          double time = -Math.log1p(-generator.nextDouble());
          speeds[i] =
              dtype == DType.FLOAT32 ? (float) (weights[i] / (float) time) : weights[i] / time;
        }
        Arrays.sort(order, (i, j) -> Double.compare(speeds[j], speeds[i]));
        for (int count : new int[] {1, 2, 64, 65, n}) {
          if (count <= n) {
            long[] drawn = Draws.multinomial(new Generator(2), weights, dtype, count, false);
            long[] expected = Arrays.stream(order).limit(count).mapToLong(i -> i).toArray();
            assertArrayEquals(expected, drawn);
          }
        }
      }
    }
  }

  @Test
  void multinomialFollowsTheWeights() {
    Generator generator = new Generator(1);
    double[] weights = {1, 0, 3};
    long[] drawn = Draws.multinomial(generator, weights, DType.FLOAT64, 10000, true);
    long[] counts = new long[3];
    Arrays.stream(drawn).forEach(i -> counts[(int) i]++);
    assertEquals(0, counts[1]);
    assertEquals(0.75, counts[2] / 10000.0, 0.02);
    long[] both = Draws.multinomial(generator, weights, DType.FLOAT64, 2, false);
    Arrays.sort(both);
    assertArrayEquals(new long[] {0, 2}, both);
  }
}
