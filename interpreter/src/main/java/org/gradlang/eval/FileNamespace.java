package org.gradlang.eval;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gradlang.op.signature.TypeNamed;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Attributes;
import org.jspecify.annotations.Nullable;

/** The top-level variables of a file, as importing files see them. */
public final class FileNamespace implements Attributes, TypeNamed {
  private final String file;
  private final Map<String, Cell> variables = new LinkedHashMap<>();

  /** The variables that {@code names} name, whose values the file's evaluation sets. */
  FileNamespace(String file, List<String> names, List<Cell> cells) {
    this.file = file;
    for (int i = 0; i < names.size(); i++) {
      variables.put(names.get(i), cells.get(i));
    }
  }

  @Override
  public @Nullable Object get(String name) {
    Cell cell = variables.get(name);
    return cell == null || cell.value == null ? null : GrowingText.read(cell.value);
  }

  @Override
  public void set(String name, Object value) {
    throw new GradError(ErrorKind.ATTRIBUTE, "'" + name + "' of an import cannot be assigned")
        .help("a function in " + file + " can change its variables");
  }

  @Override
  public Collection<String> names() {
    return Collections.unmodifiableSet(variables.keySet());
  }

  @Override
  public String typeName() {
    return "namespace";
  }

  @Override
  public String toString() {
    return "<namespace '" + file + "'>";
  }
}
