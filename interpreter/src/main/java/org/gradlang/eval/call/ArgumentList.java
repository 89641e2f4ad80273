package org.gradlang.eval.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gradlang.eval.Frame;
import org.gradlang.eval.Location;
import org.gradlang.eval.Node;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.value.Arguments;
import org.gradlang.value.Iteration;
import org.gradlang.value.ListValue;
import org.gradlang.value.Types;

/** The arguments of a call that has keywords or spreads. */
public final class ArgumentList {
  private final List<Item> items;

  /** One argument as it is written. */
  public sealed interface Item {}

  public record Positional(Node value) implements Item {}

  public record Keyword(String name, Node value) implements Item {}

  public record Spread(Location location, Node value) implements Item {}

  public record NamedSpread(Location location, Node value) implements Item {}

  public ArgumentList(List<Item> items) {
    this.items = items;
  }

  /** Evaluates the arguments in their order, behind the values that are there already. */
  Arguments evaluate(Frame frame, List<Object> first) {
    ListValue positional = new ListValue(first); // grows within the limits
    List<String> names = new ArrayList<>();
    List<Object> named = new ArrayList<>();
    for (Item item : items) {
      switch (item) {
        case Positional argument -> positional.add(argument.value.execute(frame));
        case Keyword argument -> {
          names.add(argument.name);
          named.add(argument.value.execute(frame));
        }
        case Spread spread -> spread(spread, spread.value.execute(frame), positional);
        case NamedSpread spread -> spread(spread, spread.value.execute(frame), names, named);
      }
    }
    positional.addAll(named);
    return new Arguments(positional.toArray(), names.toArray(String[]::new));
  }

  private static void spread(Spread spread, Object value, List<Object> positional) {
    spread.location.mark();
    try {
      Iteration.of(value).forEachRemaining(positional::add);
    } catch (GradError e) {
      throw spread.location.locate(e);
    }
  }

  private static void spread(
      NamedSpread spread, Object value, List<String> names, List<Object> named) {
    if (!(value instanceof Map<?, ?> map)) {
      throw spread.location.locate(type("** takes a dict, not " + Types.described(value)));
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw spread.location.locate(type("the keys of a ** argument must be texts"));
      }
      names.add(name);
      named.add(entry.getValue());
    }
  }

  private static GradError type(String message) {
    return new GradError(ErrorKind.TYPE, message);
  }
}
