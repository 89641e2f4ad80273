package org.gradlang.kernel;

import java.util.ArrayList;
import java.util.List;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Fusion;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Operand;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Strided;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A formula and its operands, not computed yet: a temporary that the next pointwise operation takes
 * into its own formula. Its elements never reach memory, unless a graph node keeps them: then they
 * are written in the same pass.
 *
 * <p>Nothing but the elements is put off. The operation has checked its arguments and recorded
 * itself, so that errors, graphs, places and their order are those of single operations.
 */
public final class Deferred extends Storage.Source {
  /** Steps that one pass takes at most: their tiles must stay in the first-level cache. */
  private static final int LARGEST = 24;

  private static final Operand[] NOTHING = {};

  private final PointwiseLoop loop;
  private Operand[] operands;
  private final Layout layout;
  private final Storage storage;
  private final int size;
  private boolean kept;
  private boolean done;

  /** The variable that has it and will be read again; null for none. */
  private @Nullable Object holder;

  /** Whether a variable had it, so that several may read it. */
  private boolean shared;

  /** Whether one who read that variable may still ask for the elements. */
  private boolean asked;

  private Deferred(PointwiseLoop loop, Operand[] operands, Layout layout, DType dtype, int size) {
    this.loop = loop;
    this.operands = operands;
    this.layout = layout;
    this.size = size;
    this.storage = Storage.awaiting(dtype, this);
  }

  /**
   * The elements of a formula: to be computed, where the context says that they are a temporary, or
   * computed now, together with the temporaries among the operands.
   *
   * @param layout that of the result, contiguous from offset 0
   * @param compute the dtype that is computed in
   * @param result the dtype of the result
   */
  public static Storage of(
      Context context,
      PointwiseLoop loop,
      Operand[] operands,
      Layout layout,
      DType compute,
      DType result) {
    Fusion fusion = context.fusion();
    boolean fits = compute == result && compute.isFloating() && loop.formula() instanceof Apply;
    int size = 1;
    for (Operand operand : operands) {
      Deferred part = waiting(operand);
      if (part == null) {
        continue;
      }
      Layout seen = ((Tensor) operand).layout();
      if (fits && size + part.size <= LARGEST && part.fits(seen, layout, compute)) {
        size += part.size;
      } else {
        part.settle();
      }
    }
    if (fits && fusion.isOpen() && isPlain(context)) {
      Deferred deferred = new Deferred(loop, operands, layout, compute, size);
      fusion.add(deferred);
      return deferred.storage;
    }
    if (size == 1) {
      return loop.evaluate(operands, layout, compute, result);
    }
    Deferred root = new Deferred(loop, operands, layout, compute, size);
    root.compute(true);
    return root.storage;
  }

  /** Whether nobody looks at temporaries as they are made. */
  private static boolean isPlain(Context context) {
    return context.trace() == null && !context.detectsAnomaly() && context.keeper() == null;
  }

  /** Whether it can be a part of a formula: seen as a whole, element by element. */
  private boolean fits(Layout seen, Layout result, DType compute) {
    return storage.dtype() == compute
        && seen.isContiguous()
        && seen.offset() == 0
        && seen.sameSizes(layout)
        && seen.sameSizes(result);
  }

  @Override
  public int length() {
    return layout.numel();
  }

  @Override
  public void keep() {
    kept = true;
  }

