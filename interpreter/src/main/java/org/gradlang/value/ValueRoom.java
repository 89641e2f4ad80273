package org.gradlang.value;

import org.gradlang.tensor.Budget;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Held;
import org.gradlang.tensor.JvmMemory;
import org.gradlang.tensor.LargeArrays;
import org.gradlang.tensor.Ledger;
import org.gradlang.tensor.None;
import org.jspecify.annotations.Nullable;

/**
 * Room for texts and collections: whoever makes one that may be long asks for it first, and says
 * when it is there. Where the program's memory is not limited, both cost next to nothing. What asks
 * for room will copy as much, and so the program may be stopped here, too.
 *
 * <p>A text of up to {@link #SHORT} characters is counted with the place in a collection that holds
 * it, as numbers are: so short texts come and go without a question, and only those that something
 * keeps take room. What places share counts in each of them.
 */
public final class ValueRoom {
  /** Characters up to which a text is not counted by itself. */
  public static final int SHORT = 64;

  /** A list's or tuple's own fields, and its array's head. */
  private static final int COLLECTION = 56;

  private static final int DICT = 112;

  /** Of a dict: key, value, hash, and up to four places in its table. */
  private static final int ENTRY = 28;

  /** So many characters are copied while work is done on an element. */
  private static final int CHARACTERS = 8;

  private static final int TEXT = 40;
  private static final int NUMBER = 24;

  /** With the smallest heads that the JVM gives its objects. */
  private static final int LEAST_NUMBER = 16;

  private static final int OTHER = 48;
  private static final int REFERENCE = 4;

  /** Elements from which on it takes a while to look at all of them. */
  private static final int LONG = 1 << 16;

  /** The most elements that an array can have. */
  private static final int MOST = Integer.MAX_VALUE - 16;

  private ValueRoom() {}

  /** Asks for a text of so many characters, of which each takes a byte. */
  public static void forText(long characters) {
    forText(characters, 1);
  }

  /** Asks for a text of so many characters of that many bytes. */
  public static void forText(long characters, int bytesEach) {
    if (characters > SHORT) {
      Context context = Context.current();
      context.worked((int) Math.min(characters / CHARACTERS, Integer.MAX_VALUE));
      Budget budget = context.budget();
      forLength(characters, budget);
      Ledger ledger = budget.ledger();
      if (ledger != null) {
        ledger.admit(Held.TEXT, TEXT + characters * bytesEach);
      }
    }
  }

  /** Whether so many characters may stand in one text. */
  static void forLength(long characters, Budget budget) {
    budget.requireLength(characters, "characters in a text");
    if (characters > MOST) {
      throw new GradError(
          ErrorKind.OVERFLOW, "a text of " + characters + " characters is more than fits");
    }
  }

  /** Asks for a text of so many characters such as those of another one. */
  public static void forLike(String text, long characters) {
    if (characters > SHORT) {
      forText(characters, width(text));
    }
  }

  /** Asks for texts put together that have so many characters in all. */
  public static void forParts(long characters, String... parts) {
    if (characters > SHORT) {
      int width = 1;
      for (int i = 0; i < parts.length && width == 1; i++) {
        width = width(parts[i]);
      }
      forText(characters, width);
    }
  }

  /** Asks for two texts put together. */
  public static void forJoined(String first, String second) {
    long characters = (long) first.length() + second.length();
    if (characters > SHORT) {
      forText(characters, Math.max(width(first), width(second)));
    }
  }

  /** Asks for memory that a text needs for a while. */
  public static void forBytes(long bytes) {
    Ledger ledger = Ledger.current();
    if (ledger != null) {
      ledger.admit(Held.TEXT, bytes);
    }
  }

  /** Counts a text that was made. */
  public static String hold(String text) {
    if (text.length() > SHORT) {
      Budget budget = Budget.ofSizes();
      forLength(text.length(), budget);
      Ledger ledger = budget.ledger();
      if (ledger != null) {
        ledger.hold(Held.TEXT, text, TEXT + (long) text.length() * width(text));
      }
    }
    return text;
  }

  /** A builder of a text, with place for so many characters, which counts as long as it lives. */
  public static StringBuilder builder(long capacity, int bytesEach) {
    int most = (int) Math.min(capacity, Integer.MAX_VALUE / 2);
    forBytes((long) most * bytesEach);
    StringBuilder builder = LongText.copied(most, () -> new StringBuilder(most));
    Ledger ledger = Ledger.current();
    return ledger == null
        ? builder
        : ledger.hold(Held.TEXT, builder, TEXT + (long) most * bytesEach);
  }

  /** How many bytes a character of a text takes; 1 where nobody asks. */
  public static int width(CharSequence text) {
    return width(text, 0, text.length());
  }

  /** {@link #width(CharSequence)} of a part. */
  static int width(CharSequence text, int from, int to) {
    if (isLimited()) {
      return LongText.isWide(text, from, to) ? 2 : 1;
    }
    return 1;
  }

  /** Whether the program's memory is limited. */
  public static boolean isLimited() {
    return Ledger.current() != null;
  }

