package org.gradlang.stdlib.picture;

/**
 * The colours of charts. Those of the series are by Okabe and Ito ("Color Universal Design", 2008),
 * chosen so that people with any kind of colour vision tell them apart, without the yellow that
 * white drowns; once all are used, lines are dashed.
 */
final class Palette {
  static final int TEXT = 0x1f2933;
  static final int FAINT_TEXT = 0x52606d;
  static final int AXIS = 0x7b8794;
  static final int GRID = 0xe4e7eb;
  static final int FINE_GRID = 0xf0f2f4;
  static final int GROUND = 0xffffff;

  private static final int[] SERIES = {
    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x000000
  };

  /** The same hues, light enough for dark terminals and dark enough for light ones. */
  private static final int[] TERMINAL = {
    0x3a9ad9, 0xe6780f, 0x12a678, 0xcc79a7, 0xd9a400, 0x56b4e9, 0x8a94a0
  };

  /** What comes closest in the palette of 256 colours. */
  private static final int[] TERMINAL_256 = {32, 208, 36, 175, 178, 74, 246};

  private Palette() {}

  static int series(int index) {
    return SERIES[index % SERIES.length];
  }

  /** The length of dashes, 0 for a whole line. */
  static double dash(int index) {
    int round = index / SERIES.length;
    return round == 0 ? 0 : 3 * round + 2;
  }

  static int terminal(int index) {
    return TERMINAL[index % TERMINAL.length];
  }

  static int terminal256(int index) {
    return TERMINAL_256[index % TERMINAL_256.length];
  }
}
