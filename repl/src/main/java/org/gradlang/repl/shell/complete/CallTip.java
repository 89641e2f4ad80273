package org.gradlang.repl.shell.complete;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gradlang.Grad;
import org.gradlang.repl.shell.complete.InputPlace.OpenCall;

/**
 * The call that is being typed.
 *
 * @param name what is called
 * @param parameters its parameters as they are written
 * @param current the index of the one at hand, or -1
 */
public record CallTip(String name, List<String> parameters, int current) {
  public CallTip {
    parameters = List.copyOf(parameters);
  }

  /** The call around the end of a text; empty where there is none or nothing is known of it. */
  public static Optional<CallTip> of(Grad grad, String before) {
    InputPlace place = new InputPlace(before);
    return place.isInComment() ? Optional.empty() : place.call().flatMap(call -> of(grad, call));
  }

  private static Optional<CallTip> of(Grad grad, OpenCall call) {
    return new Receivers(grad)
        .value(call.callee()).map(Callee::signatures).orElse(List.of()).stream()
            .map(signature -> of(signature, call))
            .max(Comparator.comparing(tip -> tip.current() >= 0)); // the first that can take it
  }

  private static CallTip of(Parameters signature, OpenCall call) {
    int current =
        call.keyword().isEmpty()
            ? signature.ofPosition(call.position())
            : signature.ofKeyword(call.keyword());
    List<String> texts = signature.all().stream().map(Parameters.Parameter::text).toList();
    return new CallTip(signature.name(), texts, current);
  }
}
