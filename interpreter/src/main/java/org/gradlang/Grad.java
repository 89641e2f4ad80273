package org.gradlang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.gradlang.builtin.Display;
import org.gradlang.builtin.ExitRequest;
import org.gradlang.eval.Engine;
import org.gradlang.graph.TraceText;
import org.gradlang.resolve.Checked;
import org.gradlang.resolve.Known;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.LargeStack;
import org.gradlang.syntax.Lexeme;
import org.gradlang.syntax.Source;
import org.gradlang.tensor.Budget;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Origin;
import org.gradlang.trace.Trace;
import org.gradlang.value.Arguments;
import org.gradlang.value.Calls;
import org.jspecify.annotations.Nullable;

/**
 * An engine: runs programs one after the other, and keeps the variables of their top level.
 *
 * <p>Used by one thread at a time; engines side by side share nothing. Programs reach nothing of
 * the process unless the {@link Builder} grants it.
 *
 * <pre>{@code
 * try (Grad grad = Grad.create()) {
 *   grad.set("x", 3);
 *   long y = grad.eval("x ** 2").asLong();
 * }
 * }</pre>
 */
public final class Grad implements AutoCloseable {
  private final Engine engine;
  private final Budget budget;
  private final Writer out;
  private final HostValues values = new HostValues(this);
  private final Confinement confinement;
  private final Boundary boundary;
  private volatile boolean closed;

  private Grad(Builder builder) {
    this.budget = new Budget(builder.limits.bounds());
    Host host = CountedHost.of(builder.grants.copy(), budget);
    this.out = host.out();
    Context context = builder.beginning.context(budget);
    this.confinement = new Confinement(context);
    this.boundary = new Boundary(budget, builder.exits);
    context.onWarning(warning -> builder.warnings.accept(boundary.warning(warning)));
    LibraryTable table = new LibraryTable(host, builder.libraries(this));
    this.engine =
        new Engine(
            context,
            table.globals(),
            table.importables(),
            new GrantedSources(builder.loader, table));
    table.engine(engine);
  }

  /** An engine that grants nothing. */
  public static Grad create() {
    return builder().build();
  }

  /** Begins an engine with other settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Runs {@code task} where calls of scripts may be as deep as the default {@link Limits} say. */
  public static <T> T onLargeStack(Supplier<T> task) {
    return LargeStack.call(task);
  }

  /** The state of its programs. */
  Context context() {
    return engine.context();
  }

  /** Compiles and runs a text; the answer is its last statement's value. */
  public Value eval(String code) {
    return eval("<eval>", code);
  }

  /** As {@link #eval(String)}, under the name that diagnostics show. */
  public Value eval(String name, String code) {
    return run(() -> evaluated(Source.of(name, code), engine::checkNext));
  }

  /** Runs a compiled program; the answer is its last statement's value. */
  public Value eval(Script script) {
    Checked checked = script.checked();
    return run(() -> evaluated(checked.program().source(), source -> checked));
  }

  /**
   * Compiles a program that may use all names of this engine: its variables, and what its host
   * declared. It runs in every engine that has these names too.
   *
   * @throws GradException where the program is not right, with all its errors
   */
  public Script compile(String name, String text) {
    Known known = new Known(engine.globals().names(), names(), false);
    return Script.compile(Source.of(name, text), known);
  }

  /**
   * As {@link #compile}, for a program whose other names are its {@link Script#inputs}: those are
   * given when it runs.
   */
  public Script compileOpen(String name, String text) {
    return Script.compileOpen(Source.of(name, text), engine.globals().names());
  }

  private Value evaluated(Source source, Function<Source, Checked> check) {
    Supplier<Checked> right = () -> GradException.unlessRight(check.apply(source));
    return boundary.running(source, () -> new Value(this, engine.evaluateNext(right.get())));
  }

  /**
   * Sets a variable of the top level, which is declared if need be.
   *
   * @throws IllegalArgumentException where no program could say the name, or use the value
   */
  public void set(String name, @Nullable Object value) {
    refuseIfClosed(true);
    if (!Lexeme.isName(name)) {
      throw new IllegalArgumentException("programs have no variable called '" + name + "'");
    }
    confined(() -> {
      engine.session().set(name, values.toScript(value, name));
      return name;
    });
  }

  /** The value of a variable of the top level; a NameError where there is none. */
  public Value get(String name) {
    Object value = confined(() -> engine.session().get(name));
    if (value == null) {
      throw exception(new GradError(ErrorKind.NAME, "there is no variable '" + name + "'"));
    }
    return new Value(this, value);
  }

