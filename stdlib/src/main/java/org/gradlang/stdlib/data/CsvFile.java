package org.gradlang.stdlib.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.jspecify.annotations.Nullable;

/**
 * A file of comma-separated values: how it is written, and which of its columns are wanted.
 *
 * @param path for errors
 * @param delimiter between the fields of a row
 * @param skippedRows how many lines at the beginning are passed over
 * @param header whether the first row holds names
 * @param columns names, or numbers that count from the end where they are negative; null for all
 */
record CsvFile(
    String path, String delimiter, int skippedRows, boolean header, @Nullable List<?> columns) {

  private static final int MOST_NAMES = 20;

  CsvFile {
    if (delimiter.isEmpty()) {
      throw new GradError(ErrorKind.VALUE, "a delimiter cannot be an empty text");
    }
    if (skippedRows < 0) {
      throw new GradError(ErrorKind.VALUE, "skip_rows cannot be " + skippedRows);
    }
  }

  /** A row: the wanted fields, and where they come from. */
  record Row(long line, String[] fields, int[] positions) {
    /** Where a field stands, for errors. */
    String place(int field) {
      return "line " + line + ", field " + (positions[field] + 1);
    }
  }

  /**
   * Hands over the names of the wanted columns, their numbers as text where there is no header, and
   * then every row that has any field.
   *
   * @throws GradError a ValueError for what is no CSV, for rows of different lengths
   */
  void read(InputStream content, Consumer<String[]> names, Consumer<Row> rows) throws IOException {
    Rows state = new Rows(names, rows);
    eachRecord(content, state::take);
  }

  /** Hands over every record as it is. */
  void eachRecord(InputStream content, Consumer<CsvRecord> action) throws IOException {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .detectBomHeader(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(content)) {
      reader.skipLines(skippedRows);
      reader.forEach(action);
    } catch (UncheckedIOException problem) {
      throw problem.getCause();
    } catch (CsvParseException problem) {
      throw failure(problem);
    } catch (IllegalArgumentException problem) {
      throw wrong(String.valueOf(problem.getMessage()));
    }
  }

  private GradError failure(CsvParseException problem) throws IOException {
    return switch (problem.getCause()) {
      case GradError error -> error;
      // the reader's own answer to lines that are not there; that of gzip has a message
      case EOFException end when end.getMessage() == null ->
          wrong("it ends within the " + skippedRows + " lines that are skipped");
      case UncheckedIOException unreadable -> throw unreadable.getCause();
      case IOException unreadable -> throw unreadable;
      case null, default -> wrong(String.valueOf(problem.getMessage()));
    };
  }

  private GradError wrong(String what) {
    return new GradError(
        ErrorKind.VALUE, "'" + path + "' cannot be read as comma-separated values: " + what);
  }

  /** Sees to it that all rows have one length, and takes the wanted fields out of them. */
  private final class Rows {
    private final Consumer<String[]> names;
    private final Consumer<Row> rows;
    private int[] positions = {};
    private int width = -1;

    Rows(Consumer<String[]> names, Consumer<Row> rows) {
      this.names = names;
      this.rows = rows;
    }

    void take(CsvRecord record) {
      if (width < 0) {
        begin(record);
      } else {
        hand(record);
      }
    }

    private void begin(CsvRecord first) {
      width = first.getFieldCount();
      List<String> known = header ? first.getFields().stream().map(String::strip).toList() : null;
      positions = positions(known);
      String[] wanted = new String[positions.length];
      for (int i = 0; i < wanted.length; i++) {
        wanted[i] = known == null ? String.valueOf(positions[i]) : known.get(positions[i]);
      }
      names.accept(wanted);
      if (!header) {
        hand(first);
      }
    }

    private void hand(CsvRecord record) {
      if (record.getFieldCount() != width) {
        throw new GradError(
            ErrorKind.VALUE,
            "'%s', line %d: this row has %d fields, and the rows before have %d"
                .formatted(path, record.getStartingLineNumber(), record.getFieldCount(), width));
      }
      String[] fields = new String[positions.length];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = record.getField(positions[i]).strip();
      }
      Context.current().worked(fields.length);
      rows.accept(new Row(record.getStartingLineNumber(), fields, positions));
    }

    private int[] positions(@Nullable List<String> known) {
      int count = columns == null ? width : columns.size();
      int[] places = new int[count];
      for (int i = 0; i < count; i++) {
        places[i] = columns == null ? i : position(columns.get(i), known);
      }
      return places;
    }

    private int position(Object column, @Nullable List<String> known) {
      return switch (column) {
        case Long number -> position(number);
        case String name when known == null ->
            throw new GradError(ErrorKind.VALUE, "columns have names where header=True")
                .help("pass header=True, or numbers that count from 0 in the place of names");
        case String name -> named(name, known);
        default -> throw new GradError(ErrorKind.TYPE, "columns are names, or ints from 0 on");
      };
    }

    private int position(long number) {
      long place = number < 0 ? width + number : number;
      if (place < 0 || place >= width) {
        throw new GradError(
            ErrorKind.INDEX,
            "'%s' has no column %d: there are %d columns".formatted(path, number, width));
      }
      return (int) place;
    }

    private int named(String name, List<String> known) {
      int place = known.indexOf(name);
      if (place < 0) {
        String all = known.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        throw new GradError(ErrorKind.KEY, "'" + path + "' has no column '" + name + "'")
            .help("its columns are " + all + (known.size() > MOST_NAMES ? " ..." : ""));
      }
      return place;
    }
  }
}
