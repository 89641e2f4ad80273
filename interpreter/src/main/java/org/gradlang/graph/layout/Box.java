package org.gradlang.graph.layout;

/** The size of what is drawn for a node. */
public record Box(double width, double height) {}
