package org.gradlang.eval.function;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gradlang.resolve.Place;
import org.gradlang.syntax.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a function or module, and where its frame holds them.
 *
 * <p>The first {@link #positional} take positional arguments; those after a {@code *rest} are given
 * by name only.
 */
public final class Parameters {
  final String[] names;
  final int[] slots;
  final boolean[] optional;
  final String[] defaults;
  final int[] cellSlots;
  final int positional;
  final int required;
  final int rest;
  final int named;

  /**
   * {@code places} are the resolver's, in the order of {@code parameters}; {@code defaults} the
   * default values as they are written, empty where there is none.
   */
  public Parameters(List<Parameter> parameters, List<Place> places, String[] defaults) {
    int count = parameters.size();
    names = parameters.stream().map(Parameter::name).toArray(String[]::new);
    slots = places.stream().mapToInt(Parameters::slot).toArray();
    cellSlots =
        places.stream()
            .filter(p -> p instanceof Place.LocalCell)
            .mapToInt(Parameters::slot)
            .toArray();
    this.defaults = defaults;
    optional = new boolean[count];
    for (int i = 0; i < count; i++) {
      optional[i] = parameters.get(i).defaultValue().isPresent();
    }
    rest = indexOf(parameters, Parameter.Kind.REST);
    named = indexOf(parameters, Parameter.Kind.NAMED_REST);
    positional = rest >= 0 ? rest : named >= 0 ? named : count;
    required = countRequired();
  }

  private static int slot(Place place) {
    return switch (place) {
      case Place.Local local -> local.slot();
      case Place.LocalCell cell -> cell.slot();
      case Place.Captured _, Place.FileVariable _, Place.Global _, Place.Early _ ->
          throw new IllegalArgumentException("no place of a parameter: " + place);
    };
  }

  private static int indexOf(List<Parameter> parameters, Parameter.Kind kind) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).kind() == kind) {
        return i;
      }
    }
    return -1;
  }

  private int countRequired() {
    int last = positional;
    while (last > 0 && optional[last - 1]) {
      last--;
    }
    return last;
  }

  int count() {
    return names.length;
  }

  boolean isPlain(int index) {
    return index != rest && index != named;
  }

  /**
   * Whether every argument has a parameter of its own, in the first slots: a call may fill them
   * directly. A bare {@code *} only bounds the positional ones.
   */
  boolean isDirect() {
    for (int i = 0; i < count(); i++) {
      if (slots[i] != i || !isPlain(i) && !names[i].isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The slots of positional arguments and keywords, or null where the call needs a binder. */
  int @Nullable [] slots(int given, String[] keywords) {
    if (!isDirect() || given > positional) {
      return null;
    }
    int[] found = Arrays.copyOf(slots, given + keywords.length);
    for (int i = 0; i < keywords.length; i++) {
      int index = indexOf(keywords[i]);
      if (index < given) {
        return null;
      }
      found[given + i] = slots[index];
    }
    return Arrays.stream(found).distinct().count() == found.length ? found : null;
  }

  /** The names that a keyword may have. */
  List<String> plainNames() {
    return IntStream.range(0, count()).filter(this::isPlain).mapToObj(i -> names[i]).toList();
  }

  /** The index of the parameter that a keyword names, or -1. */
  int indexOf(String name) {
    for (int i = 0; i < names.length; i++) {
      if (isPlain(i) && names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