  /**
   * A Java interface over functions of the top level: each method calls the function of its name,
   * or of that name in snake case, and gives its value as the Java type that it declares.
   *
   * @throws GradException a TypeError where a method has no function
   */
  public <T> T as(Class<T> type) {
    return inside(() -> type.cast(ScriptProxy.of(this, type, engine.session()::get)));
  }

  /** The names of the top level's variables. */
  public List<String> names() {
    return confined(() -> engine.session().names());
  }

  /**
   * All names that a program may use: the variables of the top level, and what is always there.
   * Keywords are not among them.
   */
  public Set<String> knownNames() {
    Set<String> all = new TreeSet<>(engine.globals().names());
    all.addAll(names());
    return all;
  }

  /** What {@code import} finds without a file. */
  public Set<String> importableNames() {
    return engine.importableNames();
  }

  /**
   * The value of one of the {@link #knownNames}, without running anything but the library's file
   * that declares it; empty where there is none.
   */
  public Optional<Value> find(String name) {
    return inside(() -> {
      Object variable = engine.session().get(name);
      Object value = variable != null ? variable : engine.globals().find(name);
      return Optional.ofNullable(value).map(found -> new Value(this, found));
    });
  }

  Value call(Object function, @Nullable Object[] arguments) {
    return run(() -> new Value(this, called(function, arguments)));
  }

  /** What a function of the program gives for Java's values. */
  Object called(Object function, @Nullable Object[] arguments) {
    Object[] given = new Object[arguments.length];
    Arrays.setAll(given, i -> values.toScript(arguments[i]));
    return Calls.call(function, Arguments.of(given));
  }

  private void refuseIfClosed(boolean refuse) {
    if (refuse && closed) {
      throw new IllegalStateException("this engine is closed");
    }
  }

  GradException exception(GradError error) {
    return boundary.exception(error);
  }

  HostValues values() {
    return values;
  }

  /**
   * Makes one run of all that {@code work} does with this engine: the limits hold for the whole of
   * it, and {@link #cancel} stops the next thing that it does.
   */
  public <T> T during(Supplier<T> work) {
    return run(work);
  }

  /** Runs a program's code, which only an open engine does. */
  <T> T run(Supplier<T> work) {
    return inside(work, true);
  }

  /**
   * Stops what runs, with a LimitError, wherever it is; nothing if nothing runs, so that it never
   * stops what begins later. Any thread may call this; to interrupt the thread does the same.
   *
   * <p>The engine and its variables stay usable. What was being computed is lost; a tensor that was
   * being changed in place may be changed in part.
   */
  public void cancel() {
    budget.cancel();
  }

  /**
   * Tells what runs from now on: a line for each operation and each step of a backward pass, with
   * shapes.
   *
   * @param lines takes each line as it comes, without its end; null ends it
   * @param style of what shows them: with colours, no wider than its columns
   */
  public void trace(@Nullable Consumer<String> lines, TextStyle style) {
    engine.context().setTrace(lines == null ? null : new Trace(new TraceText(lines, style)));
  }

  /** Whether it is told what runs. */
  public boolean isTraced() {
    return engine.context().trace() != null;
  }

  /** Runs work of the engine on this thread. */
  <T> T inside(Supplier<T> work) {
    return inside(work, false);
  }

  private <T> T inside(Supplier<T> work, boolean openOnly) {
    if (!confinement.enter()) {
      refuseIfClosed(openOnly);
      return boundary.guarded(work); // a host's function that calls back
    }
    try {
      return entered(work, openOnly);
    } finally {
      confinement.leave();
    }
  }

  private <T> T entered(Supplier<T> work, boolean openOnly) {
    Context outer = engine.context().enter();
    engine.context().setOrigin(Origin.UNKNOWN);
    budget.start();
    try {
      refuseIfClosed(openOnly); // from here on, closing stops what runs
      return boundary.guarded(work);
    } finally {
      Context.restore(outer);
      budget.end();
      flush();
    }
  }

  /** Looks at what the engine holds, where no other thread uses it; runs nothing of a program. */
  <T> T confined(Supplier<T> look) {
    boolean outermost = confinement.enter();
    try {
      return look.get();
    } finally {
      if (outermost) {
        confinement.leave();
      }
    }
  }

  private void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends the engine and stops what it runs. From then on it runs nothing, and its functions and the
   * interfaces that it gave refuse calls with an IllegalStateException; values that are there can
   * be read. Any thread may call this.
   */
  @Override
  public void close() {
    closed = true;
    cancel();
  }

  /** The settings of an engine. */
  public static final class Builder {
    private final Grants grants = new Grants();
    private final Beginning beginning = new Beginning();
    private Loader loader = Loader.none();
    private Limits limits = Limits.none();
    private Consumer<Diagnostic> warnings = warning -> {};
    private boolean exits;
    private final List<Library> libraries = new ArrayList<>();
    private final HostNames names = new HostNames();

