package org.gradlang.op.network;

import org.gradlang.kernel.Formula;
import org.gradlang.op.declare.Family;
import org.gradlang.op.declare.Update;
import org.gradlang.op.declare.UpdateDraft;

/**
 * The steps of optimizers on one parameter, each in one pass through memory.
 *
 * <p>Every one has the bits of its plain form, which stands in the optimizer's {@code .grad} file;
 * numbers that depend on the count of steps are made there.
 */
public final class OptimizerSteps {
  private OptimizerSteps() {}

  public static void declare(Family family) {
    descent(family);
    adam(family);
    adamVariants(family);
    runningSquares(family);
    signs(family);
  }

  private static void descent(Family family) {
    family
        .op("optim_sgd_", "One step of SGD on a parameter and its momentum_buffer.")
        .samples(
            "optim.sgd_(ones(3), ones(3), None, 0.1)",
            "optim.sgd_(ones(3), ones(3), ones(3), 0.1, 0.9, 0.1, 0.01, False, True)",
            "optim.sgd_(ones(3), ones(3), ones(3), 0.1, 0.9, nesterov=True)")
        .way(
            Update.of(
                "optim_sgd_(param: tensor, grad: tensor, momentum_buffer: tensor?, lr: float,"
                    + " momentum: float = 0., dampening: float = 0., weight_decay: float? = 0.,"
                    + " nesterov: bool = False, maximize: bool = False)",
                OptimizerSteps::sgd))
        .functionOnly();
  }

  /** The gradient that is followed down: turned round to maximise, with the decay added. */
  private static Formula downhill(UpdateDraft draft) {
    Formula g = draft.has("maximize") ? draft.of("grad").neg() : draft.of("grad");
    return draft.has("weight_decay") ? g.add(draft.of("param").mul(draft.of("weight_decay"))) : g;
  }

  private static void sgd(UpdateDraft draft) {
    Formula d = downhill(draft);
    if (draft.has("momentum_buffer")) {
      Formula momentum = draft.of("momentum");
      Formula before = draft.of("momentum_buffer").mul(momentum);
      Formula buffer =
          draft.write("momentum_buffer", before.add(d.mul(draft.complement("dampening"))));
      d = draft.has("nesterov") ? d.add(buffer.mul(momentum)) : buffer;
    }
    draft.write("param", draft.of("param").sub(d.mul(draft.of("lr"))));
  }

  /** A running average: {@code share} of it is kept, the rest is of x. */
  private static Formula average(UpdateDraft draft, String name, String share, Formula x) {
    Formula kept = draft.of(name).mul(draft.of(share));
    return draft.write(name, kept.add(x.mul(draft.complement(share))));
  }

  private static Formula averageOfSquares(UpdateDraft draft, String name, String share, Formula x) {
    Formula kept = draft.of(name).mul(draft.of(share));
    return draft.write(name, kept.add(draft.complement(share).mul(x).mul(x)));
  }

  /** {@code from - rate * numerator / denominator}. */
  private static Formula less(Formula from, Formula rate, Formula numerator, Formula denominator) {
    return from.sub(rate.mul(numerator).div(denominator));
  }

  private static void adam(Family family) {
    family
        .op("optim_adam_", "One step of Adam; root corrects the average of squares, shrink decays.")
        .samples(
            "optim.adam_(ones(3), ones(3), ones(3), ones(3), None, 0.1, 0.5, 0.9, 0.99, 1e-8)",
            "optim.adam_(ones(3), ones(3), ones(3), ones(3), ones(3), 0.1, 0.5, 0.9, 0.99,"
                + " 1e-8, 0.1, None, True)",
            "optim.adam_(ones(3), ones(3), ones(3), ones(3), None, 0.1, 0.5, 0.9, 0.99, 1e-8,"
                + " shrink=0.98)")
        .way(
            Update.of(
                "optim_adam_(param: tensor, grad: tensor, exp_avg: tensor, exp_avg_sq: tensor,"
                    + " max_exp_avg_sq: tensor?, rate: float, root: float, beta1: float,"
                    + " beta2: float, eps: float, weight_decay: float? = 0.,"
                    + " shrink: float? = None, maximize: bool = False)",
                OptimizerSteps::adamStep))
        .functionOnly();
  }

