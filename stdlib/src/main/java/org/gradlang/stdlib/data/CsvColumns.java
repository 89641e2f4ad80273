package org.gradlang.stdlib.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;

/** A table of comma-separated values whose columns are numbers or texts, by their names. */
final class CsvColumns {
  private final DType type;
  private final double missing;
  private final List<String> names = new ArrayList<>();
  private final List<ListValue> columns = new ArrayList<>();

  private CsvColumns(DType type, double missing) {
    this.type = type;
    this.missing = missing;
  }

  /**
   * Reads a table as a dict: tensors for columns of numbers, lists for those of texts.
   *
   * @param type the dtype of numbers that are not all whole
   * @param missing what stands for empty fields among numbers
   */
  static DictValue read(CsvFile file, InputStream content, DType type, double missing)
      throws IOException {
    CsvColumns table = new CsvColumns(type, missing);
    file.read(content, table::begin, table::add);
    DictValue dict = new DictValue();
    for (int i = 0; i < table.columns.size(); i++) {
      if (dict.get(table.names.get(i)) != null) {
        throw new GradError(
                ErrorKind.VALUE,
                "'" + file.path() + "' has two columns of the name '" + table.names.get(i) + "'")
            .help("choose columns by numbers: columns=[0, 1]");
      }
      dict.put(table.names.get(i), table.column(table.columns.get(i)));
    }
    return dict;
  }

  private void begin(String[] wanted) {
    for (String name : wanted) {
      names.add(name);
      columns.add(new ListValue());
    }
  }

  private void add(CsvFile.Row row) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).add(row.fields()[i]);
    }
  }

  private Object column(ListValue fields) {
    boolean whole = !fields.isEmpty();
    boolean known = false;
    for (Object field : fields) {
      String text = (String) field;
      if (whole && FieldNumber.whole(text).isEmpty()) {
        whole = false;
      }
      boolean number = FieldNumber.any(text).isPresent();
      if (!number && !FieldNumber.isMissing(text)) {
        return fields;
      }
      known |= number;
    }
    return known ? numbers(fields, whole ? DType.INT64 : type) : fields;
  }

  private Tensor numbers(ListValue fields, DType kind) {
    Cells cells = new Cells(kind);
    for (Object field : fields) {
      String text = (String) field;
      if (kind == DType.INT64) {
        cells.add(FieldNumber.whole(text).orElse(0));
      } else {
        OptionalDouble number = FieldNumber.any(text);
        cells.add(number.orElse(missing));
      }
    }
    return cells.tensor(cells.size());
  }
}
