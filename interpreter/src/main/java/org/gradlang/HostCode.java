package org.gradlang;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.Callable;
import org.gradlang.builtin.ExitRequest;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.jspecify.annotations.Nullable;

/** Runs code of the host for a program: whatever it throws becomes an error of the program. */
final class HostCode {
  private HostCode() {}

  static <T extends @Nullable Object> T run(String function, Callable<T> code) {
    try {
      return code.call();
    } catch (GradError | ExitRequest e) {
      throw e;
    } catch (GradException e) {
      throw e.again();
    } catch (UndeclaredThrowableException e) {
      throw failed(function, e.getCause() == null ? e : e.getCause());
    } catch (Exception e) {
      throw failed(function, e);
    }
  }

  private static GradError failed(String function, Throwable cause) {
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt(); // for the budget to find
    }
    return cause instanceof IllegalArgumentException && cause.getMessage() != null
        ? new GradError(ErrorKind.VALUE, function + "(): " + cause.getMessage(), cause)
        : new GradError(ErrorKind.ERROR, function + "() failed: " + cause, cause);
  }
}
