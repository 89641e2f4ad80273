package org.gradlang.eval.expression;

import java.util.List;
import java.util.Map;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.eval.Operation;
import org.gradlang.eval.compile.Emitter;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.DictValue;
import org.gradlang.value.Types;
import org.jspecify.annotations.Nullable;

/** {@code {"k": v, **d}}. */
public final class DictLiteral extends Operation {
  private final List<Entry> entries;

  /** {@code key: value}, or {@code **value} where there is no key. */
  public record Entry(@Nullable Node key, Node value) {}

  public DictLiteral(Location location, List<Entry> entries) {
    super(location);
    this.entries = entries;
  }

  @Override
  public Object execute(Frame frame) {
    DictValue dict = new DictValue();
    for (Entry entry : entries) {
      Node key = entry.key();
      if (key == null) {
        putAll(dict, entry.value().execute(frame));
      } else {
        put(dict, key.execute(frame), entry.value().execute(frame));
      }
    }
    return dict;
  }

  /** Puts an entry into a dict that is being made. */
  public void put(DictValue dict, Object key, Object value) {
    try {
      dict.put(key, value);
    } catch (GradError e) {
      throw locate(e);
    }
  }

  private void putAll(DictValue dict, Object value) {
    if (!(value instanceof Map<?, ?> map)) {
      throw locate(
          new GradError(ErrorKind.TYPE, "** in a dict takes a dict, not " + Types.name(value)));
    }
    dict.putAll(map);
  }

  @Override
  public void emit(Emitter to) {
    to.plainly("dict", 0);
    for (Entry entry : entries) {
      Node key = entry.key();
      if (key == null) {
        throw Emitter.unsupported();
      }
      to.object(key);
      to.object(entry.value());
      to.plainly("put", 3, this, DictLiteral.class);
    }
  }
}
