package org.gradlang.kernel;

import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.VectorModule;
import org.jspecify.annotations.Nullable;

/**
 * The SIMD kernels, where the JVM has the Vector API; this class alone decides that.
 *
 * <p>Until the JVM has compiled a SIMD loop it is far slower than a plain one, so each is first run
 * on small data by a {@linkplain BringUp thread of its own}, and used from then on.
 */
final class SimdKernels {
  private SimdKernels() {}

  /** What compiled kernels stay far below: a hundred times and more. */
  private static final long SLOW_NANOS = 1_000_000;

  private static final long NANOS_EACH = 2;

  /** So many slow calls, one after the other, are no accident. */
  private static final int PATIENCE = 6;

  /**
   * Multiply-adds of plain products after which kernels are brought up. That takes half a second of
   * processor, for which plain loops do some two thousand million.
   */
  private static final long PRODUCT_PATIENCE = 1L << 30;

  /** The same for tall ones, which are a little faster: the others take 0.3 s for so many. */
  private static final long TALL_PATIENCE = 1L << 33;

  /**
   * Vectors of one number that a function may read in each round; others have a {@link
   * WrittenLoop}, which keeps them in registers.
   */
  private static final int FEW_CONSTANTS = 3;

  /** Operations of a function that {@link FloatLoopTemplate} may have twice. */
  private static final int FEW_OPERATIONS = 16;

  private static final Products FLOATS = new Products(DType.FLOAT32);
  private static final Products DOUBLES = new Products(DType.FLOAT64);

  /** What all compiled loops over a short row stay below together, and others are far above. */
  private static final long ROWS_NANOS = 1000;

  /** What the compiled loops of powers stay below together, and those of their slopes. */
  private static final long POWERS_NANOS = 1200;

  /** What compiled loops over a small product stay below, and others are far above. */
  private static final long NARROW_NANOS = 1000;

  /**
   * Multiply-adds of small products after which their loops are brought up: plain ones take some
   * 0.1 s for them, and a program that is done by then does without.
   */
  private static final long NARROW_PATIENCE = 1L << 28;

  /** What a call costs beside its multiply-adds, as so many of them. */
  private static final int NARROW_CALL = 1 << 11;

  /** What the compiled loop over four short rows stays below, and others are far above. */
  private static final long COLUMNS_NANOS = 600;

  /** What all compiled transforms of a few squares stay below together. */
  private static final long WINOGRAD_NANOS = 2000;

  /** What the compiled loop over a few hundred windows stays below. */
  private static final long WINDOWS_NANOS = 1000;

  private static final LateLoops<RowLoops> ROWS =
      new LateLoops<>(PlainRows.ROWS, ROWS_NANOS, SimdKernels::draftRows);
  private static final LateLoops<@Nullable RowPowers> POWERS =
      new LateLoops<>(null, POWERS_NANOS, SimdKernels::draftPowers);
  private static final LateLoops<@Nullable RowSlopes> SLOPES =
      new LateLoops<>(null, POWERS_NANOS, SimdKernels::draftSlopes);
  private static final LateLoops<WinogradLoops> WINOGRAD =
      new LateLoops<>(PlainWinograd.LOOPS, WINOGRAD_NANOS, SimdKernels::draftWinograd);
  private static final LateLoops<@Nullable WindowLoop> WINDOWS =
      new LateLoops<>(null, WINDOWS_NANOS, SimdKernels::draftWindows);
  private static final LateLoops<NarrowProduct.@Nullable Loop> NARROW =
      new LateLoops<>(null, NARROW_PATIENCE, NARROW_NANOS, SimdKernels::draftNarrow);
  private static final LateLoops<MatrixVector.Loop> COLUMNS =
      new LateLoops<>(MatrixVector.PLAIN, COLUMNS_NANOS, SimdKernels::draftColumns);

  /**
   * Whether there is a Vector API. The first question may load its module, which takes tens of
   * milliseconds: only what brings kernels up asks.
   */
  static boolean isAvailable() {
    return Answer.AVAILABLE;
  }

  /** The JVM initialises a class once, whichever threads ask for it. */
  private static final class Answer {
    static final boolean AVAILABLE = VectorModule.isAvailable();
  }

