package org.gradlang.kernel;

import org.gradlang.tensor.Generator;

/** Numbers of events in a time in which so many are expected. */
public final class Poisson {
  private static final double REJECTION_FROM = 10;

  private Poisson() {}

  /** A number of events where {@code rate} are expected. */
  public static double draw(Generator generator, double rate) {
    return rate >= REJECTION_FROM
        ? new Rejection(rate).draw(generator)
        : rate == 0 ? 0 : byWaiting(generator, rate);
  }

  /** Counts the events until their waiting times exceed 1: the product of uniforms is their exp. */
  private static double byWaiting(Generator generator, double rate) {
    double end = Math.exp(-rate);
    double product = generator.nextDouble();
    long events = 0;
    while (product > end) {
      events++;
      product *= generator.nextDouble();
    }
    return events;
  }

  /**
   * Transformed rejection with a squeeze: W. Hörmann, "The transformed rejection method for
   * generating Poisson random variables", algorithm PTRS, 1993.
   */
  private static final class Rejection {
    private final double rate;
    private final double logarithm;
    private final double a;
    private final double b;
    private final double inverseAlpha;
    private final double squeeze;

    Rejection(double rate) {
      this.rate = rate;
      this.logarithm = Math.log(rate);
      this.b = 0.931 + 2.53 * Math.sqrt(rate);
      this.a = -0.059 + 0.02483 * b;
      this.inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
      this.squeeze = 0.9277 - 3.6224 / (b - 2);
    }

    double draw(Generator generator) {
      while (true) {
        double u = generator.nextDouble() - 0.5;
        double v = generator.nextDouble();
        double distance = 0.5 - Math.abs(u);
        double events = Math.floor((2 * a / distance + b) * u + rate + 0.43);
        if (distance >= 0.07 && v <= squeeze) {
          return events;
        }
        boolean outside = events < 0 || distance < 0.013 && v > distance;
        if (!outside && accepts(v, distance, events)) {
          return events;
        }
      }
    }

    private boolean accepts(double v, double distance, double events) {
      double hat = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (distance * distance) + b);
      return hat <= -rate + events * logarithm - GammaFunction.logGamma(events + 1);
    }
  }
}
