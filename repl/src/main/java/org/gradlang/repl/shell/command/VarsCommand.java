package org.gradlang.repl.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.gradlang.Value;
import org.gradlang.autograd.Views;
import org.gradlang.repl.shell.complete.Description;
import org.gradlang.repl.shell.session.Session;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Callable;

/** {@code :vars}. */
final class VarsCommand implements Command {
  @Override
  public String name() {
    return "vars";
  }

  @Override
  public String summary() {
    return "List the variables: type, shape, dtype, requires_grad, bytes.";
  }

  @Override
  public String details() {
    return "A tensor that has its elements in common with another says so; the total counts them"
        + " once. A module has the bytes of its parameters.";
  }

  @Override
  public void run(Session session, String argument) {
    Map<String, Value> variables = variables(session);
    if (variables.isEmpty()) {
      session.say("there are no variables yet");
      return;
    }
    session.run(() -> table(variables)).ifPresent(lines -> lines.forEach(session::say));
  }

  /** All but {@code _}, by their names. */
  static Map<String, Value> variables(Session session) {
    Map<String, Value> variables = new TreeMap<>();
    for (String name : session.grad().names()) {
      if (!name.equals(Session.LAST)) {
        variables.put(name, session.grad().get(name));
      }
    }
    return variables;
  }

  private static List<String> table(Map<String, Value> variables) {
    TextTable table = TextTable.of("llllrl");
    table.row("name", "type", "shape", "dtype", "bytes", "");
    Memory memory = new Memory();
    variables.forEach((name, value) -> addRow(table, memory, variables, name));
    List<String> lines = new ArrayList<>(table.lines());
    lines.add("tensors take " + Amounts.bytes(memory.bytes()) + " in all");
    return lines;
  }

  private static void addRow(
      TextTable table, Memory memory, Map<String, Value> variables, String name) {
    Value value = Objects.requireNonNull(variables.get(name));
    List<Tensor> parameters = Memory.parameters(value);
    switch (value.content()) {
      case Tensor tensor -> {
        String other = memory.add(name, tensor);
        List<String> notes = new ArrayList<>();
        if (tensor.requiresGrad()) {
          notes.add("requires_grad");
        }
        String base = base(tensor, variables);
        if (!base.isEmpty()) {
          notes.add("view of " + base);
        } else if (!other.isEmpty() && !Views.isView(memory.first(tensor))) {
          notes.add("shares with " + other);
        }
        table.row(
            name,
            "tensor",
            tensor.layout().toString(),
            dtype(tensor.dtype()),
            Amounts.bytes(bytes(tensor)),
            String.join(", ", notes));
      }
      case Object ignored when !parameters.isEmpty() -> {
        parameters.forEach(parameter -> memory.add(name, parameter));
        double bytes = parameters.stream().mapToDouble(VarsCommand::bytes).sum();
        long numbers = parameters.stream().mapToLong(p -> p.layout().numel()).sum();
        String count = String.format(java.util.Locale.ROOT, "%,d parameters", numbers);
        table.row(name, value.typeName(), "", "", Amounts.bytes(bytes), count);
      }
      default -> table.row(name, value.typeName(), "", "", "", described(value));
    }
  }

  /** The variable that a tensor is a view of, or empty. */
  private static String base(Tensor tensor, Map<String, Value> variables) {
    Tensor base = Views.base(tensor);
    return variables.entrySet().stream()
        .filter(variable -> base != null && variable.getValue().content() == base)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private static String dtype(DType dtype) {
    return dtype.toString().replace("torch.", "");
  }

  private static double bytes(Tensor tensor) {
    return (double) tensor.layout().numel() * tensor.dtype().bytes();
  }

  /** What is not its type, which stands beside it. */
  private static String described(Value value) {
    if (value.content() instanceof Callable) {
      String type = Description.type(value);
      return type.startsWith(value.typeName())
          ? type.substring(value.typeName().length()).strip()
          : type;
    }
    String text = Description.of(value);
    String type = value.typeName();
    return text.equals(type)
        ? ""
        : text.startsWith(type + " ") ? text.substring(type.length() + 1) : text;
  }
}
