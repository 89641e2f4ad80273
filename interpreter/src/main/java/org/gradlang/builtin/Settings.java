package org.gradlang.builtin;

import static org.gradlang.builtin.Sequences.value;

import org.gradlang.autograd.Cut;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.GradMode;
import org.gradlang.trace.Trace;
import org.gradlang.trace.TraceEvent;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;

/** What a program sets for itself: recording, default dtype, random numbers, threads. */
final class Settings {
  private Settings() {}

  static void declare(Builtins builtins) {
    builtins.function("is_grad_enabled", Settings::isGradEnabled);
    builtins.function("is_inference_mode_enabled", Settings::isInferenceModeEnabled);
    builtins.function("set_grad_enabled", Settings::setGradEnabled);
    builtins.function("get_default_dtype", Settings::getDefaultDType);
    builtins.function("set_default_dtype", Settings::setDefaultDType);
    builtins.function("get_num_threads", Settings::getThreads);
    builtins.function("set_num_threads", Settings::setThreads);
  }

  private static Callable isGradEnabled() {
    return Builtin.of(
        "is_grad_enabled()",
        "Whether operations are recorded for a backward pass.",
        a -> Context.current().isRecording());
  }

  private static Callable isInferenceModeEnabled() {
    return Builtin.of(
        "is_inference_mode_enabled()",
        "Whether new tensors are made for inference alone.",
        a -> Context.current().isInference());
  }

  private static Callable setGradEnabled() {
    return Builtin.doing(
        "set_grad_enabled(mode: bool)",
        "Switches recording on or off until it is set again, or a block around it ends.",
        a -> setRecording((Boolean) value(a, 0)));
  }

  private static void setRecording(boolean on) {
    Context context = Context.current();
    if (context.isInference()) {
      return; // nothing inside inference mode leaves it
    }
    if (on) {
      context.setGradMode(GradMode.RECORD, context.origin());
    } else {
      context.setGradMode(GradMode.NO_GRAD, new Cut(Cut.Reason.SWITCHED, context.origin()));
    }
    Trace trace = context.trace();
    if (trace != null) {
      trace.tell(new TraceEvent.Mode(context.gradMode(), TraceEvent.Change.SET));
    }
  }

  private static Callable getDefaultDType() {
    return Builtin.of(
        "get_default_dtype()",
        "The dtype of new float tensors.",
        a -> Context.current().defaultDType());
  }

  private static Callable setDefaultDType() {
    return Builtin.doing(
        "set_default_dtype(d: dtype)",
        "Sets the dtype of new float tensors: float32 or float64.",
        a -> Context.current().setDefaultDType((DType) value(a, 0)));
  }

  private static Callable getThreads() {
    return Builtin.of(
        "get_num_threads()",
        "How many threads large operations use.",
        a -> (long) Context.current().wantedThreads());
  }

  private static Callable setThreads() {
    return Builtin.doing(
        "set_num_threads(count: int)",
        "Sets how many threads large operations use.",
        a -> Context.current().askForThreads(count((Long) value(a, 0))));
  }

  /** More threads than there are ints are as good as the largest int. */
  private static int count(long wanted) {
    return Math.clamp(wanted, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
