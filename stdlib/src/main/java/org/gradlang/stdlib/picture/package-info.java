/**
 * Looking: {@code plot}, {@code show}, and images as files.
 *
 * <p>{@code PictureFunctions} declares the functions. A {@code Figure} holds a {@code Chart}:
 * {@code Series} on two {@code Axis}es. {@code ChartPainter} draws it on a {@code Canvas}, which
 * writes SVG or fills pixels; {@code TextChart} draws it with characters. An {@code ImageTensor}
 * becomes pixels. May depend on the interpreter; only {@code PixelCanvas} and {@code ImageEncoder}
 * use java.desktop.
 */
@NullMarked
package org.gradlang.stdlib.picture;

import org.jspecify.annotations.NullMarked;
