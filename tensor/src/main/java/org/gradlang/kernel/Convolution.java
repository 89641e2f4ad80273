package org.gradlang.kernel;

import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Scalar;
import org.gradlang.tensor.Scratch;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;

/**
 * Convolutions of any number of spatial dimensions: the columns that a window sees, times the
 * weights.
 *
 * <p>Images are (N, C, spatial...), results (N, O, positions...), weights (O, C / groups,
 * kernel...); all of one float dtype. Each of the three is linear in two of them, and what the
 * others need for their gradients.
 *
 * <p>The columns of several small images stand side by side, so that one product serves them all.
 * However many there are, each element of a result is the same chain of multiply-adds.
 */
public final class Convolution {
  /** Elements of the columns of one block: they should stay in the cache of a core. */
  private static final int SPACE = 1 << 18;

  /** Multiply-adds from which on a second thread pays. */
  private static final long PARALLEL = 1 << 18;

  private final Window window;
  private final DType dtype;
  private final int groups;
  private final int batch;
  private final int inputs;
  private final int outputs;
  private final int columns;
  private final int rows;
  private final Columns seen;

  private Convolution(
      Window window, DType dtype, int groups, int batch, int channels, int filters) {
    this.window = window;
    this.dtype = dtype;
    this.groups = groups;
    this.batch = batch;
    this.inputs = channels / groups;
    this.outputs = filters / groups;
    this.columns = window.positionCount();
    this.rows = inputs * window.kernelSize();
    this.seen = new Columns(window);
  }

  /** Some images, of one group of channels. */
  private record Block(int group, int image, int images) {}

  private interface BlockTask {
    void run(Block block, boolean alone);
  }

  /** The result of images and weights. */
  public static Storage results(Strided images, Strided weights, Window window, int groups) {
    int filters = weights.layout().size(0);
    Convolution c = of(images, filters, window, groups);
    Object x = dense(images);
    Object w = dense(weights);
    Storage y = Storage.zeros(c.dtype, c.batch * filters * c.columns);
    c.eachBlock((block, alone) -> c.results(block, alone, x, w, Elements.array(y)));
    return y;
  }

  private void results(Block block, boolean alone, Object x, Object w, Object y) {
    Matrix columns = columnsOf(x, block);
    Matrix sums = block.images == 1 ? result(y, block) : zeros(outputs, columns.columns());
    product(filters(w, block), columns, sums, alone);
    if (block.images > 1) {
      moveResults(y, block, sums.array(), false);
      give(sums.array());
    }
    release(columns, x);
  }

  /** The images from which {@link #results} leads to these results, transposed: its adjoint. */
  public static Storage images(Strided results, Strided weights, Window window, int groups) {
    int filters = weights.layout().size(0);
    int channels = weights.layout().size(1) * groups;
    int batch = results.layout().size(0);
    Convolution c = new Convolution(window, results.dtype(), groups, batch, channels, filters);
    Object y = dense(results);
    Object w = dense(weights);
    Storage x = Storage.zeros(c.dtype, batch * channels * window.imageSize());
    c.eachBlock((block, alone) -> c.images(block, alone, y, w, Elements.array(x)));
    return x;
  }

  private void images(Block block, boolean alone, Object y, Object w, Object x) {
    boolean direct = isDirect(block);
    Matrix columns = direct ? image(x, block) : zeros(rows, block.images * this.columns);
    Matrix results = resultsOf(y, block);
    product(filters(w, block).transposed(), results, columns, alone);
    if (!direct) {
      for (int i = 0; i < block.images; i++) {
        int at = imageStart(block, i);
        seen.add(columns.array(), i * this.columns, columns.columns(), x, at, inputs);
      }
    }
    release(columns, x);
    release(results, y);
  }

  /** The adjoint of {@link #results} in the weights: sums of images times results. */
  public static Storage weights(Strided images, Strided results, Window window, int groups) {
    int filters = results.layout().size(1);
    Convolution c = of(images, filters, window, groups);
    Object x = dense(images);
    Object y = dense(results);
    Storage w = Storage.zeros(c.dtype, filters * c.rows);
    c.eachGroup((group, alone) -> c.weights(group, alone, x, y, Elements.array(w)));
    return w;
  }

  /** Adds up images in their order, and in each its positions. */
  private void weights(Block group, boolean alone, Object x, Object y, Object w) {
    int together = together();
    for (int image = 0; image < batch; image += together) {
      Block block = new Block(group.group, image, Math.min(together, batch - image));
      Matrix columns = columnsOf(x, block);
      Matrix results = resultsOf(y, block);
      product(results, columns.transposed(), filters(w, block), alone);
      release(columns, x);
      release(results, y);
    }
  }

  private static Convolution of(Strided images, int filters, Window window, int groups) {
    Layout layout = images.layout();
    return new Convolution(window, images.dtype(), groups, layout.size(0), layout.size(1), filters);
  }

  private static Object dense(Strided x) {
    boolean dense = x.layout().isContiguous() && x.layout().offset() == 0;
    return Elements.array(dense ? x.storage() : Copies.contiguous(x));
  }

  // Who computes what.

