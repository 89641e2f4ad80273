package org.gradlang.stdlib;

import org.gradlang.Declarations;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Builtin;
import org.gradlang.value.ListValue;
import org.jspecify.annotations.Nullable;

/** The functions of the namespace {@code io}. */
final class IoFunctions {
  private final DataFiles files;

  IoFunctions(DataFiles files) {
    this.files = files;
  }

  void declare(Declarations names) {
    names.later("io.read_csv", this::readCsv);
    names.later("io.read_rows", this::readRows);
    names.later("io.read_text", this::readText);
    names.later("io.read_lines", this::readLines);
    names.later("io.write_text", this::writeText);
    names.later("io.exists", this::exists);
    names.later("io.beside", this::beside);
  }

  private Builtin readCsv() {
    return Builtin.of(
        "read_csv(path: str, delimiter: str? = None, header: bool = False, dtype: dtype = float32)",
        "A table of numbers from a file of comma-separated values, as a tensor of two dimensions."
            + " With header=True the first line is passed over. Files that are compressed with"
            + " gzip are unpacked.",
        a ->
            files.read(
                (String) a[0],
                content ->
                    CsvTable.read(
                        (String) a[0], content, delimiter(a[1]), (Boolean) a[2], (DType) a[3])));
  }

  private Builtin readRows() {
    return Builtin.of(
        "read_rows(path: str, delimiter: str? = None)",
        "Every line of a file of comma-separated values as a list of texts. Files that are"
            + " compressed with gzip are unpacked.",
        a -> {
          ListValue rows = new ListValue();
          return files.read(
              (String) a[0],
              content -> {
                CsvTable.eachRecord(
                    (String) a[0],
                    content,
                    delimiter(a[1]),
                    record -> rows.add(new ListValue(record.getFields())));
                return rows;
              });
        });
  }

  private Builtin readText() {
    return Builtin.of(
        "read_text(path: str)",
        "A whole text file, in UTF-8. Files that are compressed with gzip are unpacked.",
        a -> files.readText((String) a[0]));
  }

  private Builtin readLines() {
    return Builtin.of(
        "read_lines(path: str)",
        "The lines of a text file, in UTF-8, without their ends. Files that are compressed with"
            + " gzip are unpacked.",
        a -> new ListValue(files.readText((String) a[0]).lines().toList()));
  }

  private Builtin writeText() {
    return Builtin.doing(
        "write_text(path: str, text: str)",
        "Writes a text file in UTF-8, in place of one that is there.",
        a -> files.writeText((String) a[0], (String) a[1]));
  }

  private Builtin exists() {
    return Builtin.of(
        "exists(path: str)",
        "Whether there is a file of this path that can be read.",
        a -> files.exists((String) a[0]));
  }

  private Builtin beside() {
    return Builtin.of(
        "beside(path: str)",
        "The path of a file that lies next to the running script, wherever it was started.",
        a -> files.beside(script(), (String) a[0]));
  }

  /** The file whose line runs now; empty for a text that is no file. */
  private static String script() {
    String name = Context.current().origin() instanceof Site site ? site.source().name() : "";
    return name.startsWith("<") ? "" : name;
  }

  private static String delimiter(@Nullable Object given) {
    String text = given == null ? "," : (String) given;
    if (text.isEmpty()) {
      throw new GradError(ErrorKind.VALUE, "a delimiter cannot be an empty text");
    }
    return text;
  }
}
