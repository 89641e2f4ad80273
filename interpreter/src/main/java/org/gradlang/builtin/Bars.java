package org.gradlang.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The progress bars of the loops that run now, the outermost first. The outermost bar stays when
 * its loop ends; those of the loops inside it make room.
 */
final class Bars {
  private final Display display;
  private final List<Bar> open = new ArrayList<>();

  /** One loop's bar. */
  final class Bar {
    private final Supplier<String> text;

    private Bar(Supplier<String> text) {
      this.text = text;
    }

    /** Draws all bars as they are now. */
    void refresh() {
      if (display.isLive() && open.contains(this)) {
        display.show(open.stream().map(bar -> bar.text.get()).toList());
      }
    }

    /** Ends this bar and those inside it. */
    void close() {
      int depth = open.indexOf(this);
      if (depth < 0) {
        return;
      }
      open.subList(depth, open.size()).clear();
      if (depth > 0) {
        open.getLast().refresh();
        return;
      }
      if (display.isLive()) {
        display.show(List.of());
      }
      display.leave(text.get());
    }
  }

  Bars(Display display) {
    this.display = display;
  }

  /** Whether bars are seen while their loops run. */
  boolean areLive() {
    return display.isLive();
  }

  /** Begins a bar inside those that are open; {@code text} is asked for whenever it is drawn. */
  Bar open(Supplier<String> text) {
    Bar bar = new Bar(text);
    open.add(bar);
    return bar;
  }
}
