package org.gradlang.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.gradlang.eval.link.Linker;
import org.gradlang.resolve.Checked;
import org.gradlang.resolve.Known;
import org.gradlang.syntax.LargeStack;
import org.gradlang.syntax.Source;
import org.gradlang.tensor.Budget;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.RunningCall;
import org.gradlang.value.Arguments;
import org.gradlang.value.Calls;
import org.gradlang.value.Namespace;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs: its context, its budget, the names it knows, and the files it has imported.
 *
 * <p>Confined to one thread at a time.
 */
public final class Engine {
  private final Context context;
  private final Globals globals;
  private final Globals libraries;
  private final Imports imports;
  private final Session session = new Session();

  /**
   * {@code globals} are the names that are always there, {@code libraries} those that an import
   * makes known.
   */
  public Engine(Context context, Globals globals, Globals libraries, SourceFinder finder) {
    this.context = context;
    this.globals = globals;
    this.libraries = libraries;
    this.imports = new Imports(this, finder);
  }

  public Context context() {
    return context;
  }

  public Budget budget() {
    return context.budget();
  }

  public Globals globals() {
    return globals;
  }

  /**
   * Counts a call that begins from the place that runs, and links it to those around it; the answer
   * is for {@link #endCall}.
   */
  public static RunningCall beginCall(Context context) {
    RunningCall outer = context.runningCall();
    context.fusion().settle(); // what runs now may change what a temporary is made of
    context.setRunningCall(outer.begin(context.origin()));
    context.budget().enter();
    return outer;
  }

  /** Ends a call. */
  public static void endCall(RunningCall outer, Context context) {
    context.budget().leave();
    context.setRunningCall(outer);
  }

  /** Calls a function that is always there. */
  public Object call(String name, Arguments arguments) {
    return Calls.call(globals.get(name), arguments);
  }

  /** What {@code import name} gives, or null where there is no such library. */
  public @Nullable Object importable(String name) {
    Object library = libraries.find(name);
    return library != null ? library : globals.find(name) instanceof Namespace n ? n : null;
  }

  /** The names that {@link #importable} knows. */
  public Set<String> importableNames() {
    return libraries.names();
  }

  public Imports imports() {
    return imports;
  }

  public Session session() {
    return session;
  }

  /** Parses and resolves a file that stands for itself. */
  public Checked check(Source source) {
    return Checked.check(source, Known.file(globals.names()));
  }

  /** Parses and resolves what comes next in the session. */
  public Checked checkNext(Source source) {
    return Checked.check(source, Known.session(globals.names(), session.names()));
  }

  /** Runs what {@link #checkNext} found to be right; the answer is its last statement's value. */
  public Object evaluateNext(Checked checked) {
    List<Cell> cells = session.cells(checked.resolution().fileVariables());
    imports.begin(checked.program().source());
    try {
      return run(checked, cells);
    } finally {
      imports.end();
    }
  }

  /** Runs a file and gives its variables. */
  FileNamespace evaluateFile(Checked checked) {
    List<String> names = checked.resolution().fileVariables();
    List<Cell> cells = new ArrayList<>();
    names.forEach(name -> cells.add(new Cell()));
    run(checked, cells);
    return new FileNamespace(checked.program().source().name(), names, cells);
  }

  /** A program that is nested deeply gets the room for it. */
  private Object run(Checked checked, List<Cell> cells) {
    return checked.deep()
        ? LargeStack.call(() -> runHere(checked, cells))
        : runHere(checked, cells);
  }

  private Object runHere(Checked checked, List<Cell> cells) {
    int frameSize = checked.resolution().layout(checked.program()).frameSize();
    Node program = new Linker(this, checked, cells).program();
    context.fusion().settle(); // of whom imports this: it is to forget its own alone
    Context before = context.enter();
    try {
      return program.execute(Frame.ofFile(frameSize));
    } finally {
      context.fusion().forget();
      Context.restore(before);
    }
  }
}
