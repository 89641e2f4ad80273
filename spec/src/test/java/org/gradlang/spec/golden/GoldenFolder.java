package org.gradlang.spec.golden;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of golden data, whose files may be compressed: {@code ops/FAMILY.jsonl}, {@code
 * random.json} and {@code printing.jsonl}, or some of them.
 */
record GoldenFolder(Path folder) {
  private static final Pattern FILE = Pattern.compile("(\\w+)\\.jsonl?(\\.gz)?");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** The cases of one file, by their names. */
  record Family(String name, Map<String, GoldenCase> cases) {}

  /** The families in the order of their names; those of {@code ops/} come first. */
  List<Family> families() throws IOException {
    List<Family> families = new ArrayList<>();
    for (Path file : filesIn(folder.resolve("ops"))) {
      families.add(operations(file));
    }
    for (Path file : filesIn(folder)) {
      switch (family(file)) {
        case "random" -> families.add(random(file));
        case "printing" -> families.add(printing(file));
        default -> throw new IOException("golden data has no file " + file);
      }
    }
    return families;
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !family(file).isEmpty()).sorted().toList();
    }
  }

  /** The name of a file of golden data without its ending; empty for other files. */
  private static String family(Path file) {
    Matcher name = FILE.matcher(file.getFileName().toString());
    return name.matches() ? name.group(1) : "";
  }

  private static Family operations(Path file) throws IOException {
    Map<String, GoldenCase> cases = new LinkedHashMap<>();
    for (String line : lines(file)) {
      OperationCase read = JSON.readValue(line, OperationCase.class);
      if (cases.put(read.name(), read) != null) {
        throw new IOException(file + " has two cases named " + read.name());
      }
    }
    return new Family(family(file), cases);
  }

  private static Family random(Path file) throws IOException {
    String text = String.join("\n", lines(file));
    return numbered(file, JSON.readValue(text, new TypeReference<List<RandomCase>>() {}));
  }

  private static Family printing(Path file) throws IOException {
    return numbered(
        file, lines(file).stream().map(line -> JSON.readValue(line, PrintingCase.class)).toList());
  }

  private static Family numbered(Path file, List<? extends GoldenCase> read) {
    Map<String, GoldenCase> cases = new LinkedHashMap<>();
    read.forEach(one -> cases.put(Integer.toString(cases.size() + 1), one));
    return new Family(family(file), cases);
  }

  private static List<String> lines(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