  /** The loop of a primitive, which is this function of vectors and has this plain one. */
  static Loop loop(DType dtype, Primitive primitive, Object lanes, Loop plain) {
    // before anything is compiled: a class that comes later can invalidate compiled code
    FloatLanes.loadClasses();
    DoubleLanes.loadClasses();
    if (dtype == DType.FLOAT32 && Code.FLOATS.hasShortForm(primitive.name())) {
      // what is not ordinary is rare: only who meets it often brings up a loop for it
      Loop any =
          Code.FLOATS.has(primitive.name())
              ? new AdaptiveLoop(dtype, plain, () -> loopOfAny(dtype, primitive, lanes, plain))
              : plain;
      return WrittenLoop.ofOrdinary(primitive, Code.FLOATS, any, plain);
    }
    return loopOfAny(dtype, primitive, lanes, plain);
  }

  /** The same in the function's long form, or plain where it has a short one alone. */
  static Loop loopOfAny(DType dtype, Primitive primitive, Object lanes, Loop plain) {
    if (dtype == DType.FLOAT32 && !Code.FLOATS.has(primitive.name())) {
      return plain;
    }
    if (dtype == DType.FLOAT32 && readsConstants(primitive.name())) {
      return WrittenLoop.of(primitive, Code.FLOATS, plain);
    }
    return Templates.copy(
        dtype == DType.FLOAT64 ? DoubleLoopTemplate.class : FloatLoopTemplate.class,
        lanes,
        primitive.arity(),
        plain);
  }

  private static boolean readsConstants(String function) {
    return Code.FLOATS.constants(function).size() > FEW_CONSTANTS
        || Code.FLOATS.size(function) > FEW_OPERATIONS;
  }

  /** The steps of a program, in order, as loops where they can be. */
  static List<ProgramPiece> pieces(Program program, DType dtype, BitSet uniform) {
    FloatLanes.loadClasses();
    DoubleLanes.loadClasses();
    return dtype == DType.FLOAT64
        ? ProgramPiece.of(program, dtype, uniform, Code.DOUBLES, DoubleLanes.SPECIES.length())
        : ProgramPiece.of(program, dtype, uniform, Code.FLOATS, FloatLanes.SPECIES.length());
  }

  /** Read once, when the first loop is written. */
  private static final class Code {
    static final LaneCode FLOATS = LaneCode.floats();
    static final LaneCode DOUBLES = LaneCode.doubles();
  }

  /** The loops over rows: plain ones until the others are ready. */
  static RowLoops rows() {
    return ROWS.getNow();
  }

  private static LateLoops.Draft<RowLoops> draftRows() {
    RowLoops made = new RowLanes();
    float[] x = new float[2 * Accumulator.LANES + 5];
    double[] lanes = new double[2 * Accumulator.LANES];
    return new LateLoops.Draft<>(made, () -> RowLanes.rehearse(made, x, lanes));
  }

  /** The loops of powers of rows, or null as long as there are none. */
  static @Nullable RowPowers powers() {
    return POWERS.getNow();
  }

  private static LateLoops.Draft<@Nullable RowPowers> draftPowers() {
    FloatLanes.loadClasses();
    RowPowers made = new RowPowers(Code.FLOATS);
    float[] x = new float[RowPowers.ROOM];
    float[] y = new float[RowPowers.ROOM];
    WrittenRows.Frame frame = new WrittenRows.Frame();
    return new LateLoops.Draft<>(made, () -> RowPowers.rehearse(made, frame, x, y));
  }

  /** The loops of the slopes of rows, or null as long as there are none. */
  static @Nullable RowSlopes slopes() {
    return SLOPES.getNow();
  }

  private static LateLoops.Draft<@Nullable RowSlopes> draftSlopes() {
    FloatLanes.loadClasses();
    RowSlopes made = new RowSlopes(Code.FLOATS);
    float[] x = new float[RowSlopes.ROOM];
    float[] y = new float[RowSlopes.ROOM];
    WrittenRows.Frame frame = new WrittenRows.Frame();
    return new LateLoops.Draft<>(made, () -> RowSlopes.rehearse(made, frame, x, y));
  }

