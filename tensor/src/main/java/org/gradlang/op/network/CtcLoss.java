package org.gradlang.op.network;

import static org.gradlang.op.declare.Primitive.reads;

import java.util.Arrays;
import org.gradlang.kernel.Copies;
import org.gradlang.op.declare.Bound;
import org.gradlang.op.declare.Composite;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Fresh;
import org.gradlang.op.declare.Primitive;
import org.gradlang.op.index.Gathering;
import org.gradlang.tensor.Context;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.ErrorKind;
import org.gradlang.tensor.GradError;
import org.gradlang.tensor.Room;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;

/** Connectionist temporal classification: how unlikely sequences are, however they are timed. */
public final class CtcLoss {
  private static final String ARGUMENTS =
      "(log_probs: tensor, targets: tensor, input_lengths: ints, target_lengths: ints, blank: int";

  // log_probs (T, N, C), targets (N, S) padded; one loss for each sequence
  private static final Primitive LOSSES =
      Primitive.of(
              "ctc_loss" + ARGUMENTS + ", zero_infinity: bool)",
              a -> {
                Sequences sequences = Sequences.of(a);
                double[] losses = new double[sequences.count];
                Arrays.setAll(losses, n -> sequences.loss(n, a.flag("zero_infinity")));
                return Fresh.of(Storage.of(losses), losses.length).to(sequences.dtype);
              })
          .gradient(
              "log_probs",
              reads("log_probs", "targets"),
              v ->
                  CtcLoss.GRADIENTS
                      .tensor(
                          v.tensor("log_probs"),
                          v.tensor("targets"),
                          v.ints("input_lengths"),
                          v.ints("target_lengths"),
                          (long) v.integer("blank"),
                          v.flag("zero_infinity"))
                      .mul(v.cotangent().unsqueeze(0).unsqueeze(-1)));

  private static final Primitive GRADIENTS =
      Primitive.of(
              "ctc_loss_backward" + ARGUMENTS + ", zero_infinity: bool)",
              a -> {
                Sequences sequences = Sequences.of(a);
                double[] gradients = Room.doublesToStore(sequences.logs.length);
                for (int n = 0; n < sequences.count; n++) {
                  sequences.addGradient(n, a.flag("zero_infinity"), gradients);
                }
                return Fresh.of(Storage.of(gradients), a.tensor("log_probs").layout().sizes())
                    .to(sequences.dtype);
              })
          .gradient(
              "log_probs",
              v -> {
                throw new GradError(
                    ErrorKind.AUTOGRAD, "the gradient of ctc_loss() has no gradient itself");
              });

  private CtcLoss() {}

  public static void declare(Family family) {
    family
        .op("ctc_loss", "How unlikely target sequences are, whatever their timing in log_probs.")
        .samples(
            "ctc_loss(randn(5, 2, 4).log_softmax(2), tensor([[1, 2], [3, 3]]), [5, 5], [2, 2])")
        .constant("targets")
        .once()
        .functionOnly()
        .way(
            Composite.of(
                "ctc_loss(log_probs: tensor, targets: tensor, input_lengths: ints,"
                    + " target_lengths: ints, blank: int = 0, reduction: str = \"mean\","
                    + " zero_infinity: bool = False)",
                CtcLoss::reduced));
  }

  private static Tensor reduced(Bound a) {
    LossReduction reduction = LossReduction.named(a.operation(), a.text("reduction"));
    Tensor given = a.tensor("log_probs");
    boolean batched = given.dim() == 3;
    if (!batched && given.dim() != 2 || !given.dtype().isFloating()) {
      throw new GradError(
          ErrorKind.SHAPE,
          "ctc_loss(): log_probs are floats (time, batch, classes), not "
              + given.dtype()
              + " of shape "
              + given.layout());
    }
    Tensor logs = batched ? given : given.unsqueeze(1);
    int[] lengths = a.ints("target_lengths");
    Tensor targets = padded(a, lengths, logs.size(1));
    Tensor losses =
        LOSSES.tensor(
            logs,
            targets,
            a.ints("input_lengths"),
            lengths,
            a.whole("blank"),
            a.flag("zero_infinity"));
    Tensor result = batched ? losses : losses.squeeze(0);
    if (reduction != LossReduction.MEAN) {
      return reduction.apply(result);
    }
    double[] divisors = Arrays.stream(lengths).mapToDouble(n -> Math.max(1, n)).toArray();
    Tensor divisor = Fresh.of(Storage.of(divisors), divisors.length).to(losses.dtype());
    return losses.div(divisor).mean();
  }

