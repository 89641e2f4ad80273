package org.gradlang.autograd;

/**
 * What a tensor knows about its graph. Most know one thing: the node whose first result they are,
 * or why they have no gradient. Whatever is more has an {@link AutogradState}, which {@link
 * Graph#stateOf} makes when it comes; that would be an eighth of what a small result takes.
 */
public sealed interface Part permits AutogradState, Cut, Node {}
