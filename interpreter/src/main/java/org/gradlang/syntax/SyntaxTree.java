package org.gradlang.syntax;

import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Ways through a syntax tree of any form. The parts of a node are the components of its record, so
 * this looks at records by reflection: meant for messages, too slow for running programs.
 */
public final class SyntaxTree {
  private SyntaxTree() {}

  /** The parts of a node, in the order of its components. */
  public static List<Syntax> children(Syntax node) {
    List<Syntax> children = new ArrayList<>();
    addParts((Record) node, children);
    return children;
  }

  private static void addParts(Record node, List<Syntax> children) {
    components(node).forEach(part -> add(part, children));
  }

  /** What a record of the tree consists of, in the order of its declaration. */
  static List<Object> components(Record node) {
    List<Object> components = new ArrayList<>();
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      try {
        components.add(component.getAccessor().invoke(node));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("a syntax node that cannot be read: " + node, e);
      }
    }
    return components;
  }

  private static void add(Object part, List<Syntax> children) {
    switch (part) {
      case Syntax child -> children.add(child);
      case Span _ -> {}
      case Record apart -> addParts(apart, children);
      case List<?> several -> several.forEach(one -> add(one, children));
      case Optional<?> optional -> optional.ifPresent(one -> add(one, children));
      default -> {}
    }
  }

  /** The nodes around a stretch of text, from the program to the innermost. */
  public static List<Syntax> path(Program program, Span span) {
    List<Syntax> path = new ArrayList<>();
    Syntax next = program;
    while (next != null) {
      path.add(next);
      next =
          children(next).stream()
              .filter(child -> covers(child.span(), span))
              .findFirst()
              .orElse(null);
    }
    return path;
  }

  private static boolean covers(Span outer, Span inner) {
    return outer.start() <= inner.start() && inner.end() <= outer.end();
  }

  /** A node and everything in it, in the order of the text. */
  public static List<Syntax> all(Syntax root) {
    List<Syntax> found = new ArrayList<>();
    Deque<Syntax> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Syntax node = open.pop();
      found.add(node);
      children(node).reversed().forEach(open::push);
    }
    return found;
  }
}