  /** The targets as rows of one length, checked against the number of sequences. */
  private static Tensor padded(Bound a, int[] lengths, int count) {
    Tensor targets = a.tensor("targets");
    Gathering.requireInts(a.operation(), targets);
    if (lengths.length != count || a.ints("input_lengths").length != count) {
      throw new GradError(
          ErrorKind.SHAPE,
          "ctc_loss(): input_lengths and target_lengths need one number for each of "
              + count
              + " sequences");
    }
    if (targets.dim() == 2 && targets.size(0) == count) {
      return targets;
    }
    if (targets.dim() != 1) {
      throw new GradError(
          ErrorKind.SHAPE,
          "ctc_loss(): targets are one row for each of "
              + count
              + " sequences, or all in one vector, not of shape "
              + targets.layout());
    }
    int longest = Arrays.stream(lengths).max().orElse(0);
    long[] all = Copies.converted(targets, DType.INT64).longs();
    long[] rows = Room.longsToStore(count * longest);
    int at = 0;
    for (int n = 0; n < count; n++) {
      if (lengths[n] < 0 || at + lengths[n] > all.length) {
        throw new GradError(
            ErrorKind.SHAPE,
            "ctc_loss(): target_lengths add up to more than the " + all.length + " targets");
      }
      System.arraycopy(all, at, rows, n * longest, lengths[n]);
      at += lengths[n];
    }
    return Fresh.of(Storage.of(rows), count, longest);
  }

  /** The arguments as arrays. */
  private static final class Sequences {
    final double[] logs;
    final DType dtype;
    final int count;
    private final int classes;
    private final long[] targets;
    private final int width;
    private final int[] times;
    private final int[] lengths;
    private final int blank;

    private Sequences(Bound a) {
      Tensor x = a.tensor("log_probs");
      logs = Copies.converted(x, DType.FLOAT64).doubles();
      dtype = x.dtype();
      count = x.size(1);
      classes = x.size(2);
      Tensor rows = a.tensor("targets");
      targets = Copies.converted(rows, DType.INT64).longs();
      width = rows.size(1);
      times = a.ints("input_lengths");
      lengths = a.ints("target_lengths");
      blank = a.integer("blank");
      check(x);
    }

    static Sequences of(Bound a) {
      return new Sequences(a);
    }

    private void check(Tensor x) {
      for (int n = 0; n < count; n++) {
        if (times[n] < 0 || times[n] > x.size(0) || lengths[n] < 0 || lengths[n] > width) {
          throw new GradError(
              ErrorKind.VALUE,
              "ctc_loss(): the lengths of sequence " + n + " are beyond log_probs or targets");
        }
        for (int s = 0; s < lengths[n]; s++) {
          long target = targets[n * width + s];
          if (target < 0 || target >= classes) {
            throw new GradError(
                ErrorKind.INDEX,
                "ctc_loss(): the target " + target + " is not one of " + classes + " classes");
          }
        }
      }
      if (blank < 0 || blank >= classes) {
        throw new GradError(
            ErrorKind.INDEX, "ctc_loss(): blank must be one of " + classes + " classes");
      }
    }

    /** Symbol {@code s} of the target with blanks around every symbol. */
    private int symbol(int n, int s) {
      return s % 2 == 0 ? blank : (int) targets[n * width + s / 2];
    }

