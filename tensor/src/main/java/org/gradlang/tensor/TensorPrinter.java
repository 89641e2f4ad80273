package org.gradlang.tensor;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.kernel.Copies;
import org.jspecify.annotations.Nullable;

/** Prints tensors as PyTorch does, to the character. */
public final class TensorPrinter {
  /** Bytes of a shown element's place and its number, twice. */
  private static final int SHOWN = 20;

  /** Bytes of a cell of a row beside its characters. */
  private static final int CELL = 64;

  private static final String PREFIX = "tensor(";

  private final Context context = Context.current();
  private final PrintOptions options;
  private final Strided tensor;
  private final int[] sizes;
  private final boolean summarised;

  private TensorPrinter(Strided tensor, PrintOptions options) {
    this.options = options;
    this.tensor = tensor;
    this.sizes = tensor.layout().sizes();
    this.summarised = tensor.layout().numel() > options.threshold();
  }

  /**
   * The text of a tensor.
   *
   * @param context whose print options and default dtype count
   * @param autograd {@code requires_grad=True} or {@code grad_fn=<...>}, or null for none
   */
  public static String print(Strided tensor, Context context, @Nullable String autograd) {
    TensorPrinter printer = new TensorPrinter(tensor, context.printOptions());
    List<String> suffixes = suffixes(tensor, context.defaultDType());
    if (autograd != null) {
      suffixes.add(autograd);
    }
    return printer.withSuffixes(PREFIX + printer.elements(), suffixes);
  }

  private static List<String> suffixes(Strided tensor, DType usual) {
    List<String> suffixes = new ArrayList<>();
    DType dtype = tensor.dtype();
    boolean empty = tensor.layout().numel() == 0;
    if (empty && tensor.layout().dim() != 1) {
      suffixes.add("size=" + tuple(tensor.layout().sizes()));
    }
    // the elements show that they are ints or bools, where there are any
    if (dtype != usual && (empty || dtype.isFloating())) {
      suffixes.add("dtype=" + dtype);
    }
    return suffixes;
  }

  private static String tuple(int[] sizes) {
    StringBuilder text = new StringBuilder("(");
    for (int d = 0; d < sizes.length; d++) {
      text.append(d == 0 ? "" : ", ").append(sizes[d]);
    }
    return text.append(sizes.length == 1 ? ",)" : ")").toString();
  }

  private String withSuffixes(String body, List<String> suffixes) {
    StringBuilder text = new StringBuilder(body);
    int lineLength = body.length() - body.lastIndexOf('\n') + 1;
    for (String suffix : suffixes) {
      if (lineLength + suffix.length() + 2 > options.lineWidth()) {
        text.append(",\n").append(" ".repeat(PREFIX.length())).append(suffix);
        lineLength = PREFIX.length() + suffix.length();
      } else {
        text.append(", ").append(suffix);
        lineLength += suffix.length() + 2;
      }
    }
    return text.append(')').toString();
  }

  private String elements() {
    if (tensor.layout().numel() == 0) {
      return "[]";
    }
    DType wide = tensor.dtype().isFloating() ? DType.FLOAT64 : DType.INT64;
    admit(SHOWN);
    Storage shown = Copies.take(tensor.storage(), shownPositions());
    Storage numbers = Copies.converted(View.of(shown), wide);
    Object array = wide == DType.FLOAT64 ? numbers.doubles() : numbers.longs();
    NumberColumn column = NumberColumn.of(tensor.dtype(), array, options);
    admit(2 * (column.width() + 2) + CELL);
    StringBuilder text = new StringBuilder();
    appendSlice(text, column, array, 0, 0);
    return text.toString();
  }

  /** Asks for memory for each of the elements that are shown. */
  private void admit(int bytesEach) {
    if (!summarised) {
      long count = tensor.layout().numel();
      Ledger ledger = context.ledger();
      if (ledger != null) {
        ledger.admit(Held.TEXT, count * bytesEach);
      }
      context.budget().requireLength(3 * count, "characters in a text");
    }
  }

  /** Where the shown elements are: all, or of each long dimension the edges. */
  private int[] shownPositions() {
    Layout layout = tensor.layout();
    if (!summarised) {
      return Copies.positions(layout);
    }
    int[] positions = {layout.offset()};
    for (int d = 0; d < sizes.length; d++) {
      int[] next = new int[positions.length * shownSize(d)];
      for (int i = 0; i < next.length; i++) {
        context.reached(i);
        int shown = i % shownSize(d);
        boolean atEnd = isCut(d) && shown >= options.edgeItems();
        int index = atEnd ? sizes[d] - shownSize(d) + shown : shown;
        next[i] = positions[i / shownSize(d)] + index * layout.stride(d);
      }
      positions = next;
    }
    return positions;
  }

  private int shownSize(int d) {
    return isCut(d) ? 2 * options.edgeItems() : sizes[d];
  }

  private boolean isCut(int d) {
    return summarised && sizes[d] > 2 * options.edgeItems();
  }

  private void appendSlice(StringBuilder text, NumberColumn column, Object array, int d, int at) {
    if (d == sizes.length) {
      text.append(format(column, array, at));
    } else if (d == sizes.length - 1) {
      appendRow(text, column, array, d, at);
    } else {
      int step = 1;
      for (int inner = d + 1; inner < sizes.length; inner++) {
        step *= shownSize(inner);
      }
      String separator = "," + "\n".repeat(sizes.length - 1 - d) + " ".repeat(indent(d));
      text.append('[');
      for (int i = 0; i < shownSize(d); i++) {
        if (isCut(d) && i == options.edgeItems()) {
          text.append(separator).append("...");
        }
        text.append(i == 0 ? "" : separator);
        appendSlice(text, column, array, d + 1, at + i * step);
      }
      text.append(']');
    }
  }

  private static int indent(int d) {
    return PREFIX.length() + d + 1;
  }

  private void appendRow(StringBuilder text, NumberColumn column, Object array, int d, int at) {
    List<String> cells = new ArrayList<>();
    int shown = shownSize(d);
    for (int i = 0; i < shown; i++) {
      context.worked(64);
      if (isCut(d) && i == options.edgeItems()) {
        cells.add(" ...");
      }
      cells.add(format(column, array, at + i));
    }
    if (isCut(d) && shown == 0) {
      cells.add(" ...");
    }
    int room = options.lineWidth() - (indent(d) - 1);
    int perLine = Math.max(1, Math.floorDiv(room, column.width() + 2));
    text.append('[');
    for (int i = 0; i < cells.size(); i++) {
      boolean newLine = i > 0 && i % perLine == 0;
      text.append(i == 0 ? "" : newLine ? ",\n" + " ".repeat(indent(d)) : ", ");
      text.append(cells.get(i));
    }
    text.append(']');
  }

  private static String format(NumberColumn column, Object array, int at) {
    return array instanceof double[] floats
        ? column.format(floats[at])
        : column.format(((long[]) array)[at]);
  }
}
