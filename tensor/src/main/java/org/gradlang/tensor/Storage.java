package org.gradlang.tensor;

import static java.util.Locale.ROOT;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one or more tensors, and how often they were changed.
 *
 * <p>The array is a {@code float[]}, {@code double[]}, {@code long[]} or, for bools, a {@code
 * byte[]} of 0 and 1. Views and detached tensors share a storage and so its version; {@link
 * #alias()} shares the elements alone, as {@code .data} does.
 */
public final class Storage {
  /** From how many elements on an allocation may well fail. */
  private static final int LARGE = 1 << 22;

  /** What a storage takes besides the elements: itself, and the head of the array. */
  private static final int HEADER = 56;

  /** What an {@link #alias} takes. */
  private static final int ALIAS = 40;

  private final DType dtype;

  /**
   * The array, or a {@link Source}, who computes the elements when they are first asked for; null
   * once it was given back.
   */
  private @Nullable Object array;

  /** Null until the elements are changed for the first time; others may share it. */
  private @Nullable Count count;

  /** Who holds the elements, of a large storage; null where anybody may, for ever. */
  private @Nullable Holders holders;

  /** How often elements were changed, and where last. */
  private static final class Count {
    int version;
    Origin changedAt = Origin.UNKNOWN;
  }

  /**
   * Who holds a storage: its maker and whoever was given it since; or one owner, and then nobody;
   * and in each case the graph nodes that saved it.
   */
  private static final class Holders {
    /** Whether there is one owner, who gives the array back. */
    boolean owned;

    /** Whether there was one, so that nobody but nodes is left. */
    boolean left;

    /** How often nodes have saved it. */
    int saved;
  }

  /** What the elements of a storage will be. */
  public abstract static class Source {
    /** How many they are. */
    public abstract int length();

    /** Computes them and gives them to the storage. */
    public abstract void settle();

    /** Says that somebody will ask for them after the expression that they are a part of. */
    public abstract void keep();

    /** Whether others are read for them. */
    public abstract boolean reads(Storage elements);

    /** Says that a variable has them, which is read more than once: they are kept until then. */
    public abstract void hold(Object variable);

    /**
     * Says that a variable, if it is the one that has them, is not read any more.
     *
     * @param asked whether one who has read it may still ask for them
     */
    public abstract void letGo(Object variable, boolean asked);
  }

  private Storage(DType dtype, @Nullable Object array) {
    this.dtype = dtype;
    this.array = array;
  }

  /** A storage whose elements are not computed yet. */
  public static Storage awaiting(DType dtype, Source source) {
    Storage storage = new Storage(dtype, source);
    storage.holders = new Holders();
    return storage;
  }

  /** Who will compute the elements; null if they are there. */
  public @Nullable Source source() {
    return array instanceof Source source ? source : null;
  }

  /** Gives a storage that waits for them the elements of another, which nobody else holds. */
  public void take(Storage elements) {
    array = elements.array();
    holders = elements.holders == null ? null : holders;
  }

  /** Says that anybody may hold this from now on: its array is never given back. */
  public void share() {
    holders = null;
  }

  /** Whether one who knows that nobody but graph nodes holds this may {@link #own} it. */
  public boolean isNew() {
    return holders != null && !holders.owned && !holders.left;
  }

  /**
   * Whether one who knows that nobody but graph nodes holds this may write over it: none of those
   * does, and if it is large enough to be given back, nobody may hold it for ever.
   */
  public boolean isSpare() {
    if (array instanceof Source) {
      return false;
    }
    Holders known = holders;
    return known == null ? !Recycling.takes(dtype, length()) : isNew() && known.saved == 0;
  }

  /** Whether somebody owns this. */
  public boolean isOwned() {
    return holders != null && holders.owned;
  }

  /** Says that a graph node holds this, until it {@linkplain #letGo lets go}. */
  public void save() {
    if (holders != null) {
      holders.saved++;
    }
  }

  /** Whether graph nodes hold this, as far as that matters. */
  public boolean isSaved() {
    return holders != null && holders.saved > 0;
  }

  /**
   * Says that the graph node that alone holds this, its owner having given it back, hands it on: it
   * is {@linkplain #isNew new} again. Whether that is so; otherwise nothing changes.
   */
  public boolean handOn() {
    Holders known = holders;
    boolean alone = known != null && known.left && known.saved == 1;
    if (alone) {
      known.left = false;
      known.saved = 0;
    }
    return alone;
  }

  /** Says that a graph node that saved this does not hold it any more. */
  public void letGo(Context context) {
    Holders known = holders;
    if (known != null && --known.saved == 0 && known.left && source() == null) {
      recycle(context, true);
    }
  }

  /**
   * Makes the caller the owner of a storage that {@link #isNew}: the only one who holds it, and who
   * {@linkplain #giveBack gives it back} or {@linkplain #share shares} it before anybody else may.
   */
  public void own() {
    Objects.requireNonNull(holders).owned = true;
  }

  /**
   * Gives the array of an owned storage to the next result of its size; it is gone from here. Where
   * graph nodes hold it that is when the last of them lets go.
   */
  public void giveBack(Context context) {
    giveBack(context, false);
  }

  /**
   * The same for one of many sizes, as the gradients of a pass are, so that what lies ready and
   * what is made anew are no more together than without.
   */
  public void giveBackInPassing(Context context) {
    giveBack(context, true);
  }

  /**
   * The same for one who knows that nobody but graph nodes holds this, where it is new or small;
   * whether it was.
   */
  public boolean giveBackAlone(Context context) {
    if (isNew()) {
      own();
      giveBack(context, true);
      return true;
    }
    if (holders != null || !isSpare()) {
      return false;
    }
    context.fusion().settleReaders(this);
    boolean small = context.recycling().giveSmall(array);
    if (small) {
      array = null;
    }
    return small;
  }

  private void giveBack(Context context, boolean passing) {
    Holders known = holders;
    if (known == null || !known.owned) {
      throw new IllegalStateException("only an owner gives an array back");
    }
    known.owned = false;
    if (source() != null || known.saved > 0) {
      known.left = true;
    } else {
      recycle(context, passing);
    }
  }

  private void recycle(Context context, boolean passing) {
    context.fusion().settleReaders(this);
    Object given = array();
    int length = length();
    holders = null;
    array = null;
    context.recycling().give(dtype, length, given, passing);
  }

  /** The elements: an array as this class has them. */
  public Object array() {
    Object known = array;
    return known == null || known instanceof Source ? computed() : known;
  }

  private Object computed() {
    Source waiting = source();
    if (waiting != null) {
      waiting.settle();
    }
    return Objects.requireNonNull(array, "an array that was given back");
  }

  /**
   * A storage for who writes all of its elements, which are arbitrary until then; otherwise as
   * {@link #zeros}. Who makes it can become its owner.
   */
  public static Storage unwritten(DType dtype, int length) {
    if (Ledger.current() != null) {
      return zeros(dtype, length);
    }
    if (!Recycling.takes(dtype, length)) {
      Object small = Context.current().recycling().small(dtype, length);
      return new Storage(dtype, small == null ? allocated(dtype, length) : small);
    }
    return ownable(dtype, Context.current().recycling().array(dtype, length));
  }

  private static Storage ownable(DType dtype, Object array) {
    Storage storage = new Storage(dtype, array);
    storage.holders = new Holders();
    return storage;
  }

  /**
   * A storage of zeros, which counts as the program's memory.
   *
   * @throws GradError a ShapeError where the JVM's memory could never hold so many; a LimitError
   *     where it does not, or the program's limits do not
   */
  public static Storage zeros(DType dtype, int length) {
    Ledger ledger = Ledger.current();
    if (ledger == null) {
      return Recycling.takes(dtype, length)
          ? ownable(dtype, Context.current().recycling().zeros(dtype, length))
          : new Storage(dtype, allocate(dtype, length));
    }
    long bytes = (long) length * dtype.bytes();
    ledger.admit(Held.TENSOR, bytes);
    return counted(ledger, dtype, allocate(dtype, length), bytes);
  }

  /** An array of zeros, whoever counts it. */
  static Object allocate(DType dtype, int length) {
    if (length < LARGE) {
      return allocated(dtype, length);
    }
    require(dtype, length);
    try {
      return allocated(dtype, length);
    } catch (OutOfMemoryError e) {
      throw JvmMemory.usedUp();
    }
  }

  /** Refuses, as {@link #zeros} does, what the memory could not hold if it were empty. */
  public static void require(DType dtype, int length) {
    double needed = length * (double) dtype.bytes();
    double all = Runtime.getRuntime().maxMemory();
    if (needed > all) {
      throw new GradError(
          ErrorKind.SHAPE,
          String.format(
              ROOT,
              "%d elements of %s need %.1f GB of memory; all of Grad may use %.1f GB",
              length,
              dtype,
              needed / 1e9,
              all / 1e9));
    }
  }

  private static Object allocated(DType dtype, int length) {
    return switch (dtype) {
      case FLOAT32 -> LargeArrays.floats(length);
      case FLOAT64 -> LargeArrays.doubles(length);
      case INT64 -> LargeArrays.longs(length);
      case BOOL -> LargeArrays.bytes(length);
    };
  }

  private static Storage around(DType dtype, Object array, int length) {
    Ledger ledger = Ledger.current();
    return ledger == null
        ? new Storage(dtype, array)
        : counted(ledger, dtype, array, (long) length * dtype.bytes());
  }

  private static Storage counted(Ledger ledger, DType dtype, Object array, long bytes) {
    ledger.hold(Held.TENSOR, array, bytes);
    ledger.hold(Held.HEADER, array, HEADER);
    return new Storage(dtype, array);
  }

  /**
   * A storage around this very array, which counts as the program's memory from now on: where it
   * may be large, {@link #zeros} is for it, which asks before.
   */
  public static Storage of(float[] elements) {
    return around(DType.FLOAT32, elements, elements.length);
  }

  /** As {@link #of(float[])}. */
  public static Storage of(double[] elements) {
    return around(DType.FLOAT64, elements, elements.length);
  }

  /** As {@link #of(float[])}. */
  public static Storage of(long[] elements) {
    return around(DType.INT64, elements, elements.length);
  }

  /** As {@link #of(float[])}, of zeros and ones. */
  public static Storage ofBools(byte[] elements) {
    return around(DType.BOOL, elements, elements.length);
  }

  /** The same elements with a version of their own. */
  public Storage alias() {
    share();
    Storage alias = new Storage(dtype, array());
    Ledger ledger = Ledger.current();
    return ledger == null ? alias : ledger.hold(Held.HEADER, alias, ALIAS);
  }

  /** The same elements, whose changes count as changes of another storage. */
  public Storage countedWith(Storage other) {
    Storage result = alias();
    result.count = other.counted();
    return result;
  }

  public DType dtype() {
    return dtype;
  }

  public int length() {
    Source waiting = source();
    if (waiting != null) {
      return waiting.length();
    }
    return switch (dtype) {
      case FLOAT32 -> floats().length;
      case FLOAT64 -> doubles().length;
      case INT64 -> longs().length;
      case BOOL -> bools().length;
    };
  }

  public float[] floats() {
    return array instanceof float[] known ? known : (float[]) array();
  }

  public double[] doubles() {
    return (double[]) array();
  }

  public long[] longs() {
    return (long[]) array();
  }

  public byte[] bools() {
    return (byte[]) array();
  }

  /** Whether both hold the same elements. */
  public boolean sharesWith(Storage other) {
    return this == other || array != null && array == other.array;
  }

  /** How often the elements were changed in place. */
  public int version() {
    return count == null ? 0 : count.version;
  }

  /** Every operation in place calls this once, with the place in the program where it stands. */
  public void bumpVersion(Origin place) {
    Count changes = counted();
    changes.version++;
    changes.changedAt = place;
  }

  private Count counted() {
    Count known = count;
    if (known == null) {
      known = new Count();
      count = known;
    }
    return known;
  }

  /** Where the elements were last changed in place. */
  public Origin changedAt() {
    return count == null ? Origin.UNKNOWN : count.changedAt;
  }
}
