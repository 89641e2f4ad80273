package org.gradlang.stdlib.store;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gradlang.tensor.None;
import org.gradlang.value.DictValue;
import org.gradlang.value.ListValue;
import org.gradlang.value.TupleValue;

/**
 * Runs a pickle: a program of one-byte instructions for a stack. What instructions name outside of
 * the pickle goes to its {@link World}, which alone decides what may be made.
 *
 * <p>The instructions are those of Python's module {@code pickletools}, without the ones for
 * Python's own registries and objects out of band.
 */
final class PickleMachine {
  /** Where the elements of a tuple, or the items for a list or a dict, begin on the stack. */
  private static final Object MARK = new Object();

  private static final int NEWLINE = '\n';
  private static final int LONGEST_INT = 16;

  private final ByteSource source;
  private final World world;
  private final List<Object> stack = new ArrayList<>();
  private final Map<Long, Object> memo = new HashMap<>();

  /** What a pickle can reach. */
  interface World {
    /** What {@code module.name} stands for; a FormatException where it may not be used. */
    Object global(String module, String name) throws FormatException;

    /** What a call gives. */
    Object call(Object callee, TupleValue arguments) throws IOException;

    /** What a reference to something outside of the pickle stands for. */
    Object persistent(Object reference) throws IOException;
  }

  PickleMachine(ByteSource source, World world) {
    this.source = source;
    this.world = world;
  }

  /** Runs up to the end of the pickle, and gives what it made. */
  Object run() throws IOException {
    while (true) {
      int instruction = unsigned(1);
      if (instruction == '.') {
        return pop();
      }
      if (!pushScalar(instruction) && !build(instruction) && !remember(instruction)) {
        throw new FormatException(
            String.format(
                Locale.ROOT,
                "it is a pickle with the instruction 0x%02x, which has no meaning here",
                instruction));
      }
    }
  }

