package org.gradlang.repl.shell.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.gradlang.Grad;
import org.gradlang.GradException;
import org.gradlang.Picture;
import org.gradlang.Screen;
import org.gradlang.Value;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.DiagnosticRenderer;

/**
 * An engine that is given one input after the other: shows their values and errors, and keeps the
 * last value as {@code _}.
 */
public final class Session implements AutoCloseable {
  /** The variable that holds the last value. */
  public static final String LAST = "_";

  /** How the text of a value ends that was cut. */
  private static final Pattern CUT = Pattern.compile("\\.\\.\\.[])},]*$");

  private final SessionOutput output;
  private final Preferences preferences;
  private final Supplier<Grad.Builder> engines;
  private final SeenPictures pictures;
  private final ReentrantLock guard = new ReentrantLock();
  private final List<Accepted> accepted = new ArrayList<>();
  private Desk desk = Desk.none();
  private Optional<NamedText> startup = Optional.empty();
  private Grad grad;
  private int inputs;
  private boolean running;
  private boolean quiet;
  private boolean stopping;

  /**
   * A session that writes and shows pictures there.
   *
   * @param engines begins each engine, for what the command line says about it
   */
  public Session(
      SessionOutput output,
      Preferences preferences,
      Supplier<Grad.Builder> engines,
      Screen screen) {
    this.output = output;
    this.preferences = preferences;
    this.engines = engines;
    this.pictures = new SeenPictures(screen);
    this.grad = engine();
  }

  private Grad engine() {
    return engines
        .get()
        .out(output)
        .display(output.display())
        .screen(pictures)
        .warnings(this::show)
        .exits()
        .build();
  }

  /** The engine. */
  public Grad grad() {
    return grad;
  }

  /** Where everything is written. */
  public SessionOutput output() {
    return output;
  }

  /** What {@code :set} changes. */
  public Preferences preferences() {
    return preferences;
  }

  /** The inputs that were right, in order, for {@code :save}. */
  public List<Accepted> accepted() {
    return List.copyOf(accepted);
  }

  /** What there is of the person at the session. */
  public Desk desk() {
    return desk;
  }

  /** Sits a person down at the session. */
  public void desk(Desk theirs) {
    desk = theirs;
  }

  /** The value of {@code _}. */
  public Optional<Value> last() {
    return grad.names().contains(LAST) ? Optional.of(grad.get(LAST)) : Optional.empty();
  }

  /**
   * Runs an input and shows its value, unless it ends in a semicolon; an error is shown and leaves
   * everything else as it was.
   *
   * @return whether it was right
   */
  public boolean evaluate(String text) {
    return evaluate(text, Supplier::get);
  }

  /**
   * As {@link #evaluate(String)}.
   *
   * @param runner makes the engine do it, on the engine's thread: for who measures that
   */
  public boolean evaluate(String text, Function<Supplier<Value>, Value> runner) {
    pictures.begin();
    String name = nextName();
    Optional<Value> value = run(() -> runner.apply(() -> grad.eval(name, text)));
    if (value.isEmpty()) {
      return false;
    }
    accept(text, value.get());
    return !isWanted(value.get(), text) || answer(value.get());
  }

  private static boolean isWanted(Value value, String text) {
    return !value.isNone() && !Inputs.endsInSemicolon(text);
  }

  /** Shows a value, or a picture that the input has not shown itself. */
  private boolean answer(Value value) {
    boolean isPicture = value.content() instanceof Picture;
    return (isPicture && pictures.showUnseen((Picture) value.content())) || show(value);
  }

  /**
   * Runs a file's text as an input that shows nothing of itself.
   *
   * @return whether it was right
   */
  public boolean load(NamedText program) {
    Optional<Value> value = compute(program.name(), program.text());
    value.ifPresent(found -> accept(program.text(), found));
    return value.isPresent();
  }

