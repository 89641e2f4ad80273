package org.gradlang.stdlib.picture;

import java.util.List;
import org.gradlang.TextStyle;
import org.gradlang.TextStyle.Colors;
import org.gradlang.stdlib.picture.Series.Bars;
import org.gradlang.value.FormatSpec;

/** Draws bars over names with characters: lying, so that each name has a line. */
final class BarText {
  private static final int WIDEST = 80;
  private static final int LONGEST_NAME = 24;
  private static final String PARTS = "\u258f\u258e\u258d\u258c\u258b\u258a\u2589\u2588";

  private BarText() {}

  /** Whether this is the way to draw a chart: bars over names, none of them below 0. */
  static boolean suits(Chart chart) {
    return chart.isBarChart()
        && !chart.frame().logY()
        && chart.frame().ylim().isEmpty()
        && chart.series().stream().allMatch(BarText::isUpright);
  }

  private static boolean isUpright(Series series) {
    for (double height : ((Bars) series).heights()) {
      if (!(height >= 0) || Double.isInfinite(height)) {
        return false;
      }
    }
    return true;
  }

  static String of(Chart chart, TextStyle style) {
    StringBuilder text = new StringBuilder();
    List<String> names = chart.categories().stream().map(BarText::shortened).toList();
    int nameWidth = names.stream().mapToInt(String::length).max().orElse(0);
    int numberWidth = 0;
    double most = 0;
    for (Series series : chart.series()) {
      for (double height : ((Bars) series).heights()) {
        most = Math.max(most, height);
        numberWidth = Math.max(numberWidth, number(height).length());
      }
    }
    int room = Math.max(8, Math.min(style.columns(), WIDEST) - nameWidth - numberWidth - 4);
    String indent = " ".repeat(nameWidth + 2);
    if (!chart.frame().title().isEmpty()) {
      int middle = Math.max(0, (room - chart.frame().title().length()) / 2);
      text.append(indent).append(" ".repeat(middle)).append(chart.frame().title()).append('\n');
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      for (int k = 0; k < chart.series().size(); k++) {
        double height = ((Bars) chart.series().get(k)).heights()[i];
        text.append(" ".repeat(nameWidth - name.length())).append(name);
        text.append(style.unicode() ? " \u2502" : " |");
        String bar = bar(most == 0 ? 0 : height / most * room, k, chart.series().size(), style);
        text.append(CharacterCanvas.colored(bar, k, style));
        text.append(' ').append(number(height)).append('\n');
        name = "";
      }
    }
    for (String label : List.of(chart.frame().ylabel(), chart.frame().xlabel())) {
      if (!label.isEmpty()) {
        text.append(indent).append(label).append('\n');
      }
    }
    if (chart.hasLegend()) {
      text.append(indent).append(TextChart.legend(chart, style)).append('\n');
    }
    return text.toString();
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 3) + "...";
  }

  private static String number(double value) {
    return FormatSpec.format(value, ".4g");
  }

  private static String bar(double length, int index, int series, TextStyle style) {
    boolean marked = !style.unicode() || (style.colors() == Colors.NONE && series > 1);
    if (marked) {
      char mark = series > 1 ? CharacterCanvas.mark(index) : '#';
      return String.valueOf(mark).repeat((int) Math.round(length));
    }
    int eighths = (int) Math.round(length * 8);
    String whole = "\u2588".repeat(eighths / 8);
    return eighths % 8 == 0 ? whole : whole + PARTS.charAt(eighths % 8 - 1);
  }
}