  private static void adamStep(UpdateDraft draft) {
    Formula p = draft.of("param");
    Formula g = downhill(draft);
    Formula m = average(draft, "exp_avg", "beta1", g);
    Formula v = averageOfSquares(draft, "exp_avg_sq", "beta2", g);
    Formula spread =
        draft.has("max_exp_avg_sq")
            ? draft.write("max_exp_avg_sq", draft.of("max_exp_avg_sq").max(v))
            : v;
    Formula denominator = spread.sqrt().div(draft.of("root")).add(draft.of("eps"));
    if (draft.has("shrink")) {
      p = p.mul(draft.of("shrink"));
      draft.changes(2);
    }
    draft.write("param", less(p, draft.of("rate"), m, denominator));
  }

  private static void adamVariants(Family family) {
    String averages = "(param: tensor, grad: tensor, exp_avg: tensor, exp_avg_sq: tensor, ";
    family
        .op("optim_adamax_", "One step of Adamax on a parameter and its running averages.")
        .samples(
            "optim.adamax_(ones(3), ones(3), ones(3), ones(3), 0.1, 0.9, 0.99, 1e-8)",
            "optim.adamax_(ones(3), ones(3), ones(3), ones(3), 0.1, 0.9, 0.99, 1e-8, 0.1)")
        .way(
            Update.of(
                "optim_adamax_(param: tensor, grad: tensor, exp_avg: tensor, exp_inf: tensor,"
                    + " rate: float, beta1: float, beta2: float, eps: float,"
                    + " weight_decay: float? = 0., maximize: bool = False)",
                OptimizerSteps::adamax))
        .functionOnly();
    family
        .op("optim_nadam_", "One step of NAdam; correction is for the average of squares.")
        .samples("optim.nadam_(ones(3), ones(3), ones(3), ones(3), 0.1, 0.2, 0.5, 0.9, 0.99, 1e-8)")
        .way(
            Update.of(
                "optim_nadam_"
                    + averages
                    + "rate: float, next_rate: float, correction: float, beta1: float,"
                    + " beta2: float, eps: float, weight_decay: float? = 0.,"
                    + " maximize: bool = False)",
                OptimizerSteps::nadam))
        .functionOnly();
    family
        .op("optim_radam_", "One step of RAdam; without root it does not divide.")
        .samples(
            "optim.radam_(ones(3), ones(3), ones(3), ones(3), 0.1, 0.5, 0.9, 0.99, 1e-8)",
            "optim.radam_(ones(3), ones(3), ones(3), ones(3), 0.1, 0.5, 0.9, 0.99, 1e-8, 0.6,"
                + " 0.7)")
        .way(
            Update.of(
                "optim_radam_"
                    + averages
                    + "lr: float, correction: float, beta1: float, beta2: float, eps: float,"
                    + " root: float? = None, rectified: float = 1., weight_decay: float? = 0.,"
                    + " maximize: bool = False)",
                OptimizerSteps::radam))
        .functionOnly();
  }

  private static void adamax(UpdateDraft draft) {
    Formula g = downhill(draft);
    Formula m = average(draft, "exp_avg", "beta1", g);
    Formula faded = draft.of("exp_inf").mul(draft.of("beta2"));
    Formula largest = draft.write("exp_inf", faded.max(g.abs().add(draft.of("eps"))));
    draft.write("param", less(draft.of("param"), draft.of("rate"), m, largest));
  }

  private static void nadam(UpdateDraft draft) {
    Formula g = downhill(draft);
    Formula m = average(draft, "exp_avg", "beta1", g);
    Formula v = averageOfSquares(draft, "exp_avg_sq", "beta2", g);
    Formula root = v.div(draft.of("correction")).sqrt().add(draft.of("eps"));
    Formula half = less(draft.of("param"), draft.of("rate"), g, root);
    draft.write("param", less(half, draft.of("next_rate"), m, root));
    draft.changes(2);
  }

  private static void radam(UpdateDraft draft) {
    Formula g = downhill(draft);
    Formula m = average(draft, "exp_avg", "beta1", g);
    Formula v = averageOfSquares(draft, "exp_avg_sq", "beta2", g);
    Formula way = m.div(draft.of("correction")).mul(draft.of("lr"));
    if (draft.has("root")) {
      // a number divided by a tensor is that number times the reciprocal
      Formula scale = v.sqrt().add(draft.of("eps")).reciprocal().mul(draft.of("root"));
      way = way.mul(scale).mul(draft.of("rectified"));
    }
    draft.write("param", draft.of("param").sub(way));
  }

