package org.gradlang.op.declare;

import org.gradlang.tensor.Storage;

/** Single elements of storages, where a loop needs them one by one. */
public final class Elements {
  private Elements() {}

  public static double real(Storage storage, int at) {
    return switch (storage.dtype()) {
      case FLOAT32 -> storage.floats()[at];
      case FLOAT64 -> storage.doubles()[at];
      case INT64 -> (double) storage.longs()[at];
      case BOOL -> storage.bools()[at];
    };
  }

  public static long whole(Storage storage, int at) {
    return switch (storage.dtype()) {
      case FLOAT32 -> (long) storage.floats()[at];
      case FLOAT64 -> (long) storage.doubles()[at];
      case INT64 -> storage.longs()[at];
      case BOOL -> storage.bools()[at];
    };
  }

  /** Sets an element from a float. */
  public static void put(Storage storage, int at, double value) {
    switch (storage.dtype()) {
      case FLOAT32 -> storage.floats()[at] = (float) value;
      case FLOAT64 -> storage.doubles()[at] = value;
      case INT64 -> storage.longs()[at] = (long) value;
      case BOOL -> storage.bools()[at] = (byte) (value != 0 ? 1 : 0);
    }
  }

  /** Copies one element between storages of one dtype. */
  public static void copy(Storage from, int at, Storage to, int target) {
    switch (from.dtype()) {
      case FLOAT32 -> to.floats()[target] = from.floats()[at];
      case FLOAT64 -> to.doubles()[target] = from.doubles()[at];
      case INT64 -> to.longs()[target] = from.longs()[at];
      case BOOL -> to.bools()[target] = from.bools()[at];
    }
  }

  /** Adds one element to another of the same dtype; bools are or-ed. */
  public static void add(Storage from, int at, Storage to, int target) {
    switch (from.dtype()) {
      case FLOAT32 -> to.floats()[target] += from.floats()[at];
      case FLOAT64 -> to.doubles()[target] += from.doubles()[at];
      case INT64 -> to.longs()[target] += from.longs()[at];
      case BOOL -> to.bools()[target] |= from.bools()[at];
    }
  }
}
