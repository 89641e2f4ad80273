package org.gradlang.tensor;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Random numbers: a 32-bit Mersenne twister with the transformations that PyTorch uses on a CPU, so
 * that equal seeds give equal numbers.
 *
 * <p>Confined to one thread at a time.
 */
public final class Generator {
  /** The seed of a generator that none was given, as in PyTorch. */
  public static final long DEFAULT_SEED = 67280421310721L;

  private static final int WORDS = 624;
  private static final int SHIFT = 397;
  private static final int STATE = WORDS + 4;

  private final int[] words = new int[WORDS];
  private int next;
  private long seed;
  private boolean hasNormal;
  private double normal;

  /** A generator with PyTorch's default seed. */
  public Generator() {
    this(DEFAULT_SEED);
  }

  public Generator(long seed) {
    seed(seed);
  }

  /** Starts anew; only the lower 32 bits of the seed count. */
  public void seed(long value) {
    seed = value;
    hasNormal = false;
    words[0] = (int) value;
    for (int i = 1; i < WORDS; i++) {
      words[i] = 1812433253 * (words[i - 1] ^ (words[i - 1] >>> 30)) + i;
    }
    next = WORDS;
  }

  /** Starts anew from a seed that nobody can foresee, and gives it. */
  public long seed() {
    seed(ThreadLocalRandom.current().nextLong() >>> 1);
    return seed;
  }

  /** The seed that this was last started with. */
  public long initialSeed() {
    return seed;
  }

  /** 32 random bits. */
  public int nextInt() {
    if (next == WORDS) {
      Context.current().worked(WORDS);
      twist();
    }
    return tempered(words[next++]);
  }

  private static int tempered(int word) {
    int y = word ^ (word >>> 11);
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** The same {@code count} times: what many numbers are made of is drawn at once. */
  public void nextInts(int[] bits, int count) {
    for (int at = 0, n; at < count; at += n) {
      if (next == WORDS) {
        Context.current().worked(WORDS);
        twist();
      }
      n = Math.min(count - at, WORDS - next);
      for (int i = 0; i < n; i++) {
        bits[at + i] = tempered(words[next + i]);
      }
      next += n;
    }
  }

  private void twist() {
    // in stretches without remainders, which the JVM makes SIMD of
    for (int i = 0; i < WORDS - SHIFT; i++) {
      words[i] = words[i + SHIFT] ^ twisted(words[i], words[i + 1]);
    }
    for (int i = WORDS - SHIFT; i < WORDS - 1; i++) {
      words[i] = words[i + SHIFT - WORDS] ^ twisted(words[i], words[i + 1]);
    }
    words[WORDS - 1] = words[SHIFT - 1] ^ twisted(words[WORDS - 1], words[0]);
    next = 0;
  }

  private static int twisted(int one, int following) {
    int y = (one & 0x80000000) | (following & 0x7fffffff);
    return (y >>> 1) ^ (-(y & 1) & 0x9908b0df);
  }

  /** 64 random bits, the upper half drawn first. */
  public long nextLong() {
    long upper = nextInt();
    return (upper << 32) | (nextInt() & 0xffffffffL);
  }

  /** From 0 (included) to 1 (excluded), a multiple of 2^-24. */
  public float nextFloat() {
    return (nextInt() & 0xffffff) * 0x1p-24f;
  }

  /** From 0 (included) to 1 (excluded), a multiple of 2^-53. */
  public double nextDouble() {
    return (nextLong() & 0x1fffffffffffffL) * 0x1p-53;
  }

  /** One standard normal; two are made at a time, and the second is kept for the next call. */
  public double nextNormal() {
    if (hasNormal) {
      hasNormal = false;
      return normal;
    }
    double angle = 2 * Math.PI * nextDouble();
    double radius = Math.sqrt(-2 * Math.log1p(-nextDouble()));
    normal = radius * Math.sin(angle);
    hasNormal = true;
    return radius * Math.cos(angle);
  }

  /** Everything that the numbers to come depend on, for {@link #setState}. */
  public long[] state() {
    long[] state = new long[STATE];
    for (int i = 0; i < WORDS; i++) {
      state[i] = words[i] & 0xffffffffL;
    }
    state[WORDS] = next;
    state[WORDS + 1] = seed;
    state[WORDS + 2] = hasNormal ? 1 : 0;
    state[WORDS + 3] = Double.doubleToRawLongBits(normal);
    return state;
  }

  /** Returns to where {@link #state} was called; a ValueError if it is no such state. */
  public void setState(long[] state) {
    boolean valid =
        state.length == STATE
            && state[WORDS] >= 0
            && state[WORDS] <= WORDS
            && Arrays.stream(state, 0, WORDS).allMatch(word -> word >>> 32 == 0);
    if (!valid) {
      throw new GradError(ErrorKind.VALUE, "this is not the state of a random generator")
          .help("pass what get_state() or get_rng_state() returned");
    }
    for (int i = 0; i < WORDS; i++) {
      words[i] = (int) state[i];
    }
    next = (int) state[WORDS];
    seed = state[WORDS + 1];
    hasNormal = state[WORDS + 2] != 0;
    normal = Double.longBitsToDouble(state[WORDS + 3]);
  }
}
