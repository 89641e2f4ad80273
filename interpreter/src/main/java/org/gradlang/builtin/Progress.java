package org.gradlang.builtin;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.gradlang.builtin.Bars.Bar;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Arguments;
import org.gradlang.value.Attributes;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.ClosingIterator;
import org.gradlang.value.FormatSpec;
import org.gradlang.value.Iteration;
import org.gradlang.value.Representation;
import org.jspecify.annotations.Nullable;

/**
 * What {@code progress(xs)} gives: the elements of {@code xs}, and a bar on the display that moves
 * as they are taken.
 */
final class Progress implements Attributes, Iterable<Object> {
  private static final long BETWEEN_UPDATES = 100_000_000; // nanoseconds
  private static final int WIDTH = 24;

  private final Object source;
  private final long total;
  private final Bars bars;
  private String label;
  private String postfix = "";
  private long done;
  private long started;
  private long shown;
  private @Nullable Bar bar;

  /** {@code total} is known by the elements themselves where it is null, or not at all. */
  Progress(Object source, String label, @Nullable Long total, Bars bars) {
    this.source = source;
    this.label = label;
    this.total = total != null ? total : lengthOf(source);
    this.bars = bars;
    if (!Iteration.isIterable(source)) {
      Iteration.of(source); // says what is wrong
    }
  }

  private static long lengthOf(Object source) {
    return Iteration.isSized(source) ? Iteration.length(source) : -1;
  }

  @Override
  public Iterator<Object> iterator() {
    Iterator<Object> elements = Iteration.of(source);
    done = 0;
    started = System.nanoTime();
    bar = bars.open(this::line);
    refresh();
    return new Moving(elements, bar);
  }

  private void refresh() {
    if (bar != null && bars.areLive()) {
      shown = System.nanoTime();
      bar.refresh();
    }
  }

  private void refreshNowAndThen() {
    if (System.nanoTime() - shown >= BETWEEN_UPDATES) {
      refresh();
    }
  }

  /** Counts elements as they are asked for. */
  private final class Moving implements ClosingIterator {
    private final Iterator<Object> elements;
    private final Bar own;
    private boolean begun;

    Moving(Iterator<Object> elements, Bar own) {
      this.elements = elements;
      this.own = own;
    }

    @Override
    public boolean hasNext() {
      if (begun) {
        done++;
        begun = false;
      }
      refreshNowAndThen();
      boolean more = elements.hasNext();
      if (!more) {
        own.close();
      }
      return more;
    }

    @Override
    public Object next() {
      begun = true;
      return elements.next();
    }

    @Override
    public void close() {
      own.close();
      ClosingIterator.close(elements);
    }
  }

  private String line() {
    double seconds = Math.max(1e-9, (System.nanoTime() - started) / 1e9);
    StringBuilder line = new StringBuilder(label).append(label.isEmpty() ? "" : " ");
    if (total >= 0) {
      double part = total == 0 ? 1 : Math.min(1, (double) done / total);
      line.append(String.format(Locale.ROOT, "%3d%% ", (int) (part * 100)));
      line.append(bar(part)).append(' ').append(done).append('/').append(total);
    } else {
      line.append(done);
    }
    line.append(" [")
        .append(clock(seconds))
        .append(left(seconds))
        .append(rate(seconds))
        .append(']');
    return line.append(postfix.isEmpty() ? "" : "  ").append(postfix).toString();
  }

  private static String bar(double part) {
    int full = (int) (part * WIDTH);
    return "\u2501".repeat(full) + "\u2500".repeat(WIDTH - full);
  }

  private String left(double seconds) {
    boolean known = total > 0 && done > 0 && done < total;
    return known ? "<" + clock(seconds / done * (total - done)) : "";
  }

  private String rate(double seconds) {
    if (done == 0) {
      return "";
    }
    double rate = done / seconds;
    return rate >= 1
        ? String.format(Locale.ROOT, ", %.1f/s", rate)
        : String.format(Locale.ROOT, ", %.1f s each", 1 / rate);
  }

  private static String clock(double seconds) {
    long whole = (long) seconds;
    return whole < 3600
        ? String.format(Locale.ROOT, "%02d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole % 3600 / 60, whole % 60);
  }

  @Override
  public @Nullable Object get(String name) {
    return switch (name) {
      case "set_postfix" -> setPostfix();
      case "set_description" -> setDescription();
      case "__len__" -> total < 0 ? null : length();
      case "n" -> done;
      case "total" -> total < 0 ? None.NONE : (Object) total;
      default -> null;
    };
  }

  private Callable length() {
    return Builtin.of("__len__()", "The number of elements.", a -> total);
  }

  private Callable setPostfix() {
    return Builtin.unbound(
        "set_postfix",
        "set_postfix(**values)",
        "Shows values beside the bar: bar.set_postfix(loss=running).",
        this::setPostfix);
  }

  private Object setPostfix(Arguments arguments) {
    if (arguments.positional() != 0) {
      throw new GradError(ErrorKind.TYPE, "set_postfix() takes keywords: set_postfix(loss=...)");
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < arguments.keywords().length; i++) {
      text.append(i == 0 ? "" : ", ").append(arguments.keywords()[i]).append('=');
      text.append(brief(arguments.keywordValue(i)));
    }
    postfix = text.toString();
    refreshNowAndThen();
    return None.NONE;
  }

  private static String brief(Object value) {
    boolean isNumber = value instanceof Double || (value instanceof Tensor t && t.dim() == 0);
    return isNumber ? FormatSpec.format(value, ".4g") : Representation.str(value);
  }

  private Callable setDescription() {
    return Builtin.doing(
        "set_description(label: str)",
        "Changes the label before the bar.",
        a -> {
          label = (String) Sequences.value(a, 0);
          refreshNowAndThen();
        });
  }

  @Override
  public void set(String name, Object value) {
    throw new GradError(ErrorKind.ATTRIBUTE, "a progress bar's attributes cannot be assigned")
        .help("show values with set_postfix(name=value)");
  }

  @Override
  public Collection<String> names() {
    return List.of("set_postfix", "set_description", "n", "total");
  }

  @Override
  public String typeName() {
    return "progress";
  }

  @Override
  public String toString() {
    return "<progress " + done + (total < 0 ? "" : "/" + total) + ">";
  }
}
