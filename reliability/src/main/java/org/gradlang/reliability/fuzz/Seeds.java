package org.gradlang.reliability.fuzz;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Writes what the fuzzer begins with: the dictionary, the project's scripts, and small files of
 * every kind. {@code Seeds PROJECT FOLDER} makes {@code FOLDER/dictionary} and a folder for each
 * target.
 */
public final class Seeds {
  private static final int LONGEST = 4096;

  private final Path project;
  private final Path folder;
  private int count;

  private Seeds(Path project, Path folder) {
    this.project = project;
    this.folder = folder;
  }

  /** Writes them. */
  public static void main(String[] arguments) throws IOException {
    Seeds seeds = new Seeds(Path.of(arguments[0]), Path.of(arguments[1]));
    for (String target : List.of("compile", "eval", "read")) {
      Files.createDirectories(seeds.folder.resolve(target));
    }
    seeds.dictionary();
    seeds.scripts();
    seeds.recorded();
    seeds.pictures();
    seeds.texts();
  }

  private void dictionary() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String word : Vocabulary.words()) {
      lines.append('"');
      for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
        boolean plain = b > ' ' && b < 127 && b != '"' && b != '\\';
        lines.append(plain ? String.valueOf((char) b) : String.format(Locale.ROOT, "\\x%02x", b));
      }
      lines.append("\"\n");
    }
    Files.writeString(folder.resolve("dictionary"), lines);
  }

  private void seed(String target, byte[] content) throws IOException {
    if (content.length <= LONGEST) {
      Files.write(folder.resolve(target).resolve("seed" + count++), content);
    }
  }

  private void scripts() throws IOException {
    for (String place : List.of("spec", "examples")) {
      try (Stream<Path> files = Files.walk(project.resolve(place))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".grad")).sorted().toList()) {
          String text = Files.readString(file);
          seed("compile", text.getBytes(StandardCharsets.UTF_8));
          seed("eval", ScriptText.input(text.replaceAll("(?m)^ *#.*\n", "")));
        }
      }
    }
  }

  /** What PyTorch, NumPy and safetensors wrote, with the tests of the readers. */
  private void recorded() throws IOException {
    Path resources = project.resolve("stdlib/src/test/resources/org/gradlang/stdlib/store");
    for (String line : Files.readAllLines(resources.resolve("recorded.txt"))) {
      String[] parts = line.split(" ", 2);
      byte[] content = Base64.getDecoder().decode(parts[1]);
      for (String letter : parts[0].endsWith(".npy") ? List.of("l", "n") : List.of("l", "u", "o")) {
        read(letter, content);
      }
    }
    read("p", "\u0080\u0002}q\0(X\u0001\0\0\0aK\u0001u.".getBytes(StandardCharsets.ISO_8859_1));
    read("s", "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}}");
    read("S", "{\"0.weight\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,24]}}");
  }

  private void pictures() throws IOException {
    for (int type :
        List.of(
            BufferedImage.TYPE_INT_RGB,
            BufferedImage.TYPE_INT_ARGB,
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_INDEXED,
            BufferedImage.TYPE_BYTE_BINARY)) {
      BufferedImage image = new BufferedImage(7, 5, type);
      image.setRGB(3, 2, 0xff80c020);
      for (String format : List.of("png", "jpeg")) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        if (ImageIO.write(image, format, file)) {
          read("g", file.toByteArray());
          read("G", file.toByteArray());
        }
      }
    }
  }

  private void texts() throws IOException {
    for (String letter : List.of("c", "C", "t", "T", "r", "x", "X")) {
      read(letter, "a,b\n1,2.5\n-3e2,\"4\"\n");
      read(letter, "a;b;\"c\"\n1;NA;x\n2;;\"y\"\"z\"\n");
      read(letter, "a\tb\n1\tnan\n\n2\t-inf\n");
    }
    byte[] idx = {0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6};
    read("i", idx);
    read("I", idx);
    read("i", new byte[] {0, 0, 13, 1, 0, 0, 0, 1, 63, -128, 0, 0});
    read("m", "let a = 1\nfn f(x) { x + a }\n");
    read("x", Packing.GZIP.of("some text\n".getBytes(StandardCharsets.UTF_8)));
  }

  private void read(String letter, String content) throws IOException {
    read(letter, content.getBytes(StandardCharsets.UTF_8));
  }

  private void read(String letter, byte[] content) throws IOException {
    byte[] input = new byte[1 + content.length];
    input[0] = (byte) letter.charAt(0);
    System.arraycopy(content, 0, input, 1, content.length);
    seed("read", input);
  }
}
