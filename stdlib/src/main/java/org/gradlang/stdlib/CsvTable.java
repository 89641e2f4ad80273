package org.gradlang.stdlib;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** Numbers that are read from comma-separated values: all rows have one length. */
final class CsvTable {
  private final String path;
  private final DType type;
  private double[] cells = new double[1024];
  private int size;
  private int rows;
  private int columns;

  private CsvTable(String path, DType type) {
    this.path = path;
    this.type = type;
  }

  /**
   * Reads a whole table as a 2-D tensor.
   *
   * @param path for errors
   * @param header whether the first line holds names, which are passed over
   * @throws GradError where a field is no number or a row has another length
   */
  static Tensor read(String path, InputStream input, String delimiter, boolean header, DType type)
      throws IOException {
    CsvTable table = new CsvTable(path, type);
    eachRecord(
        path,
        input,
        delimiter,
        record -> {
          if (!header || record.getStartingLineNumber() > 1) {
            table.add(record);
          }
        });
    return new Tensor(table.storage(), Layout.contiguous(table.rows, table.columns));
  }

  /** Hands over every record of a file that has any field; what is no CSV is an error. */
  static void eachRecord(
      String path, InputStream input, String delimiter, Consumer<CsvRecord> action)
      throws IOException {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .detectBomHeader(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(input)) {
      reader.forEach(action);
    } catch (UncheckedIOException problem) {
      throw problem.getCause();
    } catch (CsvParseException problem) {
      if (problem.getCause() instanceof GradError error) {
        throw error;
      }
      throw new GradError(
          ErrorKind.VALUE,
          "'" + path + "' cannot be read as comma-separated values: " + problem.getMessage());
    }
  }

  private void add(CsvRecord record) {
    int width = record.getFieldCount();
    if (rows == 0) {
      columns = width;
    } else if (width != columns) {
      throw new GradError(
          ErrorKind.VALUE,
          "'%s', line %d: this row has %d fields, and the rows before have %d"
              .formatted(path, record.getStartingLineNumber(), width, columns));
    }
    for (int column = 0; column < width; column++) {
      append(number(record, column));
    }
    rows++;
  }

  private double number(CsvRecord record, int column) {
    String text = record.getField(column).strip();
    try {
      double value = Double.parseDouble(text);
      if (type == DType.INT64 && value != Math.rint(value)) {
        throw wrong(record, column, text, "an int")
            .help("pass dtype=float32 for a table of any numbers");
      }
      return value;
    } catch (NumberFormatException notANumber) {
      GradError error = wrong(record, column, text, "a number");
      throw rows == 0 ? error.help("pass header=True if the first line holds names") : error;
    }
  }

  private GradError wrong(CsvRecord record, int column, String text, String wanted) {
    return new GradError(
        ErrorKind.VALUE,
        "'%s', line %d, field %d: '%s' is not %s"
            .formatted(path, record.getStartingLineNumber(), column + 1, text, wanted));
  }

  private void append(double value) {
    if (size == cells.length) {
      cells = Arrays.copyOf(cells, 2 * size);
    }
    cells[size++] = value;
  }

  private Storage storage() {
    return switch (type) {
      case FLOAT32 -> Storage.of(floats());
      case FLOAT64 -> Storage.of(Arrays.copyOf(cells, size));
      case INT64 -> Storage.of(longs());
      case BOOL -> Storage.ofBools(bools());
    };
  }

  private float[] floats() {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) cells[i];
    }
    return values;
  }

  private long[] longs() {
    long[] values = new long[size];
    for (int i = 0; i < size; i++) {
      values[i] = (long) cells[i];
    }
    return values;
  }

  private byte[] bools() {
    byte[] values = new byte[size];
    for (int i = 0; i < size; i++) {
      values[i] = (byte) (cells[i] == 0 ? 0 : 1);
    }
    return values;
  }
}
