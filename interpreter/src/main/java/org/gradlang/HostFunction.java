package org.gradlang;

import org.jspecify.annotations.Nullable;

/**
 * A function of the host, with parameters that a signature tells: {@link Grad.Builder#function}.
 */
@FunctionalInterface
public interface HostFunction {
  /**
   * Runs a call of a program.
   *
   * @return what {@link Grad#set} understands: a number, a text, a tensor, a list, a map ...; null
   *     is None
   * @throws Exception becomes an error of the program at its call: a ValueError for an
   *     IllegalArgumentException, which scripts can catch; the host finds it as the cause
   */
  @Nullable Object call(HostCall call) throws Exception;
}
