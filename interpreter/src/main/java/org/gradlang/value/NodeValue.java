package org.gradlang.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.gradlang.autograd.CustomNode;
import org.gradlang.autograd.Edge;
import org.gradlang.autograd.HookHandle;
import org.gradlang.autograd.Node;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** A node of a graph as scripts see it: {@code y.grad_fn}. Each node has one such value. */
public final class NodeValue implements Attributes, Typed {
  private static final String SAVED = "_saved_";

  private static final List<String> ALWAYS =
      List.of("metadata", "name", "next_functions", "register_hook", "register_prehook");

  private final Node node;
  private final DictValue metadata = new DictValue();

  private NodeValue(Node node) {
    this.node = node;
  }

  /** The node's value, or None for a tensor that no recorded operation made. */
  public static Object of(@Nullable Node node) {
    return node == null ? None.NONE : node.face(NodeValue::new);
  }

  public Node node() {
    return node;
  }

  @Override
  public @Nullable Object get(String name) {
    return switch (name) {
      case "name" -> Builtin.of("name()", "The name as PyTorch prints it.", a -> fullName());
      case "next_functions" -> nextFunctions();
      case "metadata" -> metadata;
      case "variable" -> node.variable();
      case "saved_tensors" -> node instanceof CustomNode own ? tuple(own.saved()) : null;
      case "register_hook" ->
          Builtin.of(
              "register_hook(hook: fn)",
              "Calls hook(grad_inputs, grad_outputs) after the node went backward.",
              a -> registerHook(Calls.callable(java.util.Objects.requireNonNull(a[0]))));
      case "register_prehook" ->
          Builtin.of(
              "register_prehook(hook: fn)",
              "Calls hook(grad_outputs) before the node goes backward.",
              a -> registerPreHook(Calls.callable(java.util.Objects.requireNonNull(a[0]))));
      default -> saved(name);
    };
  }

  private String fullName() {
    boolean own = node.variable() != null || node.name().matches("CopySlices|CopyBackwards");
    return own ? "torch::autograd::" + node.name() : node.name();
  }

  private @Nullable Object saved(String attribute) {
    String name = attribute.startsWith(SAVED) ? attribute.substring(SAVED.length()) : "";
    if (!node.savedNames().contains(name)) {
      return null;
    }
    return switch (node.saved(name)) {
      case null -> None.NONE;
      case int[] sizes -> TupleValue.copyOf(Arrays.stream(sizes).asLongStream().boxed().toList());
      case List<?> several -> TupleValue.copyOf(several);
      case Object value -> value;
    };
  }

  private Object nextFunctions() {
    List<Object> next = new ArrayList<>();
    for (@Nullable Edge edge : node.shownEdges()) {
      next.add(
          edge == null
              ? TupleValue.of(None.NONE, 0L)
              : TupleValue.of(of(edge.node()), (long) edge.output()));
    }
    return TupleValue.copyOf(next);
  }

  private Object registerHook(Callable hook) {
    HookHandle handle =
        node.registerHook((inputs, outputs) ->
            gradients(hook.call(Arguments.of(tuple(inputs), tuple(outputs))), hook));
    return new RemovableHandle(handle);
  }

  private Object registerPreHook(Callable hook) {
    HookHandle handle =
        node.registerPreHook(outputs -> gradients(hook.call(Arguments.of(tuple(outputs))), hook));
    return new RemovableHandle(handle);
  }

  private static TupleValue tuple(List<@Nullable Tensor> tensors) {
    return tuple(tensors.toArray(new @Nullable Tensor[0]));
  }

  private static TupleValue tuple(@Nullable Tensor[] gradients) {
    Object[] values = new Object[gradients.length];
    for (int i = 0; i < values.length; i++) {
      Tensor gradient = gradients[i];
      values[i] = gradient == null ? None.NONE : gradient;
    }
    return TupleValue.of(values);
  }

  private static @Nullable Tensor @Nullable [] gradients(Object answer, Callable hook) {
    if (answer == None.NONE) {
      return null;
    }
    List<?> values = answer instanceof List<?> several ? several : List.of(answer);
    @Nullable Tensor[] gradients = new @Nullable Tensor[values.size()];
    for (int i = 0; i < gradients.length; i++) {
      Object value = values.get(i);
      if (value instanceof Tensor tensor) {
        gradients[i] = tensor;
      } else if (value != None.NONE) {
        throw new GradError(
                ErrorKind.TYPE,
                "the hook "
                    + hook.name()
                    + " gave "
                    + Types.described(value)
                    + " where a tensor or None belongs")
            .note(hook.origin(), "this is the hook");
      }
    }
    return gradients;
  }

  @Override
  public void set(String name, Object value) {
    throw new GradError(ErrorKind.ATTRIBUTE, "a node of a graph cannot be changed");
  }

  @Override
  public Collection<String> names() {
    List<String> names = new ArrayList<>();
    node.savedNames().forEach(name -> names.add(SAVED + name));
    if (node instanceof CustomNode) {
      names.add("saved_tensors");
    }
    if (node.variable() != null) {
      names.add("variable");
    }
    names.addAll(ALWAYS);
    return names;
  }

  @Override
  public String typeName() {
    return node.name();
  }

  @Override
  public ValueType type() {
    return new NodeType(node.name());
  }

  /** The type of all nodes of a name, as in PyTorch. */
  private record NodeType(String name) implements ValueType {
    @Override
    public boolean includes(Object value) {
      return value instanceof NodeValue other && other.node.name().equals(name);
    }

    @Override
    public Object call(Arguments arguments) {
      throw new GradError(ErrorKind.TYPE, "a node of a graph is made by an operation on tensors");
    }

    @Override
    public String toString() {
      return "<class '" + name + "'>";
    }
  }

  @Override
  public String toString() {
    return "<" + node.name() + " object at " + Identity.address(this) + ">";
  }
}
