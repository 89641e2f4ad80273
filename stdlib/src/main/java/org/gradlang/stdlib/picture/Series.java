package org.gradlang.stdlib.picture;

/** Numbers that are drawn together, in one colour and under one label. */
@SuppressWarnings("ArrayRecordComponent") // made once, read only, never compared
sealed interface Series {
  /** What the legend says; empty for nothing. */
  String label();

  /** How a curve looks. */
  enum Look {
    LINE,
    POINTS,
    BOTH;

    boolean hasLine() {
      return this != POINTS;
    }

    boolean hasPoints() {
      return this != LINE;
    }
  }

  /** Points one after the other; what is no finite number leaves a gap. */
  record Curve(String label, double[] x, double[] y, Look look) implements Series {
    /** Whether any of its points can be drawn. */
    boolean hasPoint(boolean logX, boolean logY) {
      for (int i = 0; i < x.length; i++) {
        if (Chart.isDrawable(x[i], logX) && Chart.isDrawable(y[i], logY)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Boxes that stand on 0: {@code heights[i]} from {@code lefts[i]} to {@code rights[i]}. */
  record Bars(String label, double[] lefts, double[] rights, double[] heights) implements Series {}
}