  @Override
  public boolean reads(Storage elements) {
    for (Operand operand : operands) {
      if (operand instanceof Strided read && read.storage().sharesWith(elements)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void hold(Object variable) {
    holder = variable;
    shared = true;
    asked = true;
  }

  @Override
  public void letGo(Object variable, boolean stillAsked) {
    if (holder == variable) {
      holder = null;
      asked = stillAsked;
    }
  }

  @Override
  public void settle() {
    compute(false);
  }

  /**
   * Computes it and what it reads.
   *
   * @param taken whether the operation that runs now takes all that have read variables for the
   *     last time, so that nobody asks for their elements any more
   */
  private void compute(boolean taken) {
    Tree tree = new Tree();
    tree.add(this);
    tree.evaluate(taken);
  }

  /** Whoever computes an operand's elements; null if they are there. */
  private static @Nullable Deferred waiting(Operand operand) {
    return operand instanceof Tensor tensor && tensor.storage().source() instanceof Deferred part
        ? part
        : null;
  }

  /** What one pass computes: an expression's steps, each after those that it reads. */
  private static final class Tree {
    private final List<Deferred> nodes = new ArrayList<>();
    private final List<Operand> leaves = new ArrayList<>();

    /** For each step where its operands are: leaf i as i, step j as -1 - j. */
    private final List<int[]> places = new ArrayList<>();

    /** Adds a step and what it reads; the answer is its place. */
    int add(Deferred node) {
      if (node.done) {
        throw new IllegalStateException("a temporary outlived its expression");
      }
      int[] read = new int[node.operands.length];
      for (int i = 0; i < read.length; i++) {
        Deferred part = waiting(node.operands[i]);
        read[i] = part == null ? leaf(node.operands[i]) : known(part);
      }
      nodes.add(node);
      places.add(read);
      return -nodes.size();
    }

    private int known(Deferred part) {
      int at = nodes.indexOf(part);
      return at < 0 ? add(part) : -1 - at;
    }

    /** A tensor that is read twice is one operand. */
    private int leaf(Operand operand) {
      for (int i = 0; i < leaves.size(); i++) {
        if (leaves.get(i) == operand) {
          return i;
        }
      }
      leaves.add(operand);
      return leaves.size() - 1;
    }

    /** Computes the last step, and those that graph nodes keep or variables share with others. */
    void evaluate(boolean taken) {
      Deferred last = nodes.getLast();
      last.kept = true;
      Fusion fusion = Context.current().fusion();
      for (Deferred node : nodes) {
        node.kept |= node.shared && isWanted(node, taken, fusion);
      }
      List<Deferred> wanted = nodes.stream().filter(node -> node.kept).toList();
      for (Deferred node : nodes) {
        fusion.remove(node);
        node.done = true;
        node.operands = NOTHING; // a variable may have it for long
      }
      PointwiseBatch batch = Context.current().batches().of(shape(), this::formulas);
      DType dtype = last.storage.dtype();
      Storage[] results = batch.evaluate(leaves.toArray(Operand[]::new), last.layout, dtype);
      for (int i = 0; i < results.length; i++) {
        wanted.get(i).storage.take(results[i]);
      }
    }

    /** Whether somebody else will want what a variable has, or had. */
    private boolean isWanted(Deferred node, boolean taken, Fusion fusion) {
      if (node.holder != null || node.asked && !taken) {
        return true;
      }
      for (Storage.Source other : fusion.waiting()) {
        if (other instanceof Deferred reader
            && reader.reads(node.storage)
            && !nodes.contains(reader)) {
          return true;
        }
      }
      return false;
    }

    /** All that the formulas follow from, and nothing else. */
    private List<Object> shape() {
      List<Object> shape = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        Deferred node = nodes.get(i);
        shape.add(node.loop);
        shape.add(node.kept);
        for (int place : places.get(i)) {
          shape.add(place);
        }
      }
      return shape;
    }

    private List<Formula> formulas() {
      List<Formula> made = new ArrayList<>();
      List<Formula> wanted = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        List<Formula> read = new ArrayList<>();
        for (int place : places.get(i)) {
          read.add(place < 0 ? made.get(-1 - place) : Formula.input(place));
        }
        Deferred node = nodes.get(i);
        Formula formula = node.loop.formula().substitute(read);
        made.add(formula);
        if (node.kept) {
          wanted.add(formula);
        }
      }
      return wanted;
    }
  }
}
