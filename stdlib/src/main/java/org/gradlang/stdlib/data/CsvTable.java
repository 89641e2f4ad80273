package org.gradlang.stdlib.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** Numbers that are read from comma-separated values: all rows have one length. */
final class CsvTable {
  private final CsvFile file;
  private final DType type;
  private final @Nullable Double missing;
  private final Cells cells;
  private int rows;
  private int columns;

  private CsvTable(CsvFile file, DType type, @Nullable Double missing) {
    this.file = file;
    this.type = type;
    this.missing = missing;
    this.cells = new Cells(type);
  }

  /**
   * Reads a whole table as a 2-D tensor.
   *
   * @param missing what stands for empty fields; they are errors where it is null
   * @throws GradError where a field is no number or a row has another length
   */
  static Tensor read(CsvFile file, InputStream content, DType type, @Nullable Double missing)
      throws IOException {
    CsvTable table = new CsvTable(file, type, missing);
    file.read(content, names -> table.columns = names.length, table::add);
    return table.cells.tensor(table.rows, table.columns);
  }

  private void add(CsvFile.Row row) {
    for (int field = 0; field < columns; field++) {
      add(row, field);
    }
    rows++;
  }

  private void add(CsvFile.Row row, int field) {
    String text = row.fields()[field];
    OptionalLong whole = FieldNumber.whole(text);
    if (whole.isPresent()) {
      cells.add(whole.getAsLong());
      return;
    }
    cells.add(number(row, field, text));
  }

  private double number(CsvFile.Row row, int field, String text) {
    OptionalDouble number = FieldNumber.any(text);
    if (number.isEmpty() && missing != null && FieldNumber.isMissing(text)) {
      number = OptionalDouble.of(missing);
    }
    double value = number.orElseThrow(() -> noNumber(row, field, text));
    if (type == DType.INT64 && !(Math.rint(value) == value && Math.abs(value) < 0x1p63)) {
      throw wrong(row, field, text, "an int").help("pass dtype=float32 for a table of any numbers");
    }
    return value;
  }

  private GradError noNumber(CsvFile.Row row, int field, String text) {
    GradError error = wrong(row, field, text, "a number");
    if (FieldNumber.isMissing(text)) {
      return error.help("pass missing=nan, or another number, for fields without a value");
    }
    return rows == 0 && !file.header()
        ? error.help("pass header=True if the first line holds names")
        : error.help("io.read_table reads columns of texts too; columns=[...] chooses some");
  }

  private GradError wrong(CsvFile.Row row, int field, String text, String wanted) {
    String shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return new GradError(
        ErrorKind.VALUE,
        "'%s', %s: '%s' is not %s".formatted(file.path(), row.place(field), shown, wanted));
  }
}