  /** Images whose columns fit into a block. */
  private int together() {
    return Math.clamp(SPACE / Math.max(1L, (long) rows * columns), 1, Math.max(1, batch));
  }

  private long work() {
    return (long) rows * columns * outputs * batch * groups;
  }

  /** Runs a task on all blocks, in any order: threads share them, or, where they are few, each. */
  private void eachBlock(BlockTask task) {
    if (work() == 0) {
      return;
    }
    Context context = Context.current();
    int shares = work() < PARALLEL ? 1 : context.threads();
    int together = Math.min(together(), (batch + shares - 1) / shares);
    int each = (batch + together - 1) / together;
    share(
        each * groups,
        shares,
        (i, alone) -> {
          int image = i % each * together;
          task.run(new Block(i / each, image, Math.min(together, batch - image)), alone);
        });
  }

  /** Runs a task on the whole batch of each group. */
  private void eachGroup(BlockTask task) {
    int shares = work() < PARALLEL ? 1 : Context.current().threads();
    if (work() > 0) {
      share(groups, shares, (i, alone) -> task.run(new Block(i, 0, batch), alone));
    }
  }

  private interface NumberedTask {
    void run(int number, boolean alone);
  }

  private static void share(int tasks, int shares, NumberedTask task) {
    if (tasks < shares) {
      for (int i = 0; i < tasks; i++) {
        task.run(i, false);
      }
    } else {
      Context.current()
          .split(
              tasks,
              (tasks + shares - 1) / shares,
              (from, to) -> {
                for (int i = from; i < to; i++) {
                  task.run(i, true);
                }
              });
    }
  }

  private static void product(Matrix a, Matrix b, Matrix c, boolean alone) {
    if (alone) {
      Gemm.addAlone(a, b, c);
    } else {
      Gemm.add(a, b, c);
    }
  }

  // What stands where.

  private Matrix matrix(Object array, int rows, int columns, int offset) {
    return new Matrix(dtype, array, offset, rows, columns, columns, 1);
  }

  /** The weights of a block's group: (outputs, rows). */
  private Matrix filters(Object w, Block block) {
    return matrix(w, outputs, rows, block.group * outputs * rows);
  }

  /** The results of a block of one image: (outputs, columns). */
  private Matrix result(Object y, Block block) {
    return matrix(y, outputs, columns, resultStart(block, 0));
  }

  private int resultStart(Block block, int image) {
    return ((block.image + image) * groups + block.group) * outputs * columns;
  }

  /** The channels of a block of one image: (inputs, size of the image). */
  private Matrix image(Object x, Block block) {
    return matrix(x, inputs, window.imageSize(), imageStart(block, 0));
  }

  private int imageStart(Block block, int image) {
    return ((block.image + image) * groups + block.group) * inputs * window.imageSize();
  }

  /** Whether the columns are the image itself. */
  private boolean isDirect(Block block) {
    return block.images == 1 && window.isIdentity();
  }

  /** What the window sees: (rows, images and positions). */
  private Matrix columnsOf(Object x, Block block) {
    if (isDirect(block)) {
      return image(x, block);
    }
    Matrix columns = scratch(rows, block.images * this.columns);
    for (int i = 0; i < block.images; i++) {
      int at = imageStart(block, i);
      seen.gather(x, at, inputs, columns.array(), i * this.columns, columns.columns());
    }
    return columns;
  }

  /** The results of a block: (outputs, images and positions). */
  private Matrix resultsOf(Object y, Block block) {
    if (block.images == 1) {
      return result(y, block);
    }
    Matrix results = scratch(outputs, block.images * columns);
    moveResults(y, block, results.array(), true);
    return results;
  }

  /** Copies results between where they stand image by image, and where they stand side by side. */
  private void moveResults(Object y, Block block, Object aside, boolean gather) {
    int width = block.images * columns;
    for (int i = 0; i < block.images; i++) {
      int start = resultStart(block, i);
      for (int o = 0; o < outputs; o++) {
        int own = start + o * columns;
        int other = o * width + i * columns;
        if (gather) {
          Elements.copy(y, dtype, own, 1, aside, dtype, other, 1, columns);
        } else {
          Elements.copy(aside, dtype, other, 1, y, dtype, own, 1, columns);
        }
      }
    }
  }

  // Memory for a while.

  private Matrix scratch(int rows, int columns) {
    Scratch scratch = Context.current().scratch();
    int length = Layout.numelOf(new int[] {rows, columns});
    Object space = dtype == DType.FLOAT64 ? scratch.doubles(length) : scratch.floats(length);
    return matrix(space, rows, columns, 0);
  }

  private Matrix zeros(int rows, int columns) {
    Matrix zeros = scratch(rows, columns);
    Elements.fill(zeros.array(), dtype, 0, rows * columns, Scalar.of(0));
    return zeros;
  }

  /** Gives back the memory of a matrix, unless it stands in {@code tensor}. */
  private static void release(Matrix matrix, Object tensor) {
    if (matrix.array() != tensor) {
      give(matrix.array());
    }
  }

  private static void give(Object array) {
    Scratch scratch = Context.current().scratch();
    if (array instanceof double[] doubles) {
      scratch.give(doubles);
    } else {
      scratch.give((float[]) array);
    }
  }
}
