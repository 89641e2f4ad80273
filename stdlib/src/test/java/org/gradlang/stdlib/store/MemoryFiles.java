package org.gradlang.stdlib.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.gradlang.FileAccess;
import org.gradlang.Grad;
import org.gradlang.GradException;

/** Files in memory, and scripts that use them. */
final class MemoryFiles implements FileAccess {
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  /** The files that {@code record.py} made with PyTorch, NumPy and safetensors. */
  static MemoryFiles recorded() {
    MemoryFiles recorded = new MemoryFiles();
    try (InputStream file =
        Objects.requireNonNull(MemoryFiles.class.getResourceAsStream("recorded.txt"))) {
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        String[] parts = line.split(" ", 2);
        recorded.put(parts[0], Base64.getDecoder().decode(parts[1]));
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return recorded;
  }

  MemoryFiles put(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  byte[] bytes(String name) {
    return Objects.requireNonNull(files.get(name), name);
  }

  String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  Map<String, byte[]> all() {
    return files;
  }

  @Override
  public InputStream read(String path) throws NoSuchFileException {
    byte[] content = files.get(path);
    if (content == null) {
      throw new NoSuchFileException(path);
    }
    return new ByteArrayInputStream(content);
  }

  @Override
  public OutputStream write(String path) {
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        files.put(path, toByteArray());
      }
    };
  }

  /** What a script prints, and at the end the error that it does not catch. */
  String run(String script) {
    return run(this, script);
  }

  /** What a script with those files prints, and at the end the error that it does not catch. */
  static String run(FileAccess files, String script) {
    StringWriter out = new StringWriter();
    try (Grad grad = Grad.builder().out(out).files(files).build()) {
      grad.eval("script.grad", script);
    } catch (GradException error) {
      out.write(error.rendered());
    }
    return out.toString();
  }
}
