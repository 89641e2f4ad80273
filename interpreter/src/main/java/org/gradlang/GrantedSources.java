package org.gradlang;

import java.io.IOException;
import java.nio.file.Path;
import org.gradlang.eval.SourceFinder;
import org.gradlang.syntax.Source;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;

/** Finds what programs import: libraries their own files, others what the host's loader has. */
final class GrantedSources implements SourceFinder {
  private final Loader loader;
  private final LibraryTable libraries;

  GrantedSources(Loader loader, LibraryTable libraries) {
    this.loader = loader;
    this.libraries = libraries;
  }

  @Override
  public String resolve(Source importer, String path) {
    return importer.isLibrary()
        ? Path.of(importer.name()).resolveSibling(path).normalize().toString().replace('\\', '/')
        : loader.resolve(importer.name(), path);
  }

  @Override
  public Source read(String name) {
    return libraries.source(name).orElseGet(() -> loaded(name));
  }

  private Source loaded(String name) {
    try {
      String text =
          loader
              .source(name)
              .orElseThrow(() ->
                  new GradError(ErrorKind.IMPORT, "there is no file '" + name + "' to import"));
      return Source.of(name, text);
    } catch (IOException e) {
      throw new GradError(ErrorKind.IMPORT, "'" + name + "' cannot be read: " + e.getMessage());
    } catch (GradError e) {
      throw new GradError(ErrorKind.IMPORT, e.message());
    }
  }
}