  private static void runningSquares(Family family) {
    String start = "(param: tensor, grad: tensor, ";
    String end = " weight_decay: float? = 0., maximize: bool = False)";
    family
        .op("optim_rmsprop_", "One step of RMSprop; grad_avg centers, momentum_buffer is optional.")
        .samples(
            "optim.rmsprop_(ones(3), ones(3), ones(3), None, None, 0.1, 0.9, 1e-8)",
            "optim.rmsprop_(ones(3), ones(3), full((3,), 9.), ones(3), ones(3), 0.1, 0.9, 1e-8,"
                + " 0.5, 0.1, True)")
        .way(
            Update.of(
                "optim_rmsprop_"
                    + start
                    + "square_avg: tensor, grad_avg: tensor?, momentum_buffer: tensor?, lr: float,"
                    + " alpha: float, eps: float, momentum: float = 0.,"
                    + end,
                OptimizerSteps::rmsprop))
        .functionOnly();
    family
        .op("optim_adagrad_", "One step of Adagrad on a parameter and its sum of squares.")
        .samples("optim.adagrad_(ones(3), ones(3), ones(3), 0.1, 1e-8)")
        .way(
            Update.of(
                "optim_adagrad_" + start + "sum: tensor, rate: float, eps: float," + end,
                OptimizerSteps::adagrad))
        .functionOnly();
    family
        .op("optim_adadelta_", "One step of Adadelta on a parameter and its running averages.")
        .samples("optim.adadelta_(ones(3), ones(3), ones(3), ones(3), 0.1, 0.9, 1e-6, 0.1)")
        .way(
            Update.of(
                "optim_adadelta_"
                    + start
                    + "square_avg: tensor, acc_delta: tensor, lr: float, rho: float, eps: float,"
                    + end,
                OptimizerSteps::adadelta))
        .functionOnly();
  }

  private static void rmsprop(UpdateDraft draft) {
    Formula g = downhill(draft);
    Formula squares = averageOfSquares(draft, "square_avg", "alpha", g);
    if (draft.has("grad_avg")) {
      Formula mean = average(draft, "grad_avg", "alpha", g);
      squares = squares.sub(mean.mul(mean));
    }
    Formula root = squares.sqrt().add(draft.of("eps"));
    Formula p = draft.of("param");
    Formula lr = draft.of("lr");
    if (draft.has("momentum_buffer")) {
      Formula before = draft.of("momentum_buffer").mul(draft.of("momentum"));
      Formula buffer = draft.write("momentum_buffer", before.add(g.div(root)));
      draft.write("param", p.sub(buffer.mul(lr)));
    } else {
      draft.write("param", less(p, lr, g, root));
    }
  }

  private static void adagrad(UpdateDraft draft) {
    Formula g = downhill(draft);
    Formula sum = draft.write("sum", draft.of("sum").add(g.mul(g)));
    Formula root = sum.sqrt().add(draft.of("eps"));
    draft.write("param", less(draft.of("param"), draft.of("rate"), g, root));
  }

  private static void adadelta(UpdateDraft draft) {
    Formula g = downhill(draft);
    Formula eps = draft.of("eps");
    Formula squares = averageOfSquares(draft, "square_avg", "rho", g);
    Formula root = squares.add(eps).sqrt();
    Formula delta = draft.of("acc_delta").add(eps).sqrt().div(root).mul(g);
    averageOfSquares(draft, "acc_delta", "rho", delta);
    draft.write("param", draft.of("param").sub(delta.mul(draft.of("lr"))));
  }

  private static void signs(Family family) {
    family
        .op("optim_rprop_", "One step of Rprop on a parameter and its step sizes.")
        .samples(
            "optim.rprop_(ones(3), ones(3), ones(3), ones(3), 0.5, 1.2, 1e-6, 50)",
            "optim.rprop_(ones(3), ones(3), ones(3), ones(3), 0.5, 1.2, 1e-6, 50, True)")
        .way(
            Update.of(
                "optim_rprop_(param: tensor, grad: tensor, prev: tensor, step_size: tensor,"
                    + " shrink: float, grow: float, smallest: float, largest: float,"
                    + " maximize: bool = False)",
                OptimizerSteps::rprop))
        .functionOnly();
  }

  private static void rprop(UpdateDraft draft) {
    Formula g = draft.has("maximize") ? draft.of("grad").neg() : draft.of("grad");
    Formula product = g.mul(draft.of("prev"));
    Formula turned = product.less(0);
    Formula factor =
        product
            .greater(0)
            .select(draft.of("grow"), turned.select(draft.of("shrink"), Formula.constant(1)));
    Formula bounded =
        draft.of("step_size").mul(factor).max(draft.of("smallest")).min(draft.of("largest"));
    Formula size = draft.write("step_size", bounded);
    // where the sign turned the element waits for one step
    Formula used = draft.write("prev", turned.select(0, g));
    draft.write("param", draft.of("param").sub(used.sign().mul(size)));
  }
}
