package org.gradlang.autograd;

/** A way for a gradient: it belongs to output number {@code output} of {@code node}. */
public record Edge(Node node, int output) {}
