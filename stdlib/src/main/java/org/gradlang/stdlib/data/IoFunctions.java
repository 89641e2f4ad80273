package org.gradlang.stdlib.data;

import java.util.List;
import java.util.Objects;
import org.gradlang.Declarations;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.None;
import org.gradlang.value.Builtin;
import org.gradlang.value.ListValue;
import org.gradlang.value.ValueRoom;
import org.jspecify.annotations.Nullable;

/** The functions of the namespace {@code io}. */
public final class IoFunctions {
  private final DataFiles files;

  /** Functions that read through {@code files}. */
  public IoFunctions(DataFiles files) {
    this.files = files;
  }

  /** Declares all of them. */
  public void declare(Declarations names) {
    names.later("io.read_csv", this::readCsv);
    names.later("io.read_rows", this::readRows);
    names.later("io.read_table", this::readTable);
    names.later("io.read_idx", this::readIdx);
    names.later("io.read_image", this::readImage);
    names.later("io.read_text", this::readText);
    names.later("io.read_lines", this::readLines);
    names.later("io.write_text", this::writeText);
    names.later("io.exists", this::exists);
    names.later("io.list_files", this::listFiles);
    names.later("io.list_folders", this::listFolders);
    names.later("io.beside", this::beside);
  }

  private Builtin readCsv() {
    return Builtin.of(
        "read_csv(path: str, delimiter: str? = None, header: bool = False, dtype: dtype = float32,"
            + " *, columns: any = None, skip_rows: int = 0, missing: float? = None)",
        "A table of numbers from a file of comma-separated values, as a tensor of two dimensions."
            + " With header=True the first line holds names. columns chooses some of them by name"
            + " or number, in that order; skip_rows passes over lines at the beginning; missing is"
            + " what stands for empty fields, which are errors otherwise. Files that are compressed"
            + " with gzip are unpacked.",
        a -> {
          CsvFile file = csv(a, (Boolean) value(a[2]), a[4], (Long) value(a[5]));
          return files.read(
              file.path(),
              content -> CsvTable.read(file, content, (DType) value(a[3]), (Double) a[6]));
        });
  }

  private Builtin readTable() {
    return Builtin.of(
        "read_table(path: str, delimiter: str? = None, header: bool = True, dtype: dtype = float32,"
            + " *, columns: any = None, skip_rows: int = 0, missing: float? = None)",
        "A file of comma-separated values as a dict of its columns by name: ints become an int64"
            + " tensor, other numbers one of the dtype, texts a list. An empty field, NA or null"
            + " among numbers becomes missing, or nan.",
        a -> {
          CsvFile file = csv(a, (Boolean) value(a[2]), a[4], (Long) value(a[5]));
          double missing = a[6] == null ? Double.NaN : (Double) a[6];
          return files.read(
              file.path(), content -> CsvColumns.read(file, content, (DType) value(a[3]), missing));
        });
  }

  private Builtin readRows() {
    return Builtin.of(
        "read_rows(path: str, delimiter: str? = None)",
        "Every line of a file of comma-separated values as a list of texts. Files that are"
            + " compressed with gzip are unpacked.",
        a -> {
          CsvFile file = csv(a, false, None.NONE, 0);
          ListValue rows = new ListValue();
          return files.read(
              file.path(),
              content -> {
                file.eachRecord(content, record -> rows.add(new ListValue(record.getFields())));
                return rows;
              });
        });
  }

  private static CsvFile csv(
      @Nullable Object[] arguments, boolean header, @Nullable Object columns, long skipped) {
    List<?> chosen = null;
    if (columns instanceof List<?> several) {
      chosen = List.copyOf(several);
    } else if (columns != null && columns != None.NONE) {
      chosen = List.of(columns);
    }
    String delimiter = arguments[1] == null ? "," : (String) arguments[1];
    int lines = (int) Math.min(skipped, Integer.MAX_VALUE);
    return new CsvFile((String) value(arguments[0]), delimiter, lines, header, chosen);
  }

  private Builtin readIdx() {
    return Builtin.of(
        "read_idx(path: str, dtype: dtype? = None)",
        "An array from a file in the IDX format, which MNIST has: ints become int64 and floats keep"
            + " their size unless a dtype is given. Files that are compressed with gzip are"
            + " unpacked.",
        a ->
            files.read(
                (String) value(a[0]),
                content -> IdxFile.read((String) value(a[0]), content, (DType) a[1])));
  }

  private Builtin readImage() {
    return Builtin.of(
        "read_image(path: str, mode: str? = None, dtype: dtype = float32)",
        "A picture from a PNG or JPEG file, as a tensor of the shape (channels, height, width):"
            + " floats from 0 to 1, or with dtype=int64 the numbers from 0 to 255 (65535 where the"
            + " file has 16 bits). mode is \"L\" for grey, \"LA\", \"RGB\" or \"RGBA\", and as in"
            + " the file where it is None. A photograph is turned upright as its camera says.",
        a -> {
          PixelMode mode = a[1] == null ? null : PixelMode.of((String) a[1]);
          return files.read(
              (String) value(a[0]),
              content -> ImageFile.read((String) value(a[0]), content, mode, (DType) value(a[2])));
        });
  }

  private Builtin listFiles() {
    return Builtin.of(
        "list_files(folder: str, ending: str = \"\")",
        "The paths of the files in a folder whose names have that ending, in alphabetical order.",
        a ->
            new ListValue(
                files.list((String) value(a[0]), false).stream()
                    .filter(path -> path.endsWith((String) value(a[1])))
                    .toList()));
  }

  private Builtin listFolders() {
    return Builtin.of(
        "list_folders(folder: str)",
        "The paths of the folders in a folder, in alphabetical order.",
        a -> new ListValue(files.list((String) value(a[0]), true)));
  }

  private static Object value(@Nullable Object argument) {
    return Objects.requireNonNull(argument);
  }

  private Builtin readText() {
    return Builtin.of(
        "read_text(path: str)",
        "A whole text file, in UTF-8. Files that are compressed with gzip are unpacked.",
        a -> files.readText((String) value(a[0])));
  }

  private Builtin readLines() {
    return Builtin.of(
        "read_lines(path: str)",
        "The lines of a text file, in UTF-8, without their ends. Files that are compressed with"
            + " gzip are unpacked.",
        a -> lines(files.readText((String) value(a[0]))));
  }

  private static ListValue lines(String text) {
    Context context = Context.current();
    ListValue lines = new ListValue();
    text.lines()
        .forEach(line -> {
          context.worked(1 + line.length());
          lines.add(ValueRoom.hold(line));
        });
    return lines;
  }

  private Builtin writeText() {
    return Builtin.doing(
        "write_text(path: str, text: str)",
        "Writes a text file in UTF-8, in place of one that is there.",
        a -> files.writeText((String) value(a[0]), (String) value(a[1])));
  }

  private Builtin exists() {
    return Builtin.of(
        "exists(path: str)",
        "Whether there is a file of this path that can be read.",
        a -> files.exists((String) value(a[0])));
  }

  private Builtin beside() {
    return Builtin.of(
        "beside(path: str)",
        "The path of a file that lies next to the running script, wherever it was started.",
        a -> files.beside(script(), (String) value(a[0])));
  }

  /** The file whose line runs now; empty for a text that is no file. */
  private static String script() {
    String name = Context.current().origin() instanceof Site site ? site.source().name() : "";
    return name.startsWith("<") ? "" : name;
  }
}
