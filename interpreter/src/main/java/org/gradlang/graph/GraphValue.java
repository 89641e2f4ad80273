package org.gradlang.graph;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.gradlang.FileAccess;
import org.gradlang.Picture;
import org.gradlang.TextStyle;
import org.gradlang.autograd.Node;
import org.gradlang.autograd.Survey;
import org.gradlang.builtin.FileErrors;
import org.gradlang.op.signature.TypeNames;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.None;
import org.gradlang.tensor.Tensor;
import org.gradlang.value.Attributes;
import org.gradlang.value.Builtin;
import org.gradlang.value.Callable;
import org.gradlang.value.ListValue;
import org.gradlang.value.NodeValue;
import org.gradlang.value.ValueRoom;
import org.jspecify.annotations.Nullable;

/** What {@code autograd.graph(y)} gives: a text, drawings, and the nodes as a list. */
public final class GraphValue implements Attributes, Picture {
  private static final List<String> NAMES = List.of("dot", "leaves", "nodes", "outputs", "svg");

  private static final int BYTES = 450;

  /** A place in the list of nodes, in the table of their numbers, and for edges. */
  private static final int NODE_BYTES = 64;

  private final Survey survey;
  private final FileAccess files;

  private GraphValue(Survey survey, FileAccess files) {
    this.survey = survey;
    this.files = files;
  }

  /** The function {@code autograd.graph}. */
  public static Callable function(FileAccess files) {
    return Builtin.of(
        "graph(*outputs: any)",
        "The graph behind one or several tensors, to look at: print it, or draw it with"
            + " .svg(\"graph.svg\") or .dot(). It is also a list of its nodes, from the last"
            + " recorded to the leaves.",
        a -> of(Survey.of(tensors((List<?>) known(a[0]))), files));
  }

  private static GraphValue of(Survey survey, FileAccess files) {
    long bytes = BYTES + (long) NODE_BYTES * survey.size();
    return ValueRoom.hold(new GraphValue(survey, files), (int) Math.min(bytes, Integer.MAX_VALUE));
  }

  private static List<Tensor> tensors(List<?> values) {
    List<?> all = values.size() == 1 && values.getFirst() instanceof List<?> one ? one : values;
    List<Tensor> tensors = new ArrayList<>();
    for (Object value : all) {
      if (!(value instanceof Tensor tensor)) {
        throw new GradError(
            ErrorKind.TYPE, "graph() shows tensors, not " + TypeNames.described(value));
      }
      tensors.add(tensor);
    }
    if (tensors.isEmpty()) {
      throw new GradError(ErrorKind.TYPE, "graph() needs a tensor whose graph it shows");
    }
    return tensors;
  }

  private static Object known(@Nullable Object value) {
    return java.util.Objects.requireNonNull(value);
  }

  @Override
  public @Nullable Object get(String name) {
    return switch (name) {
      case "nodes" -> new ListValue(nodes());
      case "leaves" -> new ListValue(leaves());
      case "outputs" -> new ListValue(List.<Object>copyOf(survey.outputs()));
      case "dot" ->
          Builtin.of("dot()", "The graph in Graphviz's language.", a -> GraphDot.of(survey));
      case "svg" ->
          Builtin.of(
              "svg(path: str? = None)",
              "A drawing of the graph: written to a file, or given as text without a path.",
              a -> svg((String) a[0]));
      case "__len__" -> Builtin.of("__len__()", "", a -> (long) survey.size());
      case "__iter__" -> Builtin.of("__iter__()", "", a -> new ListValue(nodes()));
      case "__getitem__" ->
          Builtin.of("__getitem__(index: int)", "", a -> node((Long) known(a[0])));
      default -> null;
    };
  }

  private List<Object> nodes() {
    List<Object> values = new ArrayList<>();
    for (Node node : survey.nodes()) {
      values.add(NodeValue.of(node));
    }
    return values;
  }

  private List<Object> leaves() {
    List<Object> leaves = new ArrayList<>();
    for (Node node : survey.nodes()) {
      Tensor leaf = node.variable();
      if (leaf != null) {
        leaves.add(leaf);
      }
    }
    return leaves;
  }

  private Object node(long index) {
    long from = index < 0 ? index + survey.size() : index;
    if (from < 0 || from >= survey.size()) {
      throw new GradError(
          ErrorKind.INDEX, "node " + index + " of a graph of " + survey.size() + " nodes");
    }
    return NodeValue.of(survey.node((int) from));
  }

  private Object svg(@Nullable String path) {
    String text = GraphSvg.of(survey);
    if (path == null) {
      return text;
    }
    write(path, text);
    return None.NONE;
  }

  private void write(String path, String text) {
    try {
      files.replace(path, file -> file.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException problem) {
      throw FileErrors.writing(path, problem);
    } catch (InvalidPathException problem) {
      throw FileErrors.noPath(path, problem);
    }
  }

  @Override
  public void set(String name, Object value) {
    throw new GradError(ErrorKind.ATTRIBUTE, "a graph cannot be changed");
  }

  @Override
  public Collection<String> names() {
    return NAMES;
  }

  @Override
  public String typeName() {
    return "graph";
  }

  @Override
  public Optional<String> text(TextStyle style) {
    return Optional.of(this + "\n");
  }

  /** The graph as an indented list. */
  @Override
  public String toString() {
    return GraphText.of(survey).stripTrailing();
  }
}