  /** Runs a program now, and again after each {@link #reset}. */
  public void begin(NamedText program) {
    startup = Optional.of(program);
    load(program);
  }

  private void accept(String text, Value value) {
    accepted.add(new Accepted(text.strip(), !value.isNone()));
    keep(value);
  }

  /** Makes a value {@code _}; None leaves the one before. */
  public void keep(Value value) {
    if (!value.isNone()) {
      grad.set(LAST, value);
    }
  }

  /** A value as text, cut where it is long; empty after an error, which is shown. */
  public Optional<String> value(Value value) {
    return run(() -> value.summary(preferences.limit()));
  }

  /** Shows a value as the answer to an input. */
  public boolean show(Value value) {
    Optional<String> text = value(value);
    output.freshLine();
    text.ifPresent(shown -> output.println(shown + ifCut(value.content(), shown)));
    return text.isPresent();
  }

  /** What is said below a value that is not shown in full. */
  private String ifCut(Object content, String shown) {
    boolean cut = shown.length() > preferences.limit() && CUT.matcher(shown).find();
    return switch (content) {
      case Collection<?> all when cut -> "\n(" + all.size() + " elements; print(_) shows all)";
      case Map<?, ?> all when cut -> "\n(" + all.size() + " entries; print(_) shows all)";
      case String all when cut -> "\n(" + all.length() + " characters; print(_) shows all)";
      default -> "";
    };
  }

  /** The value of a text; empty after an error, which is shown. */
  public Optional<Value> compute(String text) {
    return compute(nextName(), text);
  }

  private String nextName() {
    return "<input " + ++inputs + ">";
  }

  /** As {@link #compute(String)}, under the name that errors show. */
  public Optional<Value> compute(String name, String text) {
    return run(() -> grad.eval(name, text));
  }

  /**
   * Runs work of the engine with room for deep calls; {@link #interrupt} stops it. Empty after an
   * error, which is shown.
   */
  public <T> Optional<T> run(Supplier<T> work) {
    begin(true);
    try {
      return Optional.of(Grad.onLargeStack(() -> grad.during(() -> unlessStopped(work))));
    } catch (GradException e) {
      show(e.diagnostics());
      return Optional.empty();
    } finally {
      begin(false);
    }
  }

  /** Who interrupted before the engine was at work meant this. */
  private <T> T unlessStopped(Supplier<T> work) {
    guard.lock();
    try {
      if (stopping) {
        grad.cancel();
      }
    } finally {
      guard.unlock();
    }
    return work.get();
  }

  private void begin(boolean now) {
    guard.lock();
    try {
      running = now;
      stopping = false;
    } finally {
      guard.unlock();
    }
  }

  /** Stops what runs, if anything does; any thread may call this. */
  public void interrupt() {
    guard.lock();
    try {
      if (running) {
        stopping = true;
        grad.cancel();
      }
    } finally {
      guard.unlock();
    }
  }

  /** Does work of the editor, such as completion, that must not show warnings. */
  public <T> T quietly(Supplier<T> work) {
    quiet = true;
    try {
      return work.get();
    } finally {
      quiet = false;
    }
  }

  /** Shows a warning. */
  private void show(Diagnostic warning) {
    if (quiet) {
      return;
    }
    output.freshLine();
    output.print(renderer().render(warning));
  }

  /** Shows errors. */
  public void show(List<Diagnostic> errors) {
    output.freshLine();
    output.print(renderer().render(errors));
  }

  private DiagnosticRenderer renderer() {
    return preferences.color() ? DiagnosticRenderer.colored() : DiagnosticRenderer.plain();
  }

  /** Writes a line for the user. */
  public void say(String line) {
    output.freshLine();
    output.println(line);
  }

  /** Forgets all variables and begins with a new engine. */
  public void reset() {
    grad.close();
    grad = engine();
    accepted.clear();
    startup.ifPresent(this::load);
  }

  @Override
  public void close() {
    grad.close();
  }
}
