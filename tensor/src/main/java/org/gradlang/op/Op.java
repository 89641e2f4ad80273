package org.gradlang.op;

import java.util.Arrays;
import java.util.List;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.signature.Nearest;
import org.gradlang.op.signature.Parameter;
import org.gradlang.op.signature.Signature;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.Fusion;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Tensor;
import org.gradlang.trace.Trace;
import org.jspecify.annotations.Nullable;

/** An operation of the language: a function, and a method of tensors. */
public final class Op {
  /** Where an operation is found. */
  public enum Place {
    FUNCTION_AND_METHOD,
    FUNCTION,
    METHOD
  }

  /**
   * What a declaration says about gradients beyond the rules.
   *
   * @param constants parameters that have no gradient: a tensor that requires one is an error
   * @param unread parameters of which only the shape or the dtype matters
   * @param once whether the gradient has no gradient itself
   */
  public record Gradients(List<String> constants, List<String> unread, boolean once) {
    public Gradients {
      constants = List.copyOf(constants);
      unread = List.copyOf(unread);
    }
  }

  private static final List<String> NAMESPACES = List.of("linalg_", "special_", "optim_");
  private static final String[] NO_KEYWORDS = {};
  private static final boolean[] STRICT_FIRST = {true, false};

  private final String name;
  private final String path;
  private final String label;
  private final String documentation;
  private final List<String> samples;
  private final Gradients gradients;
  private final Place place;
  private final Overload[] overloads;
  private final boolean borrows;
  private int receiver = -1;

  public Op(
      String name,
      String documentation,
      List<String> samples,
      Gradients gradients,
      Place place,
      List<Overload> overloads) {
    this.name = name;
    this.path = path(name);
    this.label = name.equals("getitem") || name.equals("setitem") ? "x[...]" : path + "()";
    this.documentation = documentation;
    this.samples = samples;
    this.gradients = gradients;
    this.place = place;
    this.overloads = overloads.toArray(Overload[]::new);
    this.borrows = overloads.stream().allMatch(Overload::borrows);
  }

  /** Where the function of this name is found. */
  public static String path(String name) {
    for (String namespace : NAMESPACES) {
      if (name.startsWith(namespace)) {
        int end = namespace.length();
        return namespace.substring(0, end - 1) + "." + name.substring(end);
      }
    }
    return name;
  }

  /** Such as {@code softmax}; in-place forms end with an underscore. */
  public String name() {
    return name;
  }

  /** Where the function is found: {@code linalg.norm}, where the name is {@code linalg_norm}. */
  public String path() {
    return path;
  }

  /** A call of it, for messages: {@code linalg.norm()}, where the name is {@code linalg_norm}. */
  public String label() {
    return label;
  }

  /** What it computes, in a sentence or two. */
  public String documentation() {
    return documentation;
  }

  /** Calls to try it on, as expressions of the language. */
  public List<String> samples() {
    return samples;
  }

  public boolean isFunction() {
    return place != Place.METHOD;
  }

  public boolean isMethod() {
    return place != Place.FUNCTION;
  }

  /** The ways to call it, tried in this order. */
  public List<Signature> signatures() {
    return Arrays.stream(overloads).map(Overload::signature).toList();
  }

  /** Whether a call only looks at its arguments, see {@link Overload#borrows}. */
  public boolean borrows() {
    return borrows;
  }

  /** Whether gradients flow through it. */
  public boolean isDifferentiable() {
    return Arrays.stream(overloads).anyMatch(Overload::isDifferentiable);
  }

  /** The signatures whose declaration says nothing about gradients. */
  public List<Signature> undecided() {
    return Arrays.stream(overloads)
        .filter(way -> !way.isDecided())
        .map(Overload::signature)
        .toList();
  }

  public Gradients gradients() {
    return gradients;
  }

  /** The parameters that gradients flow to, of the signature in this place. */
  public List<String> differentiable(int signature) {
    return overloads[signature].differentiable().stream()
        .filter(parameter -> !gradients.constants().contains(parameter))
        .filter(parameter -> !gradients.unread().contains(parameter))
        .toList();
  }

  /** Whether its gradient has a gradient itself. */
  public boolean isDifferentiableTwice() {
    return isDifferentiable() && !gradients.once();
  }

  /**
   * Calls it as a function.
   *
   * @param values positional values, then those of the keywords
   * @param keywords the names for the last values
   */
  public Object call(Object[] values, String[] keywords) {
    try {
      return overloads.length == 1
          ? run(overloads[0], values, keywords)
          : choose(overloads, values, keywords);
    } catch (GradError error) {
      throw error.of(label);
    }
  }

