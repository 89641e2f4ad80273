package org.gradlang.eval.function;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.gradlang.eval.Cell;
import org.gradlang.eval.Frame;
import org.gradlang.tensor.Budget;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Origin;
import org.gradlang.tensor.RunningCall;
import org.gradlang.value.Arguments;
import org.gradlang.value.Attributes;
import org.gradlang.value.Callable;
import org.gradlang.value.Documented;
import org.gradlang.value.Written;
import org.jspecify.annotations.Nullable;

/** A function of a script: its code, and the variables it captured. */
public final class ScriptFunction implements Callable, Attributes, Documented, Written {
  private final FunctionCode code;
  private final Cell[] captured;
  private final @Nullable Object[] defaults;

  ScriptFunction(FunctionCode code, Cell[] captured) {
    this.code = code;
    this.captured = captured;
    this.defaults = new @Nullable Object[code.parameters().count()];
  }

  public FunctionCode code() {
    return code;
  }

  @Override
  public String name() {
    return code.name();
  }

  @Override
  public Origin origin() {
    return code.site().head();
  }

  @Override
  public String signature() {
    return name() + Signatures.of(code.parameters());
  }

  @Override
  public String documentation() {
    return code.documentation().orElse("");
  }

  @Override
  public String place() {
    return code.excerpt().place();
  }

  @Override
  public String source() {
    return code.excerpt().text();
  }

  /** {@link #captured} for compiled code, which changes none. */
  public Cell[] cells() {
    return captured;
  }

  /** The variables that this shares with where it was made. */
  public List<Cell> captured() {
    return List.of(captured);
  }

  /** The same function with other variables in the place of those that it captured. */
  public ScriptFunction withCaptured(UnaryOperator<Cell> map) {
    Cell[] cells = captured.clone();
    Arrays.setAll(cells, i -> map.apply(cells[i]));
    ScriptFunction other = new ScriptFunction(code, cells);
    System.arraycopy(defaults, 0, other.defaults, 0, defaults.length);
    return other;
  }

  void setDefault(int index, Object value) {
    defaults[index] = value;
  }

  /** The value of a parameter that a call left out. */
  private Object defaultValue(int index) {
    Object value = defaults[index];
    if (value == null) {
      throw missing(index);
    }
    return value;
  }

  private GradError missing(int index) {
    String parameter = "'" + code.parameters().names[index] + "'";
    if (code.parameters().optional[index]) {
      String text = "the default of " + parameter + " has no value yet";
      return new GradError(ErrorKind.NAME, text)
          .note(code.site(), "it gets one when the program comes here");
    }
    GradError error = new GradError(ErrorKind.TYPE, name() + "() needs a value for " + parameter);
    return code.parameters().names[0].equals("self")
        ? error.help("methods know self: leave it out of " + signature())
        : error.help("it is declared as " + signature());
  }

  /** Whether so many positional arguments go to the first slots of the frame, one each. */
  public boolean takesDirectly(int count) {
    return code.takesDirectly(count);
  }

  /** The locals of a new frame; the caller sets what the arguments are for. */
  public @Nullable Object[] locals() {
    return new @Nullable Object[code.frameSize()];
  }

  /**
   * Runs the body after the defaults were filled in.
   *
   * @param given how many parameters, from the first, surely have a value
   */
  public Object run(@Nullable Object[] locals, int given) {
    if (given < defaults.length) {
      fill(locals, given);
    }
    return run(locals);
  }

  private void fill(@Nullable Object[] locals, int given) {
    Parameters parameters = code.parameters();
    for (int i = given; i < defaults.length; i++) {
      int slot = parameters.slots[i];
      if (locals[slot] == null && parameters.isPlain(i)) {
        locals[slot] = defaultValue(i);
      }
    }
  }

  /** Runs the body; all parameters have a value. */
  public Object run(@Nullable Object[] locals) {
    Budget budget = code.engine().budget();
    Context context = code.engine().context();
    RunningCall outer = context.runningCall();
    context.fusion().settle(); // what runs now may change what a temporary is made of
    if (!code.isLibrary()) {
      context.setRunningCall(outer.begin(context.origin()));
    }
    budget.enter();
    try {
      return code.run(new Frame(locals, captured));
    } catch (StackOverflowError e) {
      throw budget.tooDeep();
    } finally {
      budget.leave();
      context.setRunningCall(outer);
    }
  }

  /** The locals of a new frame for a call of any shape; the error does not know its place. */
  public @Nullable Object[] bind(Arguments arguments) {
    @Nullable Object[] locals = locals();
    if (!arguments.hasKeywords() && takesDirectly(arguments.positional())) {
      Object[] values = arguments.values();
      System.arraycopy(values, 0, locals, 0, values.length);
    } else {
      Binder.bind(this, arguments, locals);
    }
    fill(locals, 0);
    return locals;
  }

  @Override
  public Object call(Arguments arguments) {
    return run(bind(arguments));
  }

  @Override
  public @Nullable Object get(String attribute) {
    return switch (attribute) {
      case "__name__" -> name();
      case "__doc__" -> code.documentation().isPresent() ? code.documentation().get() : None.NONE;
      default -> null;
    };
  }

  @Override
  public void set(String attribute, Object value) {
    throw new GradError(ErrorKind.ATTRIBUTE, "a function's attributes cannot be assigned");
  }

  @Override
  public Collection<String> names() {
    return List.of("__name__", "__doc__");
  }

  @Override
  public String typeName() {
    return "function";
  }

  @Override
  public String toString() {
    return "<function " + name() + ">";
  }
}
