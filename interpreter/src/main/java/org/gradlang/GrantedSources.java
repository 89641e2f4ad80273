package org.gradlang;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gradlang.eval.SourceFinder;
import org.gradlang.syntax.Source;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Finds what programs import: libraries their own files, others the files that are granted. */
final class GrantedSources implements SourceFinder {
  private final FileAccess files;
  private final LibraryTable libraries;

  GrantedSources(FileAccess files, LibraryTable libraries) {
    this.files = files;
    this.libraries = libraries;
  }

  @Override
  public String resolve(Source importer, String path) {
    return importer.isLibrary()
        ? Path.of(importer.name()).resolveSibling(path).normalize().toString().replace('\\', '/')
        : files.resolve(importer.name(), path);
  }

  @Override
  public Source read(String name) {
    return libraries.source(name).orElseGet(() -> file(name));
  }

  private Source file(String name) {
    try (InputStream input = files.read(name)) {
      return Source.of(name, new String(input.readAllBytes(), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      throw new GradError(ErrorKind.IMPORT, "there is no file '" + name + "' to import");
    } catch (IOException e) {
      throw new GradError(ErrorKind.IMPORT, "'" + name + "' cannot be read: " + e.getMessage());
    } catch (GradError e) {
      throw new GradError(ErrorKind.IMPORT, e.message());
    }
  }
}
