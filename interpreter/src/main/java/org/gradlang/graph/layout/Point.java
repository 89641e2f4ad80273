package org.gradlang.graph.layout;

/** A place of a drawing; y grows downwards. */
public record Point(double x, double y) {}
