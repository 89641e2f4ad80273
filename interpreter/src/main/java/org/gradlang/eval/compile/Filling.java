package org.gradlang.eval.compile;

/**
 * A comprehension on its way, as its code takes it over.
 *
 * @param iterator what its first clause goes through
 * @param result what it fills
 */
public record Filling(Object iterator, Object result) {}