  /** Asks for an array of so many elements that a list or tuple holds. */
  public static void forElements(long count) {
    if (count > SHORT) {
      Context.current().worked((int) Math.min(count, Integer.MAX_VALUE));
    }
    Budget budget = Budget.ofSizes();
    forCount(count, budget);
    Ledger ledger = budget.ledger();
    if (ledger != null) {
      ledger.admit(Held.COLLECTION, COLLECTION + count * REFERENCE);
    }
  }

  /**
   * Asks for a list of so many numbers, which are made one by one: refused at once where the memory
   * could not hold them if it were empty, rather than when it is full.
   */
  static void forNumbers(long count) {
    forElements(count);
    double needed = count * (double) (REFERENCE + LEAST_NUMBER);
    if (needed > Runtime.getRuntime().maxMemory()) {
      throw JvmMemory.tooSmall(count + " numbers in a collection", needed);
    }
  }

  /** Whether so many elements may stand in one collection. */
  static void forCount(long count, Budget budget) {
    budget.requireLength(count, "elements in a collection");
    if (count > MOST) {
      throw new GradError(ErrorKind.OVERFLOW, count + " elements are more than fit into memory");
    }
  }

  /** An array of so many elements, which was asked for. */
  static Object[] array(long count) {
    forElements(count);
    return LargeArrays.references((int) count);
  }

  /** For how many elements a list of {@code least} makes room. */
  static int grown(int before, long least) {
    Budget budget = Budget.ofSizes();
    forCount(least, budget);
    long half = Math.max(8, (long) before + (before >> 1));
    int capacity = (int) Math.min(Math.max(least, half), Math.min(MOST, budget.bounds().length()));
    Ledger ledger = budget.ledger();
    if (ledger != null) {
      ledger.admit(Held.COLLECTION, COLLECTION + (long) capacity * REFERENCE);
    }
    return capacity;
  }

  /** Counts the array of a list or tuple, all of whose elements are there. */
  static Object[] hold(Object[] elements) {
    Budget budget = Budget.ofSizes();
    if (elements.length > budget.bounds().length()) {
      forCount(elements.length, budget);
    }
    Ledger ledger = budget.ledger();
    if (ledger != null) {
      long bytes = COLLECTION + (long) elements.length * REFERENCE;
      ledger.hold(Held.COLLECTION, elements, bytes + weight(elements, elements.length));
    }
    return elements;
  }

  /** Counts an array in which the first {@code distinct} elements repeat themselves. */
  static Object[] holdRepeating(Object[] elements, int distinct) {
    Ledger ledger = Ledger.current();
    if (ledger != null) {
      long bytes = COLLECTION + (long) elements.length * REFERENCE;
      long once = weight(elements, Math.min(distinct, elements.length));
      ledger.hold(Held.COLLECTION, elements, bytes + once);
    }
    return elements;
  }

  /** Counts the array of a list that has place for more; numbers are what it is ready for. */
  static void hold(Object[] elements, int used) {
    Ledger ledger = Ledger.current();
    if (ledger != null) {
      long bytes = COLLECTION + (long) elements.length * REFERENCE;
      long free = (long) (elements.length - used) * NUMBER;
      ledger.hold(Held.COLLECTION, elements, bytes + weight(elements, used) + free);
    }
  }

  /** For how many entries a dict of {@code size} and one more makes room. */
  static int grownDict(int size) {
    Budget budget = Budget.ofSizes();
    forCount(size + 1L, budget);
    int capacity =
        (int) Math.min(Math.max(8, 2L * size), Math.min(MOST / 4, budget.bounds().length()));
    forDict(capacity);
    return capacity;
  }

  /** Asks for the arrays of a dict with room for so many entries. */
  static void forDict(int capacity) {
    Ledger ledger = Ledger.current();
    if (ledger != null) {
      ledger.admit(Held.COLLECTION, DICT + (long) capacity * ENTRY);
    }
  }

  /** Counts the arrays of a dict; {@code keys} stand for all of them. */
  static void holdDict(@Nullable Object[] keys, @Nullable Object[] values, int used) {
    Ledger ledger = Ledger.current();
    if (ledger != null) {
      long free = (long) (keys.length - used) * 2 * NUMBER;
      long content = weight(keys, used) + weight(values, used) + free;
      ledger.hold(Held.COLLECTION, keys, DICT + (long) keys.length * ENTRY + content);
    }
  }

  /** Counts an object that takes so many bytes. */
  public static <T> T hold(T object, int bytes) {
    Ledger ledger = Ledger.current();
    return ledger == null ? object : ledger.hold(Held.COLLECTION, object, bytes);
  }

  /** What elements take that are not counted by themselves. */
  private static long weight(@Nullable Object[] elements, int count) {
    long bytes = 0;
    @Nullable Context context = count < LONG ? null : Context.current();
    for (int i = 0; i < count; i++) {
      if (context != null) {
        context.reached(i);
      }
      bytes += weight(elements[i]);
    }
    return bytes;
  }

  private static int weight(@Nullable Object element) {
    return switch (element) {
      case null -> 0;
      case Long number -> number == (byte) (long) number ? 0 : NUMBER; // Java keeps small ones
      case Double _ -> NUMBER;
      case String text -> text.length() <= SHORT ? TEXT + text.length() : 0;
      case Boolean _, None _, ListValue _, TupleValue _, DictValue _ -> 0;
      default -> OTHER;
    };
  }
}
