package org.gradlang.value;

import java.util.Collection;
import org.gradlang.op.signature.Nearest;
import org.gradlang.tensor.GradError;
import org.jspecify.annotations.Nullable;

/** The name that somebody may have meant. */
public final class Names {
  private Names() {}

  /** The name nearest to {@code wanted} in spelling, or null when none is near. */
  public static @Nullable String nearest(String wanted, Collection<?> names) {
    return Nearest.to(wanted, names);
  }

  /** Adds the nearest name as help, if there is one. */
  static GradError suggest(GradError error, String wanted, Collection<?> names) {
    String near = nearest(wanted, names);
    return near == null ? error : error.help("did you mean '" + near + "'?");
  }
}
