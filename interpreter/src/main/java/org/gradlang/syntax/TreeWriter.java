package org.gradlang.syntax;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the bytes of a {@link StoredTree}: of each record its name and then its components, by
 * reflection, so that it need not know them.
 */
final class TreeWriter {
  private final Bytes nodes = new Bytes();
  private final Map<String, Integer> words = new LinkedHashMap<>();
  private int lastStart;

  byte[] program(Program program) {
    add(program.statements());
    Bytes all = new Bytes();
    String text = program.source().text();
    all.number(StoredTree.VERSION);
    all.number(text.length());
    all.number(text.hashCode());
    all.number(words.size());
    for (String word : words.keySet()) {
      byte[] letters = word.getBytes(StandardCharsets.UTF_8);
      all.number(letters.length);
      all.writeBytes(letters);
    }
    all.writeBytes(nodes.toByteArray());
    return all.toByteArray();
  }

  private void add(Object part) {
    switch (part) {
      case Span span -> add(span);
      case Record record -> {
        word(record.getClass().getSimpleName());
        SyntaxTree.components(record).forEach(this::add);
      }
      case List<?> several -> {
        nodes.number(several.size());
        several.forEach(this::add);
      }
      case Optional<?> optional -> {
        nodes.write(optional.isPresent() ? 1 : 0);
        optional.ifPresent(this::add);
      }
      case String word -> word(word);
      case Boolean truth -> nodes.write(truth ? 1 : 0);
      case Long number -> nodes.number(number);
      case Double number -> nodes.number(Double.doubleToRawLongBits(number));
      case Enum<?> one ->
          nodes.number(Arrays.asList(one.getDeclaringClass().getEnumConstants()).indexOf(one));
      default -> throw new IllegalArgumentException("a tree has no " + part.getClass());
    }
  }

  /** Mostly a node begins close to the one before it. */
  private void add(Span span) {
    nodes.number(span.start() - lastStart);
    nodes.number(span.length());
    lastStart = span.start();
  }

  private void word(String word) {
    nodes.number(words.computeIfAbsent(word, w -> words.size()));
  }

  /** Numbers in groups of seven bits, the lowest first; small negative ones are short too. */
  private static final class Bytes extends ByteArrayOutputStream {
    void number(long value) {
      long rest = value << 1 ^ value >> 63;
      while (rest >>> 7 != 0) {
        write((int) (rest & 127 | 128));
        rest >>>= 7;
      }
      write((int) rest);
    }
  }
}
