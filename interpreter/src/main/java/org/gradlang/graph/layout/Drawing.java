package org.gradlang.graph.layout;

import java.util.List;

/**
 * Where everything is.
 *
 * @param centers of the boxes, by their numbers
 * @param ways for each link, the points that it passes, two for each row between its ends: to be
 *     joined by curves that are vertical at each point
 */
public record Drawing(List<Point> centers, List<List<Point>> ways, double width, double height) {}
