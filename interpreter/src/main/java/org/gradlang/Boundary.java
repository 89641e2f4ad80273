package org.gradlang;

import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.gradlang.builtin.ExitRequest;
import org.gradlang.eval.ErrorReport;
import org.gradlang.syntax.Diagnostic;
import org.gradlang.syntax.Site;
import org.gradlang.syntax.Source;
import org.gradlang.syntax.Span;
import org.gradlang.tensor.Budget;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.JvmMemory;
import org.gradlang.tensor.Origin;

/** Where errors leave an engine: whatever goes wrong in a program is a GradException outside. */
final class Boundary {
  private final Budget budget;
  private final boolean exits;

  /** What runs: errors without a place of their own point at its beginning. */
  private Source running = Source.HOST;

  /**
   * The boundary of an engine.
   *
   * @param exits whether a program's wish to end the process leaves as it is
   */
  Boundary(Budget budget, boolean exits) {
    this.budget = budget;
    this.exits = exits;
  }

  /** Evaluates a source. */
  <T> T running(Source source, Supplier<T> evaluation) {
    Source before = running;
    running = source;
    try {
      return evaluation.get();
    } catch (GradError e) {
      throw exception(e); // while it is known what runs
    } finally {
      running = before;
    }
  }

  /** Whatever goes wrong in a program leaves as a GradException, and so does a fault of ours. */
  <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (GradError e) {
      throw exception(e);
    } catch (ExitRequest e) {
      throw exits ? e : GradException.exit(e.code(), lastPlace());
    } catch (GradException | UncheckedIOException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw exception(budget.tooDeep());
    } catch (OutOfMemoryError e) {
      throw exception(JvmMemory.usedUp());
    } catch (RuntimeException e) {
      throw exception(new GradError(ErrorKind.ERROR, "a fault inside Grad: " + e, e));
    }
  }

  GradException exception(GradError error) {
    return GradException.of(error, ErrorReport.of(error, lastPlace()));
  }

  Diagnostic warning(GradError warning) {
    budget.write(warning.message().length() + 1L); // as if it was printed
    return ErrorReport.ofWarning(warning, lastPlace());
  }

  /** Where the program stands, for what has no place of its own. */
  private Site lastPlace() {
    Origin last = Context.current().origin();
    return last instanceof Site site ? site : new Site(running, new Span(0, 0));
  }
}