  /** The transforms of convolutions by squares: plain ones until the others are ready. */
  static WinogradLoops winograd() {
    return WINOGRAD.getNow();
  }

  private static LateLoops.Draft<WinogradLoops> draftWinograd() {
    WinogradLoops made = new WinogradLanes();
    float[] x = new float[WinogradLanes.room()];
    int[] steps = new int[WinogradLoops.SQUARE];
    return new LateLoops.Draft<>(made, () -> WinogradLanes.rehearse(made, x, steps));
  }

  /** The loop that compares elements of windows, or null as long as there is none. */
  static @Nullable WindowLoop windows() {
    return WINDOWS.getNow();
  }

  private static LateLoops.Draft<@Nullable WindowLoop> draftWindows() {
    WindowLoop made = new WindowLanes();
    float[] x = new float[WindowLanes.ROOM];
    int[] places = new int[WindowLanes.ROOM];
    int[] best = new int[WindowLanes.ROOM];
    return new LateLoops.Draft<>(made, () -> WindowLanes.rehearse(made, x, places, best));
  }

  /** The loops of small products, or null as long as there are none, for so many multiply-adds. */
  static NarrowProduct.@Nullable Loop narrow(long work) {
    return NARROW.get(work + NARROW_CALL);
  }

  private static LateLoops.Draft<NarrowProduct.@Nullable Loop> draftNarrow() {
    NarrowProduct.Loop made = new NarrowLanes();
    float[] x = new float[NarrowLanes.room()];
    return new LateLoops.Draft<>(made, () -> NarrowLanes.rehearse(made, x));
  }

  /** The loop of products with one column: a plain one until the other is ready. */
  static MatrixVector.Loop columns() {
    return COLUMNS.getNow();
  }

  private static LateLoops.@Nullable Draft<MatrixVector.Loop> draftColumns() {
    if (!ColumnLanes.isPossible()) {
      return null;
    }
    MatrixVector.Loop made = new ColumnLanes();
    float[] x = new float[ColumnLanes.ROOM];
    float[] sums = new float[MatrixVector.TOGETHER * MatrixVector.LANES];
    return new LateLoops.Draft<>(made, () -> ColumnLanes.rehearse(made, x, sums));
  }

  /**
   * The product kernels of float32 or float64, or null as long as there are none. They are brought
   * up at once: plain convolutions are far slower.
   */
  static @Nullable ProductKernels products(DType dtype) {
    return (dtype == DType.FLOAT64 ? DOUBLES : FLOATS).getNow();
  }

  /** The same for so many multiply-adds: many together bring them up, and 0 only looks. */
  static @Nullable ProductKernels products(DType dtype, long work) {
    return (dtype == DType.FLOAT64 ? DOUBLES : FLOATS).get(work);
  }

  /** The same where also their forms over rows are ready. */
  static @Nullable ProductKernels productsOverRows(DType dtype) {
    return (dtype == DType.FLOAT64 ? DOUBLES : FLOATS).overRows.getNow();
  }

  /** The same where also their products of rows with rows are ready. */
  static @Nullable ProductKernels productsOfRows(DType dtype) {
    return (dtype == DType.FLOAT64 ? DOUBLES : FLOATS).ofRows.getNow();
  }

  /** The same, with lines as soon as these are ready. */
  static @Nullable ProductKernels productsInLines(DType dtype) {
    Products all = dtype == DType.FLOAT64 ? DOUBLES : FLOATS;
    @Nullable ProductKernels ready = all.inLines.getNow();
    return ready == null ? all.getNow() : ready;
  }

  /**
   * Says how long kernels took for so many multiply-adds: the JVM may have thrown away their
   * compiled code, and then they are brought up again.
   */
  static void judge(DType dtype, ProductKernels used, long nanos, long work) {
    boolean slow = nanos > SLOW_NANOS + work * NANOS_EACH;
    (dtype == DType.FLOAT64 ? DOUBLES : FLOATS).judge(used, slow);
  }