    private double log(int t, int n, int symbol) {
      return logs[(t * count + n) * classes + symbol];
    }

    /** Whether a blank may be left out before symbol {@code s}. */
    private boolean skips(int n, int s) {
      return s > 1 && symbol(n, s) != blank && symbol(n, s) != symbol(n, s - 2);
    }

    private static double[][] grid(int rows, int columns) {
      double[][] grid = new double[rows][];
      Arrays.setAll(grid, i -> Room.doubles(columns));
      return grid;
    }

    /** The logarithms of all ways to have read symbol s at time t. */
    private double[][] forward(int n) {
      int symbols = 2 * lengths[n] + 1;
      double[][] alpha = grid(times[n], symbols);
      for (int t = 0; t < times[n]; t++) {
        for (int s = 0; s < symbols; s++) {
          Context.current().worked(1);
          double before = Double.NEGATIVE_INFINITY;
          if (t == 0) {
            before = s < 2 ? 0 : before;
          } else {
            before = alpha[t - 1][s];
            before = s > 0 ? sum(before, alpha[t - 1][s - 1]) : before;
            before = skips(n, s) ? sum(before, alpha[t - 1][s - 2]) : before;
          }
          alpha[t][s] = before + log(t, n, symbol(n, s));
        }
      }
      return alpha;
    }

    /** The logarithms of all ways to go on from symbol s at time t, which is counted. */
    private double[][] backward(int n) {
      int symbols = 2 * lengths[n] + 1;
      double[][] beta = grid(times[n], symbols);
      for (int t = times[n] - 1; t >= 0; t--) {
        for (int s = symbols - 1; s >= 0; s--) {
          Context.current().worked(1);
          double after = Double.NEGATIVE_INFINITY;
          if (t == times[n] - 1) {
            after = s >= symbols - 2 ? 0 : after;
          } else {
            after = beta[t + 1][s];
            after = s + 1 < symbols ? sum(after, beta[t + 1][s + 1]) : after;
            after = s + 2 < symbols && skips(n, s + 2) ? sum(after, beta[t + 1][s + 2]) : after;
          }
          beta[t][s] = after + log(t, n, symbol(n, s));
        }
      }
      return beta;
    }

    private static double sum(double a, double b) {
      double greater = Math.max(a, b);
      return greater == Double.NEGATIVE_INFINITY
          ? greater
          : greater + Math.log1p(Math.exp(Math.min(a, b) - greater));
    }

    double loss(int n, boolean zeroInfinity) {
      double loss = -likelihood(n, forward(n));
      return zeroInfinity && loss == Double.POSITIVE_INFINITY ? 0 : loss;
    }

    private double likelihood(int n, double[][] alpha) {
      if (times[n] == 0) {
        return lengths[n] == 0 ? 0 : Double.NEGATIVE_INFINITY;
      }
      double[] last = alpha[times[n] - 1];
      double end = last[last.length - 1];
      return last.length > 1 ? sum(end, last[last.length - 2]) : end;
    }

    /**
     * exp(log_probs) less the share of each symbol, as PyTorch: the gradient in the scores that
     * log_softmax made the log_probs of.
     */
    void addGradient(int n, boolean zeroInfinity, double[] gradients) {
      double[][] alpha = forward(n);
      double likelihood = likelihood(n, alpha);
      if (zeroInfinity && likelihood == Double.NEGATIVE_INFINITY) {
        return;
      }
      double[][] beta = backward(n);
      for (int t = 0; t < times[n]; t++) {
        int start = (t * count + n) * classes;
        for (int c = 0; c < classes; c++) {
          Context.current().worked(1);
          gradients[start + c] = Math.exp(logs[start + c]);
        }
        for (int s = 0; s < alpha[t].length; s++) {
          int at = start + symbol(n, s);
          gradients[at] -= Math.exp(alpha[t][s] + beta[t][s] - logs[at] - likelihood);
        }
      }
    }
  }
}
