package org.gradlang.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays that kernels use for a while, kept for the next kernel: allocating one means zeroing it,
 * which costs as much as filling it. What they hold is arbitrary.
 */
public final class Scratch {
  private static final int KEPT = 6;
  private static final int LARGEST = 1 << 20;

  /** Elements of a tile: a few tiles fit into the first-level cache. */
  public static final int TILE = 512;

  private static final int TILES = 32;

  private final List<float[]> floats = new ArrayList<>();
  private final List<double[]> doubles = new ArrayList<>();
  private final List<float[]> floatTiles = new ArrayList<>();
  private final List<double[]> doubleTiles = new ArrayList<>();

  Scratch() {}

  /** At least {@code length} elements, of all that do the shortest; to be given back. */
  public float[] floats(int length) {
    int best = -1;
    for (int i = floats.size() - 1; i >= 0; i--) {
      int there = floats.get(i).length;
      if (there >= length && (best < 0 || there < floats.get(best).length)) {
        best = i;
      }
    }
    return best < 0 ? Room.floats(length) : floats.remove(best);
  }

  /** At least {@code length} elements, of all that do the shortest; to be given back. */
  public double[] doubles(int length) {
    int best = -1;
    for (int i = doubles.size() - 1; i >= 0; i--) {
      int there = doubles.get(i).length;
      if (there >= length && (best < 0 || there < doubles.get(best).length)) {
        best = i;
      }
    }
    return best < 0 ? Room.doubles(length) : doubles.remove(best);
  }

  /** At least {@code length} elements of a float dtype; to be given back. */
  public Object take(DType dtype, int length) {
    return dtype == DType.FLOAT64 ? doubles(length) : floats(length);
  }

  /** Takes an array of either dtype back. */
  public void give(Object array) {
    if (array instanceof double[] elements) {
      give(elements);
    } else {
      give((float[]) array);
    }
  }

  /** Takes an array back. */
  public void give(float[] array) {
    if (array.length <= LARGEST) {
      keep(floats, array);
    }
  }

  /** Takes an array back. */
  public void give(double[] array) {
    if (array.length <= LARGEST) {
      keep(doubles, array);
    }
  }

  /** {@link #TILE} elements; to be given back. Small tensors' temporaries are tiles as well. */
  public Object takeTile(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> floatTiles.isEmpty() ? new float[TILE] : floatTiles.removeLast();
      case FLOAT64 -> doubleTiles.isEmpty() ? new double[TILE] : doubleTiles.removeLast();
      case INT64 -> new long[TILE];
      case BOOL -> new byte[TILE];
    };
  }

  /** Takes a tile of any dtype back; keeps those of floats, and nothing of another length. */
  public void giveTile(Object tile) {
    if (tile instanceof float[] floatTile
        && floatTile.length == TILE
        && floatTiles.size() < TILES) {
      floatTiles.add(floatTile);
    } else if (tile instanceof double[] doubleTile
        && doubleTile.length == TILE
        && doubleTiles.size() < TILES) {
      doubleTiles.add(doubleTile);
    }
  }

  private static <T> void keep(List<T> arrays, T array) {
    if (arrays.size() == KEPT) {
      arrays.removeFirst();
    }
    arrays.add(array);
  }
}
