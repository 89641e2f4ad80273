package org.gradlang.kernel;

import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import org.gradlang.tensor.DType;
import org.jspecify.annotations.Nullable;

/**
 * The product kernels of a dtype.
 *
 * @param wide for most of a product
 * @param tall for products of many rows, packed; the wide one as long as there is none
 * @param narrow for the last few columns, where it wastes less
 * @param flat for one row, over steps
 * @param dots for products of rows with rows; the wide one as long as there is none
 * @param readLeft whether the forms that read the left operand's rows where they are, and pack its
 *     columns in vectors, are ready
 * @param inLines whether lines of the wide one are ready
 */
record ProductKernels(
    ProductKernel wide,
    ProductKernel tall,
    ProductKernel narrow,
    ProductKernel flat,
    ProductKernel dots,
    boolean readLeft,
    boolean inLines) {
  private static final int LENGTH = 4;

  /** Rows that fit into 32 registers with two vectors each, and leave room for the operands. */
  private static final int TALL = 12;

  /** Vectors in a row of dots: 8 x 3 accumulators fit into 32 registers, 4 x 3 into 16. */
  private static final int ACROSS = 3;

  /** Nanoseconds that a compiled kernel stays below at this length, and any other is far above. */
  private static final long LIMIT = 1000;

  static ProductKernels of(DType dtype) {
    int lanes = lanes(dtype);
    int rows = rows(dtype, lanes);
    ProductKernel wide = ProductKernelWriter.write(dtype, rows, 2, lanes);
    return new ProductKernels(
        wide,
        wide,
        ProductKernelWriter.write(dtype, rows, 1, lanes),
        ProductKernelWriter.write(dtype, 1, rows, lanes),
        wide,
        false,
        false);
  }

  private static int lanes(DType dtype) {
    return dtype == DType.FLOAT64
        ? DoubleVector.SPECIES_PREFERRED.length()
        : FloatVector.SPECIES_PREFERRED.length();
  }

  /**
   * 2 x 8 accumulators fit into 32 registers, 2 x 6 into 16. {@link #TALL} rows would fit too, and
   * are faster where both operands are packed, but with more waste at the edges.
   */
  private static int rows(DType dtype, int lanes) {
    return hasManyRegisters(dtype, lanes) ? 8 : 6;
  }

  private static boolean hasManyRegisters(DType dtype, int lanes) {
    return lanes * dtype.bytes() == 64 || System.getProperty("os.arch").equals("aarch64");
  }

  /** What all products need: it becomes fast as the JVM compiles it. */
  List<BringUp.Rehearsal> rehearsals(DType dtype) {
    return List.of(
        packed(wide, dtype),
        pack(wide, dtype),
        packed(narrow, dtype),
        pack(narrow, dtype),
        overSteps(wide, dtype),
        store(wide, dtype),
        overSteps(narrow, dtype),
        overSteps(flat, dtype));
  }

  /** The same for tall ones, and for the forms that read the left operand. */
  List<BringUp.Rehearsal> rehearsalsOfTall(DType dtype) {
    List<BringUp.Rehearsal> all = new ArrayList<>();
    if (tall != wide) {
      all.addAll(List.of(packed(tall, dtype), pack(tall, dtype)));
      all.addAll(List.of(alongRows(tall, dtype), packColumns(tall, dtype)));
    }
    all.addAll(List.of(alongRows(wide, dtype), packColumns(wide, dtype)));
    all.addAll(List.of(alongRows(narrow, dtype), packColumns(narrow, dtype)));
    if (canTurn(dtype)) {
      all.add(turn(narrow, dtype));
    }
    return all;
  }

  /** The same for the forms over rows, of wide and narrow. */
  List<BringUp.Rehearsal> rehearsalsOverRows(DType dtype) {
    return List.of(overRows(wide, dtype), overRows(narrow, dtype));
  }

  /**
   * These with tall ones, where the processor has registers for them, and with the forms that read
   * the left operand.
   */
  ProductKernels withTall(DType dtype) {
    int lanes = lanes(dtype);
    ProductKernel tallest =
        hasManyRegisters(dtype, lanes) ? ProductKernelWriter.write(dtype, TALL, 2, lanes) : wide;
    return new ProductKernels(wide, tallest, narrow, flat, dots, true, inLines);
  }

  /** Whether the processor's vectors fit into the lanes of dots. */
  static boolean haveDots(DType dtype) {
    return lanes(dtype) <= ProductKernel.LANES;
  }

  /** These with dots. */
  ProductKernels withDots(DType dtype) {
    int lanes = lanes(dtype);
    int rows = hasManyRegisters(dtype, lanes) ? 8 : 4;
    return new ProductKernels(
        wide,
        tall,
        narrow,
        flat,
        ProductKernelWriter.write(dtype, rows, ACROSS, lanes),
        readLeft,
        inLines);
  }

  /** These with lines. */
  ProductKernels withLines() {
    return new ProductKernels(wide, tall, narrow, flat, dots, readLeft, true);
  }

  /** What lines need. */
  List<BringUp.Rehearsal> rehearsalsOfLines(DType dtype) {
    return List.of(lines(wide, dtype));
  }

  /** What dots need. */
  List<BringUp.Rehearsal> rehearsalsOfDots(DType dtype) {
    return List.of(dots(dots, dtype));
  }

  /**
   * What {@link ProductKernel#turn turns} as many rows as it has columns for any of these, or null
   * if that is not done in vectors.
   */
  @Nullable ProductKernel turning(DType dtype) {
    return readLeft && canTurn(dtype) ? narrow : null;
  }

  /** Vectors of 512 bits have an instruction that selects from two of them. */
  private static boolean canTurn(DType dtype) {
    return lanes(dtype) * dtype.bytes() == 64;
  }

  /** Whether these are others with or without tall ones. */
  boolean areOf(@Nullable ProductKernels others) {
    return others != null && others.wide == wide;
  }

  private static BringUp.Rehearsal packed(ProductKernel kernel, DType dtype) {
    Tile tile = Tile.of(kernel, dtype);
    int columns = kernel.columns();
    Turns adds = new Turns();
    return new BringUp.Rehearsal(
        () -> kernel.packed(tile.a, 0, tile.b, 0, LENGTH, tile.c, 0, columns, adds.next()), LIMIT);
  }

  private static BringUp.Rehearsal pack(ProductKernel kernel, DType dtype) {
    Tile tile = Tile.of(kernel, dtype);
    int[] steps = new int[kernel.rows()];
    return new BringUp.Rehearsal(
        () -> kernel.pack(tile.b, 0, tile.c, 0, kernel.rows(), steps, 0), LIMIT);
  }

  private static BringUp.Rehearsal packColumns(ProductKernel kernel, DType dtype) {
    int size = LENGTH * (kernel.rows() + kernel.overhang());
    Object from = Elements.allocate(dtype, size);
    Object to = Elements.allocate(dtype, size);
    int rows = kernel.rows();
    return new BringUp.Rehearsal(() -> kernel.packColumns(from, 0, to, 0, LENGTH, rows), LIMIT);
  }

  private static BringUp.Rehearsal turn(ProductKernel kernel, DType dtype) {
    int lanes = kernel.columns();
    Object from = Elements.allocate(dtype, lanes * lanes);
    Object to = Elements.allocate(dtype, lanes * lanes);
    return new BringUp.Rehearsal(
        () -> kernel.turn(from, 0, to, 0, lanes, lanes, lanes, lanes), LIMIT);
  }

  private static BringUp.Rehearsal alongRows(ProductKernel kernel, DType dtype) {
    Tile tile = Tile.of(kernel, dtype);
    int columns = kernel.columns();
    Turns adds = new Turns();
    return new BringUp.Rehearsal(
        () ->
            kernel.alongRows(tile.a, 0, tile.b, 0, LENGTH, tile.c, 0, columns, adds.next(), LENGTH),
        LIMIT);
  }

  private static BringUp.Rehearsal store(ProductKernel kernel, DType dtype) {
    Tile tile = Tile.of(kernel, dtype);
    int width = kernel.columns() - 1;
    return new BringUp.Rehearsal(() -> kernel.store(tile.b, 0, tile.c, 0, 2, 0, width, 1), LIMIT);
  }

  private static BringUp.Rehearsal overSteps(ProductKernel kernel, DType dtype) {
    Tile tile = Tile.of(kernel, dtype);
    int columns = kernel.columns();
    int[] steps = new int[LENGTH];
    Turns adds = new Turns();
    return new BringUp.Rehearsal(
        () ->
            kernel.overSteps(tile.a, 0, tile.b, 0, LENGTH, tile.c, 0, columns, adds.next(), steps),
        LIMIT);
  }

  private static BringUp.Rehearsal lines(ProductKernel kernel, DType dtype) {
    int width = kernel.columns() + 1;
    int stride = 2 * width;
    Object a = Elements.allocate(dtype, kernel.rows() * LENGTH);
    Object b = Elements.allocate(dtype, stride + LENGTH);
    Object c = Elements.allocate(dtype, kernel.rows() * stride);
    Object more = Elements.allocate(dtype, kernel.rows());
    int[] steps = new int[LENGTH];
    return new BringUp.Rehearsal(
        () -> kernel.lines(a, 0, b, 0, LENGTH, c, 0, stride, 2, steps, width, width, more, 0),
        LIMIT);
  }

  private static BringUp.Rehearsal overRows(ProductKernel kernel, DType dtype) {
    Tile tile = Tile.of(kernel, dtype);
    int[] zeros = new int[Math.max(LENGTH, kernel.rows())];
    int columns = kernel.columns();
    Turns adds = new Turns();
    return new BringUp.Rehearsal(
        () ->
            kernel.overRows(
                tile.a, 0, tile.b, 0, LENGTH, tile.c, 0, columns, adds.next(), zeros, 0, zeros, 0),
        LIMIT);
  }

  private static BringUp.Rehearsal dots(ProductKernel kernel, DType dtype) {
    int length = LENGTH * ProductKernel.LANES;
    Object a = Elements.allocate(dtype, kernel.rows() * length);
    Object b = Elements.allocate(dtype, ACROSS * length);
    int stride = ACROSS * ProductKernel.LANES;
    Object sums = Elements.allocate(dtype, kernel.rows() * stride);
    return new BringUp.Rehearsal(
        () -> kernel.dots(a, 0, length, b, 0, length, length, sums, 0, stride), LIMIT);
  }

  /** Both ways of a choice by turns: one that the JVM has not seen is not compiled. */
  private static final class Turns {
    private boolean turn;

    boolean next() {
      turn = !turn;
      return turn;
    }
  }

  /** Operands and result to try a kernel on. */
  private record Tile(Object a, Object b, Object c) {
    static Tile of(ProductKernel kernel, DType dtype) {
      int size = LENGTH * Math.max(kernel.rows(), kernel.columns());
      return new Tile(
          Elements.allocate(dtype, size),
          Elements.allocate(dtype, size),
          Elements.allocate(dtype, kernel.rows() * kernel.columns()));
    }
  }
}