  /** None, bools, numbers and texts. */
  private boolean pushScalar(int instruction) throws IOException {
    switch (instruction) {
      case 'N' -> push(None.NONE);
      case 0x88 -> push(true);
      case 0x89 -> push(false);
      case 'J' -> push((long) source.small(4, ByteOrder.LITTLE_ENDIAN).getInt());
      case 'K' -> push((long) unsigned(1));
      case 'M' -> push((long) unsigned(2));
      case 0x8a -> push(integer(unsigned(1)));
      case 0x8b -> push(integer(unsigned(4)));
      case 'G' -> push(source.small(8, ByteOrder.BIG_ENDIAN).getDouble());
      case 'X' -> push(text(unsigned(4)));
      case 0x8c -> push(text(unsigned(1)));
      case 0x8d -> push(text(source.small(8, ByteOrder.LITTLE_ENDIAN).getLong()));
      case 'U' -> push(text(unsigned(1))); // texts of Python 2
      case 'T' -> push(text(unsigned(4)));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Lists, tuples, dicts, and what the world makes. */
  private boolean build(int instruction) throws IOException {
    switch (instruction) {
      case '(' -> push(MARK);
      case ']' -> push(new ListValue());
      case '}' -> push(new DictValue());
      case ')' -> push(TupleValue.EMPTY);
      case 0x85 -> push(TupleValue.of(pop(1)));
      case 0x86 -> push(TupleValue.of(pop(2)));
      case 0x87 -> push(TupleValue.of(pop(3)));
      case 't' -> push(TupleValue.of(popToMark()));
      case 'l' -> push(ListValue.of(popToMark()));
      case 'd' -> {
        Object[] items = popToMark();
        push(new DictValue());
        setItems(items);
      }
      case 'a' -> append(pop(1));
      case 'e' -> append(popToMark());
      case 's' -> setItems(pop(2));
      case 'u' -> setItems(popToMark());
      case 'c' -> push(world.global(line(), line()));
      case 0x93 -> {
        Object[] names = pop(2);
        push(world.global(string(names[0]), string(names[1])));
      }
      case 'R', 0x81 -> {
        Object[] call = pop(2);
        if (!(call[1] instanceof TupleValue arguments)) {
          throw damaged();
        }
        push(world.call(call[0], arguments));
      }
      case 'b' -> {
        pop(); // attributes, such as the versions of modules that a state_dict keeps
        if (!(top() instanceof DictValue)) {
          throw new FormatException("it is a pickle that sets attributes of what is no dict");
        }
      }
      case 'Q' -> push(world.persistent(pop()));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The order of things: the memo, the stack, frames and versions. */
  private boolean remember(int instruction) throws IOException {
    switch (instruction) {
      case 0x80 -> {
        int version = unsigned(1);
        if (version > 5) {
          throw new FormatException("it is a pickle of version " + version + ", and 5 is the last");
        }
      }
      case 0x95 -> source.skip(8); // how long the next instructions are together
      case '0' -> pop();
      case '1' -> popToMark();
      case '2' -> push(top());
      case 'q' -> memo.put((long) unsigned(1), top());
      case 'r' -> memo.put((long) unsigned(4), top());
      case 0x94 -> memo.put((long) memo.size(), top());
      case 'h' -> push(remembered(unsigned(1)));
      case 'j' -> push(remembered(unsigned(4)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private static FormatException damaged() {
    return new FormatException("it is a damaged pickle");
  }

  private void push(Object value) {
    stack.add(value);
  }

  private Object top() throws FormatException {
    if (stack.isEmpty() || stack.getLast() == MARK) {
      throw damaged();
    }
    return stack.getLast();
  }

  private Object pop() throws FormatException {
    Object top = top();
    stack.removeLast();
    return top;
  }

  private Object[] pop(int count) throws FormatException {
    Object[] values = new Object[count];
    for (int i = count - 1; i >= 0; i--) {
      values[i] = pop();
    }
    return values;
  }

  private Object[] popToMark() throws FormatException {
    int mark = stack.lastIndexOf(MARK);
    if (mark < 0) {
      throw damaged();
    }
    List<Object> above = stack.subList(mark + 1, stack.size());
    Object[] values = above.toArray();
    above.clear();
    stack.removeLast();
    return values;
  }

  private void append(Object[] values) throws FormatException {
    if (!(top() instanceof ListValue list)) {
      throw damaged();
    }
    list.addAll(List.of(values));
  }

  private void setItems(Object[] items) throws FormatException {
    if (!(top() instanceof DictValue dict) || items.length % 2 != 0) {
      throw damaged();
    }
    for (int i = 0; i < items.length; i += 2) {
      dict.put(PlainData.key(items[i]), items[i + 1]);
    }
  }

  private Object remembered(long place) throws FormatException {
    Object value = memo.get(place);
    if (value == null) {
      throw damaged();
    }
    return value;
  }

  private static String string(Object value) throws FormatException {
    if (!(value instanceof String text)) {
      throw damaged();
    }
    return text;
  }

  /** A number of 1, 2 or 4 bytes without sign; of 4 bytes one that is no length is refused. */
  private int unsigned(int bytes) throws IOException {
    return switch (bytes) {
      case 1 -> source.unsigned();
      case 2 -> Short.toUnsignedInt(source.small(2, ByteOrder.LITTLE_ENDIAN).getShort());
      default -> {
        int value = source.small(4, ByteOrder.LITTLE_ENDIAN).getInt();
        if (value < 0) {
          throw damaged();
        }
        yield value;
      }
    };
  }

  /** An int of so many bytes; beyond 64 bits a BigInteger, which only a comparison can use. */
  private Object integer(int bytes) throws IOException {
    if (bytes > LONGEST_INT) {
      throw new FormatException("it holds an int of " + bytes + " bytes, and ints have 8");
    }
    if (bytes == 0) {
      return 0L;
    }
    byte[] digits = source.bytes(bytes);
    for (int i = 0; i < bytes / 2; i++) {
      byte low = digits[i];
      digits[i] = digits[bytes - 1 - i];
      digits[bytes - 1 - i] = low;
    }
    BigInteger value = new BigInteger(digits);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private String text(long bytes) throws IOException {
    return new String(source.bytes(bytes), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = unsigned(1); c != NEWLINE; c = unsigned(1)) {
      line.append((char) c);
    }
    return line.toString();
  }
}
