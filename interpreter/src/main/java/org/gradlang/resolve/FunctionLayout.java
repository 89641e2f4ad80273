package org.gradlang.resolve;

import java.util.List;
import java.util.Optional;

/**
 * What one call of a function, lambda or module body needs; also one run of a whole program.
 *
 * @param frameSize the number of slots of a frame
 * @param parameters where each parameter lives, in order: a {@link Place.Local} or {@link
 *     Place.LocalCell}; a bare {@code *} has a place as well, which is never read
 * @param self where {@code self} lives in a module's body
 * @param captures the cells that the closure takes along when it is made, each as a {@link
 *     Place.LocalCell} or {@link Place.Captured} of the enclosing function; {@link Place.Captured}
 *     places inside the function index this list
 */
public record FunctionLayout(
    int frameSize, List<Place> parameters, Optional<Place> self, List<Place> captures) {
  public FunctionLayout {
    parameters = List.copyOf(parameters);
    captures = List.copyOf(captures);
  }
}