  /** The product kernels of a dtype, which the first question brings up. */
  private static final class Products {
    private final DType dtype;
    private long wanted; // counts roughly; asked twice, they are made twice: no harm
    private volatile @Nullable ProductKernels kernels;
    private final Form overRows;
    private final Form ofRows;
    private final Form inLines;
    private int slowness; // counts roughly where several threads do

    Products(DType dtype) {
      this.dtype = dtype;
      this.overRows = new Form(now -> now, now -> now.rehearsalsOverRows(dtype));
      this.inLines = new Form(ProductKernels::withLines, now -> now.rehearsalsOfLines(dtype));
      this.ofRows =
          new Form(
              now -> ProductKernels.haveDots(dtype) ? now.withDots(dtype) : null,
              now -> now.rehearsalsOfDots(dtype));
    }

    /** A form of products that only some operations need, brought up when the first one asks. */
    private final class Form {
      private final UnaryOperator<@Nullable ProductKernels> made;
      private final Function<ProductKernels, List<BringUp.Rehearsal>> rehearsals;
      private boolean asked; // asked twice, it is made twice: no harm
      private volatile @Nullable ProductKernels ready;

      /**
       * @param made the kernels with this form, of those without; null if there is none here
       */
      Form(
          UnaryOperator<@Nullable ProductKernels> made,
          Function<ProductKernels, List<BringUp.Rehearsal>> rehearsals) {
        this.made = made;
        this.rehearsals = rehearsals;
      }

      @Nullable ProductKernels getNow() {
        @Nullable ProductKernels now = Products.this.getNow();
        if (now != null && !asked) {
          asked = true;
          BringUp.later(() -> bringUp(now));
        }
        return ready;
      }

      private void bringUp(ProductKernels now) {
        @Nullable ProductKernels with = made.apply(now);
        if (with != null) {
          BringUp.start(
              rehearsals.apply(with),
              () -> {
                if (with.areOf(kernels)) {
                  ready = with;
                }
              });
        }
      }

      void forget() {
        ready = null;
        asked = false;
      }
    }

    @Nullable ProductKernels getNow() {
      return get(Math.max(0, PRODUCT_PATIENCE - wanted));
    }

    @Nullable ProductKernels get(long work) {
      if (work != 0 && wanted < TALL_PATIENCE) {
        ask(work);
      }
      return kernels;
    }

    private void ask(long work) {
      long before = wanted;
      if (before == 0 && !VectorModule.isPossible()) {
        wanted = TALL_PATIENCE;
        MissedVectors.tell();
        return;
      }
      long now = before + work;
      wanted = now;
      if (before < PRODUCT_PATIENCE && now >= PRODUCT_PATIENCE) {
        BringUp.later(this::bringUp);
      }
      if (now >= TALL_PATIENCE) {
        BringUp.later(this::bringUpTall);
      }
    }

    /**
     * Once, it may have been the operating system's pause; some times in a row it is slow. Threads
     * that share a slow processor all tell of it, so that a few would not be enough.
     */
    void judge(ProductKernels used, boolean slow) {
      if (!slow) {
        if (slowness != 0) {
          slowness = 0;
        }
      } else if (++slowness >= PATIENCE && used.areOf(kernels)) {
        slowness = 0;
        kernels = null;
        overRows.forget();
        ofRows.forget();
        inLines.forget();
        BringUp.later(() -> bringUp(used));
      }
    }

    private void bringUp() {
      if (isAvailable()) {
        bringUp(ProductKernels.of(dtype));
      }
    }

    private void bringUp(ProductKernels made) {
      BringUp.start(
          made.rehearsals(dtype),
          () -> {
            kernels = made;
            if (wanted >= TALL_PATIENCE) {
              bringUpTall(); // the program goes on with the others meanwhile
            }
          });
    }

    private void bringUpTall() {
      @Nullable ProductKernels now = kernels;
      if (now == null) {
        return; // who brings them up goes on with these
      }
      ProductKernels made = now.withTall(dtype);
      BringUp.start(
          made.rehearsalsOfTall(dtype),
          () -> {
            if (made.areOf(kernels)) {
              kernels = made;
            }
          });
    }
  }
}
