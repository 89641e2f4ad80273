package org.gradlang.value;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.gradlang.op.signature.TypeNamed;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.LargeArrays;
import org.jspecify.annotations.Nullable;

/**
 * A dict, as Python's: in the order in which keys came, with {@code 1}, {@code 1.0} and {@code
 * True} as one key.
 *
 * <p>Entries stand in the order of their arrival; a table of positions with open addressing finds
 * them by hash. A removed entry leaves a gap that the next growth closes.
 */
public final class DictValue extends AbstractMap<Object, Object> implements TypeNamed {
  private static final int FREE = 0;

  /** Places passed on the way to a free one that no dict comes to by chance. */
  private static final int MANY = 64;

  private @Nullable Object[] keys = new Object[8];
  private @Nullable Object[] values = new Object[8];
  private int[] hashes = new int[8];
  private int[] table = new int[16]; // position + 1 of an entry, or FREE
  private int used; // entries and gaps
  private int size;
  private int changes;

  public DictValue() {
    ValueRoom.holdDict(keys, values, keys.length);
  }

  /** A dict of the entries of {@code entries}. */
  public DictValue(Map<?, ?> entries) {
    if (entries instanceof DictValue dict && dict.used / 2 <= dict.size) {
      copy(dict);
    } else {
      ValueRoom.holdDict(keys, values, keys.length);
      putAll(entries);
    }
  }

  /** Takes over all that there is, gaps among them, without a look at any key. */
  private void copy(DictValue dict) {
    int capacity = dict.keys.length;
    ValueRoom.forDict(capacity);
    keys = LargeArrays.copyOf(dict.keys, capacity);
    values = LargeArrays.copyOf(dict.values, capacity);
    hashes = LargeArrays.copyOf(dict.hashes, capacity);
    table = LargeArrays.copyOf(dict.table, dict.table.length);
    used = dict.used;
    size = dict.size;
    ValueRoom.holdDict(keys, values, used);
  }

  @Override
  public String typeName() {
    return "dict";
  }

  @Override
  public int size() {
    return size;
  }

  /** The value of {@code key}, or null when there is none. */
  @Override
  public @Nullable Object get(Object key) {
    int position = find(key, spread(Keys.hash(key)));
    return position < 0 ? null : values[position];
  }

  @Override
  public boolean containsKey(Object key) {
    return find(key, spread(Keys.hash(key))) >= 0;
  }

  /** Sets the value of {@code key}; an equal key that is there stays as it is. */
  @Override
  public @Nullable Object put(Object key, Object value) {
    int hash = spread(Keys.hash(key));
    int position = find(key, hash);
    if (position >= 0) {
      Object before = values[position];
      values[position] = value;
      return before;
    }
    append(key, value, hash);
    return null;
  }

  /** Removes a key; the answer is its value, or null when there was none. */
  @Override
  public @Nullable Object remove(Object key) {
    int position = find(key, spread(Keys.hash(key)));
    return position < 0 ? null : removeAt(position);
  }

  private @Nullable Object removeAt(int position) {
    Object before = values[position];
    // the key's slot in the table stays, so that searches go on behind it
    keys[position] = null;
    values[position] = null;
    size--;
    changes++;
    return before;
  }

  /** Removes and gives the entry that came last, or null when there is none. */
  public Map.@Nullable Entry<Object, Object> pollLast() {
    for (int position = used - 1; position >= 0; position--) {
      Object key = keys[position];
      if (key != null) {
        return Map.entry(key, Objects.requireNonNull(removeAt(position)));
      }
    }
    return null;
  }

  @Override
  public void clear() {
    keys = new Object[8];
    values = new Object[8];
    hashes = new int[8];
    table = new int[16];
    used = 0;
    size = 0;
    changes++;
  }

  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ mixed >>> 15;
  }

  private int find(Object key, int hash) {
    int mask = table.length - 1;
    for (int slot = hash & mask; table[slot] != FREE; slot = slot + 1 & mask) {
      int position = table[slot] - 1;
      Object candidate = keys[position];
      if (hashes[position] == hash && candidate != null && Keys.same(candidate, key)) {
        return position;
      }
    }
    return -1;
  }

  private void append(Object key, Object value, int hash) {
    if (used == keys.length) {
      rebuild(ValueRoom.grownDict(size));
    }
    int slot = free(table, hash); // whoever is stopped here changes nothing
    keys[used] = key;
    values[used] = value;
    hashes[used] = hash;
    used++;
    size++;
    changes++;
    table[slot] = used;
  }

  /** The first free slot for a hash. */
  private static int free(int[] table, int hash) {
    int mask = table.length - 1;
    int slot = hash & mask;
    int passed = 0;
    while (table[slot] != FREE) {
      slot = slot + 1 & mask;
      passed++;
    }
    if (passed > MANY) {
      Context.current().worked(passed); // keys whose hashes a program chose to be alike
    }
    return slot;
  }

  /** Closes the gaps and makes room for {@code capacity} entries, all at once at the end. */
  private void rebuild(int capacity) {
    @Nullable Object[] newKeys = LargeArrays.references(capacity);
    @Nullable Object[] newValues = LargeArrays.references(capacity);
    int[] newHashes = LargeArrays.ints(capacity);
    int[] newTable = LargeArrays.ints(Integer.highestOneBit(capacity * 4 - 1));
    Context context = Context.current();
    int count = 0;
    for (int i = 0; i < used; i++) {
      context.reached(i);
      if (keys[i] != null) {
        newKeys[count] = keys[i];
        newValues[count] = values[i];
        newHashes[count] = hashes[i];
        newTable[free(newTable, hashes[i])] = ++count;
      }
    }
    keys = newKeys;
    values = newValues;
    hashes = newHashes;
    table = newTable;
    used = count;
    ValueRoom.holdDict(keys, values, used);
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Iterator<Map.Entry<Object, Object>> iterator() {
        return new Entries();
      }
    };
  }

  /** The keys in order, as a list of its own. */
  public ListValue keyList() {
    return list(keys);
  }

  /** The values in order, as a list of its own. */
  public ListValue valueList() {
    return list(values);
  }

  private ListValue list(@Nullable Object[] slots) {
    Object[] filled = ValueRoom.array(size);
    Context context = Context.current();
    int count = 0;
    for (int i = 0; i < used; i++) {
      context.reached(i);
      if (slots[i] != null) {
        filled[count++] = slots[i];
      }
    }
    return ListValue.of(filled);
  }

  /** Keys in order; a key that comes or goes meanwhile is an error, as in Python. */
  public Iterator<Object> keyIterator() {
    Iterator<Map.Entry<Object, Object>> entries = new Entries();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Object next() {
        return entries.next().getKey();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<Object, Object>> {
    private final int expected = changes;
    private final Context context = Context.current();
    private int next;

    @Override
    public boolean hasNext() {
      if (expected != changes) {
        throw new GradError(ErrorKind.VALUE, "the dict changed its size while it was iterated")
            .help("iterate over a copy: for k in list(d) { ... }");
      }
      while (next < used && keys[next] == null) {
        next++;
      }
      return next < used;
    }

    @Override
    public Map.Entry<Object, Object> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      context.reached(next);
      int position = next++;
      Object key = Objects.requireNonNull(keys[position]);
      return new SimpleImmutableEntry<>(key, Objects.requireNonNull(values[position]));
    }
  }
}