    private Builder() {}

    /** Where output goes; nowhere unless this is set. */
    public Builder out(Writer writer) {
      grants.out = writer;
      return this;
    }

    /** Where {@code progress} shows how far a loop is; nowhere unless this is set. */
    public Builder display(Display line) {
      grants.display = line;
      return this;
    }

    /** Where {@code plot} and {@code show} show pictures; nowhere unless this is set. */
    public Builder screen(Screen pictures) {
      grants.screen = pictures;
      return this;
    }

    /** Who hears of what is no error but hardly meant; nobody unless this is set. */
    public Builder warnings(Consumer<Diagnostic> hearer) {
      warnings = hearer;
      return this;
    }

    /**
     * What {@code clock()} reads: nanoseconds from some fixed moment on, such as {@link
     * System#nanoTime}. To ask for the time is an error unless this is set.
     */
    public Builder clock(LongSupplier nanos) {
      grants.clock = nanos;
      return this;
    }

    /**
     * Lets {@code exit(code)} leave the engine as an {@link ExitRequest}, for a host that then
     * ends. Unless this is set it ends the program alone, as a GradException of the kind Exit.
     */
    public Builder exits() {
      exits = true;
      return this;
    }

    /**
     * Has the JVM collect garbage before large tensors make the heap grow: all threads stop for 20
     * to 50 ms, once for 256 MB. Of use with the serial and the parallel collector.
     */
    public Builder collects() {
      beginning.collects = true;
      return this;
    }

    /** The seed of random numbers; another one each time unless this is set. */
    public Builder seed(long number) {
      beginning.seed = number;
      return this;
    }

    /** How many threads large tensors may use; all of them unless this is set. */
    public Builder threads(int count) {
      beginning.threads = count;
      return this;
    }

    /** What programs see as {@code args}. */
    public Builder arguments(List<String> texts) {
      grants.arguments = List.copyOf(texts);
      return this;
    }

    /** The files that programs may read and write; none unless this is set. */
    public Builder files(FileAccess access) {
      grants.files = access;
      return this;
    }

    /** Where programs find what they import; libraries alone unless this is set. */
    public Builder loader(Loader sources) {
      loader = sources;
      return this;
    }

    /** What programs may use up. */
    public Builder limits(Limits given) {
      limits = given;
      return this;
    }

    /** Adds a library of the host's own. */
    public Builder library(Library library) {
      libraries.add(library);
      return this;
    }

    /**
     * Declares a function that programs can call. The signature names and types the parameters, as
     * those of Grad's own functions do:
     *
     * <pre>{@code
     * .function("price(spot: tensor, strike: float, rate: float = 0.05)", call ->
     *     call.tensor("spot").sub(call.number("strike") * Math.exp(-call.number("rate"))))
     * }</pre>
     *
     * <p>The types are {@code tensor}, {@code int}, {@code float}, {@code bool}, {@code str},
     * {@code fn}, {@code any} and the others of {@link org.gradlang.op.signature.ParameterType};
     * behind one {@code ?} admits None. A name with dots, such as {@code market.price}, lies in a
     * namespace.
     *
     * @throws IllegalArgumentException for a signature that cannot be read
     */
    public Builder function(String signature, HostFunction body) {
      return function(signature, "", body);
    }

    /** As {@link #function(String, HostFunction)}, with what {@code help} tells. */
    public Builder function(String signature, String documentation, HostFunction body) {
      names.function(signature, documentation, body);
      return this;
    }

    /**
     * Declares a function by a functional interface, whose method's types are those of the
     * arguments: {@code .function("price", Pricer.class, (spot, strike) -> ...)}.
     */
    public <F> Builder function(String name, Class<F> type, F body) {
      names.function(name, type, body);
      return this;
    }

    /** Declares the methods of an object that are marked with {@link Export}. */
    public Builder export(Object host) {
      return export("", host);
    }

    /** As {@link #export(Object)}, in a namespace: {@code market.price(...)}. */
    public Builder export(String namespace, Object host) {
      names.export(namespace, host);
      return this;
    }

    /** Declares an operation with a gradient of its own. */
    public Builder operation(String signature, DifferentiableFunction body) {
      names.operation(signature, "", body);
      return this;
    }

    /** Makes the engine. */
    public Grad build() {
      return new Grad(this);
    }

    private List<Library> libraries(Grad grad) {
      List<Library> all = LibraryTable.standard();
      all.addAll(libraries);
      all.add(names.of(grad));
      return all;
    }
  }
}
