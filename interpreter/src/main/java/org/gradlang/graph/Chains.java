package org.gradlang.graph;

import java.util.Arrays;
import org.gradlang.autograd.Node;
import org.gradlang.autograd.Survey;

/** Finds what comes again and again: the steps of a loop. */
final class Chains {
  /** The longest step that is recognized, in nodes. */
  private static final int LONGEST = 64;

  /** Fewer nodes than these are not worth a line that tells of them. */
  private static final int WORTH = 6;

  private final Survey survey;
  private final Skeleton skeleton;

  /** For each node, a hash of itself and of all that hangs below it. */
  private final long[] below;

  private int[] way = {};
  private long[] keys = {};

  /** So many nodes of a way, so many times one after the other. */
  record Repeat(int length, int times) {
    static final Repeat NONE = new Repeat(1, 1);

    int nodes() {
      return length * times;
    }
  }

  Chains(Survey survey, Skeleton skeleton) {
    this.survey = survey;
    this.skeleton = skeleton;
    this.below = new long[survey.size()];
    for (int node = survey.size() - 1; node >= 0; node--) {
      below[node] = key(node, -1);
    }
  }

  /** What repeats itself from a place of a way on. */
  Repeat repeat(int[] on, int at) {
    if (on != way) {
      way = on;
      keys = new long[on.length];
      Arrays.setAll(keys, i -> key(on[i], i + 1 < on.length ? on[i + 1] : -1));
    }
    for (int length = 1; length <= LONGEST && at + 3 * length <= keys.length; length++) {
      int times = times(at, length);
      if (times >= 3 && (times - 1) * length >= WORTH) {
        return new Repeat(length, times);
      }
    }
    return Repeat.NONE;
  }

  private int times(int at, int length) {
    int end = at + length;
    while (end < keys.length && keys[end] == keys[end - length]) {
      end++;
    }
    return (end - at) / length;
  }

  /** A node with what branches off it, without what follows it on a way. */
  private long key(int node, int next) {
    long key = own(node);
    for (int input = 0; input < survey.inputs(node); input++) {
      int target = survey.target(node, input);
      if (target >= 0 && target == next) {
        key = mix(key, 1);
      } else if (target < 0) {
        key = mix(key, survey.cut(node, input) == null ? 2 : 3);
      } else {
        boolean hangs = skeleton.isChild(node, target);
        key = mix(key, hangs ? below[target] : own(target));
      }
    }
    return key;
  }

  /** Leaves of one shape are alike: each layer has its own. */
  private long own(int number) {
    Node node = survey.node(number);
    long key = mix(node.name().hashCode(), Arrays.hashCode(node.layout(0).sizes()));
    key = mix(key, node.dtype(0).name().hashCode());
    return survey.isLeaf(number) ? key : mix(key, node.origin().hashCode());
  }

  private static long mix(long key, long more) {
    long mixed = (key ^ more) * 0x9E3779B97F4A7C15L;
    return mixed ^ mixed >>> 29;
  }
}
