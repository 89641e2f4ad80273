package org.gradlang.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.gradlang.kernel.Copies;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TensorPrinterTest {

  /**
   * printing.txt was made by PyTorch. A line has the printed text in quotes, the dtype, the sizes,
   * the autograd suffix, the print options and the elements.
   */
  @Test
  void printsAsPyTorchDoes() throws IOException {
    List<String> lines = lines();
    assertTrue(lines.size() > 150);
    for (String line : lines) {
      String[] fields = line.split("\\|", -1);
      String expected = fields[0].substring(1, fields[0].length() - 1).replace("\\n", "\n");
      View tensor = tensor(fields[1], fields[2], fields[5]);
      assertEquals(expected, print(tensor, fields[4], fields[3].equals("-") ? null : fields[3]));
    }
  }

  @Test
  void stridesDoNotShow() {
    Storage storage = Storage.of(new long[] {9, 1, 2, 3, 4, 5, 6});
    View transposed = new View(storage, Layout.strided(new int[] {3, 2}, new int[] {1, 3}, 1));
    assertEquals(
        "tensor([[1, 4],\n        [2, 5],\n        [3, 6]])",
        TensorPrinter.print(transposed, new Context(), null));
  }

  private static List<String> lines() throws IOException {
    String file = System.getProperty("printing.txt");
    if (file != null) {
      return java.nio.file.Files.readAllLines(java.nio.file.Path.of(file));
    }
    var stream =
        Objects.requireNonNull(TensorPrinterTest.class.getResourceAsStream("printing.txt"));
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }

  private static String print(View tensor, String options, @Nullable String autograd) {
    String[] words = options.split(" ");
    Context context = new Context();
    context.setPrintOptions(
        new PrintOptions(
            Integer.parseInt(words[0]),
            Double.parseDouble(words[1]),
            Integer.parseInt(words[2]),
            Integer.parseInt(words[3]),
            words[4].equals("None") ? null : Boolean.valueOf(words[4])));
    return TensorPrinter.print(tensor, context, autograd);
  }

  private static View tensor(String dtypeName, String shape, String numbers) {
    DType dtype = DType.valueOf(dtypeName.toUpperCase(Locale.ROOT));
    int[] sizes =
        shape.equals("-")
            ? new int[0]
            : Arrays.stream(shape.split(",")).mapToInt(Integer::parseInt).toArray();
    String[] words = numbers.isEmpty() ? new String[0] : numbers.split(" ");
    if (dtype == DType.INT64) {
      long[] longs = Arrays.stream(words).mapToLong(Long::parseLong).toArray();
      return new View(Storage.of(longs), Layout.contiguous(sizes));
    }
    double[] doubles = Arrays.stream(words).mapToDouble(TensorPrinterTest::number).toArray();
    return new View(
        Copies.converted(View.of(Storage.of(doubles)), dtype), Layout.contiguous(sizes));
  }

  private static double number(String word) {
    return switch (word) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(word);
    };
  }
}
