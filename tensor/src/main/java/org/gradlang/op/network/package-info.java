/**
 * What neural networks are made of: losses, convolutions, pooling, normalisation, embeddings,
 * attention, dropout.
 */
@NullMarked
package org.gradlang.op.network;

import org.jspecify.annotations.NullMarked;
