package org.gradlang.tensor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gradlang.autograd.Cut;
import org.gradlang.autograd.Keeper;
import org.gradlang.kernel.PointwiseBatches;
import org.gradlang.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * The state of one execution, confined to one thread at a time: there is no other.
 *
 * <p>An engine {@linkplain #enter() enters} its context before it runs and {@linkplain
 * #restore(Context) restores} the one before; Java code without an engine has its thread's own.
 */
public final class Context {
  /** Elements of work between two looks at the budget: a few to some hundred microseconds. */
  private static final int LOOK = 1 << 16;

  private static final ThreadLocal<Context> CURRENT = ThreadLocal.withInitial(Context::new);

  static {
    // The JVM puts no method into its callers that names a type it has not loaded: each operation
    // would call trace() and the like. Naming the types loads them.
    var _ = List.of(Trace.class, Keeper.class, Storage.Source.class);
  }

  private GradMode gradMode = GradMode.RECORD;
  private Origin gradModeOrigin = Origin.UNKNOWN;
  private @Nullable Cut gradModeCut;
  private long sequence;
  private @Nullable Keeper keeper;
  private boolean anomalyDetection;
  private DType defaultDType = DType.FLOAT32;
  private Origin origin = Origin.UNKNOWN;
  private RunningCall running = RunningCall.none();
  private Budget budget;
  private @Nullable Reuse reuse;
  private int untilLook = LOOK;
  private @Nullable Trace trace;
  private int threads = Runtime.getRuntime().availableProcessors();
  private int grantedThreads = threads;
  private final Workers workers = new Workers();
  private final Layouts layouts = new Layouts();
  private final Scratch scratch = new Scratch();
  private final Recycling recycling = new Recycling();
  private final Fusion fusion = new Fusion();
  private final PointwiseBatches batches = new PointwiseBatches();
  private final Generator generator = new Generator();
  private PrintOptions printOptions = PrintOptions.DEFAULT;
  private Consumer<GradError> listener = warning -> {};
  private static final int MOST_WARNINGS = 1000;
  private final Set<Warned> warned = new HashSet<>();

  private record Warned(Origin place, String message) {}

  /** PyTorch's defaults, and as many threads as there are processors. */
  public Context() {
    this(new Budget(Bounds.none()));
  }

  /** The same for a program with limits. */
  public Context(Budget budget) {
    this.budget = budget;
  }

  /** The context of the code that runs on this thread. */
  public static Context current() {
    return Thread.currentThread() instanceof ContextThread own ? own.context() : CURRENT.get();
  }

  /** Makes this the thread's context; the answer is the one to {@link #restore} at the end. */
  public Context enter() {
    Context before = current();
    restore(this);
    return before;
  }

  /** Ends what {@link #enter} began. */
  public static void restore(Context before) {
    if (Thread.currentThread() instanceof ContextThread own) {
      own.setContext(before);
    } else {
      CURRENT.set(before);
    }
  }

  /** Where in the program the operation that runs now stands. */
  public Origin origin() {
    return origin;
  }

  /** Set by the running program before each operation. */
  public void setOrigin(Origin place) {
    origin = place;
  }

  /** The calls that the running code is inside of; null outside of all functions. */
  public @Nullable Caller caller() {
    return running.caller();
  }

  /** The innermost of them, as it comes and goes. */
  public RunningCall runningCall() {
    return running;
  }

  /** Set when a function begins, and again when it ends. */
  public void setRunningCall(RunningCall call) {
    running = call;
  }

  public GradMode gradMode() {
    return gradMode;
  }

  public boolean isRecording() {
    return gradMode == GradMode.RECORD;
  }

  public boolean isInference() {
    return gradMode == GradMode.INFERENCE;
  }

  /** Where the mode was last changed: errors name it when a graph was cut there. */
  public Origin gradModeOrigin() {
    return gradModeOrigin;
  }

  /** Changes the mode; who changes it restores it. */
  public void setGradMode(GradMode mode, Origin place) {
    gradMode = mode;
    gradModeOrigin = place;
    gradModeCut = null;
  }

  /** Changes the mode for a reason of its own; who changes it restores it. */
  public void setGradMode(GradMode mode, Cut cut) {
    gradMode = mode;
    gradModeOrigin = cut.origin();
    gradModeCut = cut;
  }

  /** What results without history remember while nothing is recorded. */
  public Cut gradModeCut() {
    if (gradModeCut == null) {
      Cut.Reason reason =
          gradMode == GradMode.INFERENCE ? Cut.Reason.INFERENCE : Cut.Reason.NO_GRAD;
      gradModeCut = new Cut(reason, gradModeOrigin);
    }
    return gradModeCut;
  }

  /** The same, if anybody has asked for it since the mode was changed. */
  public @Nullable Cut gradModeCutOrNull() {
    return gradModeCut;
  }

  /** Who keeps tensors for the way back, where they are not kept as they are. */
  public @Nullable Keeper keeper() {
    return keeper;
  }

  /** Changes who keeps tensors; who changes it restores it. */
  public void setKeeper(@Nullable Keeper newKeeper) {
    keeper = newKeeper;
  }

  /** Counts recorded operations: the number of the next one. */
  public long nextSequence() {
    return sequence++;
  }

  /** Whether a backward stops at the first gradient that is nan. */
  public boolean detectsAnomaly() {
    return anomalyDetection;
  }

  public void setAnomalyDetection(boolean on) {
    anomalyDetection = on;
  }

  /** The dtype of new float tensors and of results that Python floats lead to. */
  public DType defaultDType() {
    return defaultDType;
  }

  public void setDefaultDType(DType dtype) {
    if (!dtype.isFloating()) {
      throw new GradError(ErrorKind.TYPE, "the default dtype must be float32 or float64");
    }
    defaultDType = dtype;
  }

  /** The generator that draws where none is named; {@code manual_seed} starts it anew. */
  public Generator generator() {
    return generator;
  }

  public PrintOptions printOptions() {
    return printOptions;
  }

  public void setPrintOptions(PrintOptions options) {
    printOptions = options;
  }

  /** Sets who hears warnings; nobody unless this is called. */
  public void onWarning(Consumer<GradError> hearer) {
    listener = hearer;
  }

  /**
   * Warns of what is no error but hardly meant: told once for each place of the program.
   *
   * @param warning is not thrown; it gets the place that runs now if it has none
   */
  public void warn(GradError warning) {
    warning.at(origin);
    if (warned.size() == MOST_WARNINGS) {
      warned.clear(); // an engine that runs for ever must not keep every place it saw
    }
    if (warned.add(new Warned(warning.origin(), warning.message()))) {
      fusion.settle(); // a host's listener may change what a temporary is made of
      listener.accept(warning);
    }
  }

  /** Who is told what runs; null where nobody is. */
  public @Nullable Trace trace() {
    return trace;
  }

  /** Sets who is told what runs from now on. */
  public void setTrace(@Nullable Trace newTrace) {
    trace = newTrace;
  }

  /** How many threads large kernels may use. */
  public int threads() {
    return Math.min(threads, grantedThreads);
  }

  /** Says how many threads large kernels may use; a program may ask for fewer, not for more. */
  public void setThreads(int count) {
    askForThreads(count);
    grantedThreads = count;
  }

  /** How many threads the program asked for; as many as are granted unless it did. */
  public int wantedThreads() {
    return threads;
  }

  /** What a program asks for: more than are granted make no difference, not even to results. */
  public void askForThreads(int count) {
    if (count < 1) {
      throw new GradError(ErrorKind.VALUE, "the number of threads must be at least 1");
    }
    threads = count;
  }

  /**
   * Runs all of 0 to {@code n} in some parts for each thread, this one among them; each part is
   * done by whoever comes to it first. The parts begin at multiples of {@code grain}, and where,
   * depends on sizes and the number of threads alone. The first error of a part is thrown here,
   * after all that began have ended. Who must do something anew for each part asks for large ones.
   * What a part itself would share stays on its thread.
   */
  public void split(int n, int grain, RangeTask task) {
    int count = threads();
    int granted = grantedThreads;
    grantedThreads = n > grain ? 1 : granted;
    try {
      workers.split(count, n, grain, task, budget);
    } finally {
      grantedThreads = granted;
    }
  }

  /**
   * Runs all of 0 to {@code n} on this thread, a stretch at a time, and looks in between whether to
   * stop.
   *
   * @param cost of one of them: so many elements
   */
  public void stretches(int n, int cost, RangeTask task) {
    int stretch = Math.max(1, LOOK / Math.max(1, cost));
    for (int from = 0; from < n; ) {
      int to = from + Math.min(n - from, stretch);
      task.run(from, to);
      worked(Math.max(1, cost) * (to - from));
      from = to;
    }
  }

  /** {@link #stretches(int, int, RangeTask)} of single elements. */
  public void stretches(int n, RangeTask task) {
    stretches(n, 1, task);
  }

  /**
   * Says that a loop has done work on so many elements, and looks now and then whether to stop: a
   * LimitError if the program was cancelled or interrupted, or its time is over. Whatever runs long
   * says so at least every few milliseconds, on whichever thread it works.
   */
  public void worked(int elements) {
    untilLook -= elements;
    if (untilLook < 0) {
      untilLook = LOOK;
      budget.check();
    }
  }

  /**
   * The same for a loop over single elements, which costs it a test of the index: looks at every
   * 65536th.
   */
  public void reached(int element) {
    if ((element & (LOOK - 1)) == LOOK - 1) {
      budget.check();
    }
  }

  /**
   * Runs what cannot be stopped, such as another library's loops, on a thread of its own, which is
   * left behind if the program has to stop: it then goes on until it ends, but nobody hears of it.
   *
   * @param work may read and write nothing that others see
   */
  public <T> T aside(Supplier<T> work) {
    return Aside.run(work, budget);
  }

  /** Has the JVM collect garbage before large arrays make its heap grow: the process is ours. */
  public void reuseMemory() {
    reuse = new Reuse();
  }

  /** Says that a large array is going to be made. */
  void makeRoom(long bytes) {
    if (reuse != null) {
      reuse.before(bytes, this);
    }
  }

  /** Works for a program whose budget this is, on a thread that is not the program's own. */
  <T> T lend(Budget program, Supplier<T> work) {
    Budget own = budget;
    int granted = grantedThreads;
    budget = program;
    grantedThreads = 1;
    try {
      return work.get();
    } finally {
      budget = own;
      grantedThreads = granted;
    }
  }

  /** What the program may still use up. */
  public Budget budget() {
    return budget;
  }

  /** What counts the program's memory; null where that is not limited. */
  public @Nullable Ledger ledger() {
    return budget.ledger();
  }

  /** How pointwise expressions run as one formula. */
  public Fusion fusion() {
    return fusion;
  }

  /** What expressions came down to so far; for operations and passes. */
  @SuppressWarnings("exports") // other modules need not see it
  public PointwiseBatches batches() {
    return batches;
  }

  /** Arrays of tensors that are gone. */
  public Recycling recycling() {
    return recycling;
  }

  Layouts layouts() {
    return layouts;
  }

  /** Arrays that kernels on this thread use for a while. */
  public Scratch scratch() {
    return scratch;
  }
}
