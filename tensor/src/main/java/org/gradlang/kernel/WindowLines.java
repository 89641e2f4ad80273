package org.gradlang.kernel;

/**
 * Where a sliding window meets an image line by line: the positions along the last dimension, and
 * what one place of the window sees of the image at each of them, a fixed step apart.
 */
final class WindowLines {
  /** The most lines and rows whose answers are kept: those of an image that is large itself. */
  private static final int KEPT = 1 << 16;

  private final Window window;
  private final int last;

  /** Positions of a line. */
  final int size;

  /** Lines of positions for each image. */
  final int count;

  /** Places of the window along the last dimension. */
  final int columns;

  /** Places of the window along the other dimensions. */
  final int rows;

  /** From what a place sees at one position to what it sees at the next. */
  final int step;

  /** What {@link #line} answers, lines times rows; empty where that is more than is kept. */
  private final int[] starts;

  WindowLines(Window window) {
    this.window = window;
    this.last = window.dim() - 1;
    this.size = window.positions()[last];
    this.count = size == 0 ? 0 : window.positionCount() / size;
    this.columns = window.kernel()[last];
    this.rows = columns == 0 ? 0 : window.kernelSize() / columns;
    this.step = window.stride()[last];
    this.starts = new int[(long) count * rows <= KEPT ? count * rows : 0];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = start(i / rows, i % rows);
    }
  }

  /** Where in a line of the image a column sees at position 0, maybe outside. */
  int shift(int column) {
    return column * window.dilation()[last] - window.padding()[last];
  }

  /** The first position at which a column sees an element of the image. */
  int begin(int column) {
    int shift = shift(column);
    return shift >= 0 ? 0 : Math.min(size, (step - 1 - shift) / step);
  }

  /** The position behind the last at which it does. */
  int end(int column) {
    int room = window.image()[last] - 1 - shift(column);
    return room < 0 ? 0 : Math.min(size, room / step + 1);
  }

  /** Where in the image the line begins that a row sees at a line of positions, or -1 outside. */
  int line(int line, int row) {
    return starts.length == 0 ? start(line, row) : starts[line * rows + row];
  }

  private int start(int line, int row) {
    int place = 0;
    int stride = window.image()[last];
    int restOfLine = line;
    int restOfRow = row;
    for (int d = last - 1; d >= 0; d--) {
      int position = restOfLine % window.positions()[d];
      int k = restOfRow % window.kernel()[d];
      int at = position * window.stride()[d] + k * window.dilation()[d] - window.padding()[d];
      if (at < 0 || at >= window.image()[d]) {
        return -1;
      }
      place += at * stride;
      stride *= window.image()[d];
      restOfLine /= window.positions()[d];
      restOfRow /= window.kernel()[d];
    }
    return place;
  }
}
