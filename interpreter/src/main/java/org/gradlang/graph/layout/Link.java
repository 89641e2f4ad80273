package org.gradlang.graph.layout;

/** An edge from a box to one in a later row, by their numbers. */
public record Link(int from, int to) {}