  /** Calls it as a function of two values, as operators do: the short way where they are ready. */
  public Object callWithTwo(Object a, Object b) {
    if (a instanceof Tensor x && b instanceof Tensor y && overloads.length == 1) {
      Tensor result = applyToTwo(x, y);
      if (result != null) {
        return result;
      }
    }
    @Nullable Object[] bound =
        overloads.length == 1 ? overloads[0].signature().bindTwo(a, b) : null;
    if (bound == null) {
      return call(new Object[] {a, b}, NO_KEYWORDS);
    }
    try {
      return apply(overloads[0], bound);
    } catch (GradError error) {
      throw error.of(label);
    }
  }

  /**
   * Calls it from Java several times, with arguments as its only signature binds them.
   *
   * @param calls which differ in tensors alone; no tensor of one has elements of another's
   */
  public void callEach(Context context, @Nullable Object[][] calls) {
    try {
      overloads[0].applyEach(context, calls);
    } catch (GradError error) {
      throw error.of(label);
    }
  }

  private @Nullable Tensor applyToTwo(Tensor a, Tensor b) {
    Context context = Context.current();
    if (context.trace() != null || !gradients.constants().isEmpty()) {
      return null;
    }
    try {
      return overloads[0].applyToTwo(context, a, b);
    } catch (GradError error) {
      throw error.of(label);
    }
  }

  /** Calls it as a method: the receiver is the first tensor among the parameters. */
  public Object callMethod(Tensor receiver, Object[] values, String[] keywords) {
    int at = receiver();
    @Nullable Object[] bound =
        at == 0 && keywords.length == 0
            ? overloads[0].signature().bindReady(receiver, values)
            : null;
    if (bound != null) {
      try {
        return apply(overloads[0], bound);
      } catch (GradError error) {
        throw error.of(label);
      }
    }
    Object[] all = new Object[values.length + 1];
    int before = Math.min(at, values.length - keywords.length);
    System.arraycopy(values, 0, all, 0, before);
    all[before] = receiver;
    System.arraycopy(values, before, all, before + 1, values.length - before);
    return call(all, keywords);
  }

  /** The parameter that a method call binds its receiver to; found when first needed. */
  private int receiver() {
    int known = receiver;
    if (known < 0) {
      known = Receivers.place(overloads[0].signature());
      receiver = known;
    }
    return known;
  }

  /** Calls it from Java with positional arguments. */
  public Object call(Object... values) {
    return call(values, NO_KEYWORDS);
  }

  private Object run(Overload way, Object[] values, String[] keywords) {
    return apply(way, way.signature().bind(values, keywords));
  }

  private Object apply(Overload way, @Nullable Object[] bound) {
    Context context = Context.current();
    Fusion fusion = context.fusion();
    if (fusion.isActive() && !way.isPointwise()) {
      fusion.settle();
    }
    if (!gradients.constants().isEmpty() && context.isRecording()) {
      checkConstants(way.signature(), bound);
    }
    Trace trace = context.trace();
    return trace == null
        ? way.apply(context, bound)
        : trace.operation(context, path, bound, () -> way.apply(context, bound));
  }

  private void checkConstants(Signature signature, @Nullable Object[] bound) {
    Bound arguments = new Bound(signature, bound);
    for (String name : gradients.constants()) {
      if (arguments.knows(name)) {
        arguments.constant(name);
      }
    }
  }

  private Object choose(Overload[] ways, Object[] values, String[] keywords) {
    GradError first = null;
    // a 0-dim tensor can stand for an int, but not where another way takes it as a tensor
    for (boolean strict : STRICT_FIRST) {
      for (Overload way : ways) {
        Signature signature = way.signature();
        if (signature.fits(values.length - keywords.length, keywords)
            && (!strict || signature.takesTensors(values, keywords))) {
          @Nullable Object[] bound;
          try {
            bound = signature.bind(values, keywords);
          } catch (GradError error) {
            first = first == null ? error : first;
            continue;
          }
          return apply(way, bound);
        }
      }
    }
    if (first == null && Arrays.asList(keywords).contains(Signature.OUT)) {
      throw ways[0].signature().error("has no parameter 'out'").help(Signature.NO_OUT);
    }
    throw first != null ? withForms(first, ways) : noneFits(ways, keywords);
  }

  private GradError noneFits(Overload[] ways, String[] keywords) {
    List<String> known =
        signatures().stream().flatMap(s -> s.parameters().stream()).map(Parameter::name).toList();
    for (String keyword : keywords) {
      if (!known.contains(keyword)) {
        GradError error =
            new GradError(ErrorKind.TYPE, label + " has no parameter '" + keyword + "'");
        String near = Nearest.to(keyword, known);
        return withForms(near == null ? error : error.help("did you mean '" + near + "'?"), ways);
      }
    }
    return withForms(
        new GradError(ErrorKind.TYPE, label + " cannot be called with these arguments"), ways);
  }

  private static GradError withForms(GradError error, Overload[] ways) {
    for (Overload way : ways) {
      error.help("it can be called as " + way.signature());
    }
    return error;
  }

  @Override
  public String toString() {
    return name;
  }
}
