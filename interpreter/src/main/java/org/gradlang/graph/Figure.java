package org.gradlang.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.gradlang.autograd.Cut;
import org.gradlang.autograd.Node;
import org.gradlang.autograd.Survey;
import org.gradlang.graph.layout.Link;
import org.gradlang.syntax.Site;
import org.gradlang.tensor.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What is drawn of a graph: shapes with their words, and links from what comes later in the program
 * to what came before.
 */
final class Figure {
  final List<Shape> shapes = new ArrayList<>();
  final List<Link> links = new ArrayList<>();
  private final Survey survey;
  private final Captions captions;
  private final int limit;

  /** What a shape stands for. */
  enum Kind {
    RESULT("result"),
    OPERATION("operation"),
    SAVING("operation that holds saved tensors"),
    FREED("freed"),
    LEAF("leaf"),
    CUT("no gradient beyond"),
    REST("not drawn");

    final String meaning;

    Kind(String meaning) {
      this.meaning = meaning;
    }
  }

  /**
   * One shape.
   *
   * @param lines what it shows, the first line in bold
   * @param tip what it tells on a closer look
   */
  record Shape(Kind kind, List<String> lines, String tip) {}

  /**
   * A figure of the nodes nearest to the outputs.
   *
   * @param limit how many operations it shows at most
   */
  Figure(Survey survey, int limit) {
    this.survey = survey;
    this.captions = new Captions(survey);
    this.limit = limit;
    int drawn = Math.min(survey.operations(), limit);
    int[] places = new int[survey.size()];
    java.util.Arrays.fill(places, -1);
    for (int output = 0; output < survey.outputs().size(); output++) {
      shapes.add(result(output));
    }
    for (int node = 0; node < drawn; node++) {
      places[node] = add(operation(node));
    }
    for (int output = 0; output < survey.outputs().size(); output++) {
      int root = survey.root(output);
      places[root] = places[root] < 0 ? add(leaf(root)) : places[root];
      links.add(new Link(output, places[root]));
    }
    for (int node = 0; node < drawn; node++) {
      inputs(node, places);
    }
    rest(drawn, places);
  }

  private int add(Shape shape) {
    shapes.add(shape);
    return shapes.size() - 1;
  }

  private void inputs(int node, int[] places) {
    for (int input = 0; input < survey.inputs(node); input++) {
      int target = survey.target(node, input);
      Cut cut = survey.cut(node, input);
      if (cut != null) {
        links.add(new Link(places[node], add(cut(cut))));
      } else if (target >= 0 && (survey.isLeaf(target) || target < limit)) {
        places[target] = places[target] < 0 ? add(leaf(target)) : places[target];
        links.add(new Link(places[node], places[target]));
      }
    }
  }

  /** One shape for all that is not drawn. */
  private void rest(int drawn, int[] places) {
    if (drawn == survey.operations()) {
      return;
    }
    int hidden = 0;
    for (int place : places) {
      hidden += place < 0 ? 1 : 0;
    }
    int rest = add(new Shape(Kind.REST, List.of(String.format("%,d more nodes", hidden)), ""));
    Set<Integer> leading = new LinkedHashSet<>();
    for (int node = 0; node < drawn; node++) {
      for (int input = 0; input < survey.inputs(node); input++) {
        int target = survey.target(node, input);
        if (target >= drawn && !survey.isLeaf(target)) {
          leading.add(places[node]);
        }
      }
    }
    leading.forEach(place -> links.add(new Link(place, rest)));
  }

  private Shape result(int output) {
    int root = survey.root(output);
    Origin origin = survey.node(root).origin();
    boolean leaf = survey.isLeaf(root);
    String name = !leaf && origin instanceof Site site ? VariableNames.of(site) : "";
    String text = leaf ? captions.name(root) : name;
    return new Shape(
        Kind.RESULT,
        List.of(text.isEmpty() ? "result" : text, survey.outputs().get(output).layout().toString()),
        Captions.place(origin));
  }

  private Shape operation(int number) {
    Node node = survey.node(number);
    Kind kind = node.freed() != null ? Kind.FREED : holds(node) ? Kind.SAVING : Kind.OPERATION;
    List<String> lines = new ArrayList<>();
    lines.add(captions.name(number));
    lines.add(captions.shape(number));
    String state = captions.state(number).strip();
    if (!state.isEmpty()) {
      lines.add(state);
    }
    return new Shape(kind, lines, tip(number));
  }

  private static boolean holds(Node node) {
    return !node.heldNames().isEmpty();
  }

  private String tip(int number) {
    String place = captions.place(number);
    List<String> held = survey.node(number).heldNames();
    String saved = held.isEmpty() ? "" : "saves " + String.join(", ", held);
    return place + (place.isEmpty() || saved.isEmpty() ? "" : "\n") + saved;
  }

  private Shape leaf(int number) {
    String name = captions.name(number);
    String shape = captions.shape(number);
    List<String> lines = List.of(name.isEmpty() ? "leaf" : name, shape);
    return new Shape(Kind.LEAF, lines, captions.place(number));
  }

  private static Shape cut(@Nullable Cut cut) {
    java.util.Objects.requireNonNull(cut);
    String place = Captions.place(cut.origin());
    return new Shape(
        Kind.CUT,
        List.of(cut.reason().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')),
        cut.reason().note() + (place.isEmpty() ? "" : "\n" + place));
  }
}
