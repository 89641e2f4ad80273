package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Expected values were computed with 40 digits, where nothing else is said. */
class SpecialFunctionsTest {

  private static void check(DoubleUnaryOperator function, double... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      double expected = pairs[i + 1];
      double actual = function.applyAsDouble(pairs[i]);
      assertEquals(expected, actual, 1e-13 * (1 + Math.abs(expected)), "at " + pairs[i]);
    }
  }

  @Test
  void erf() {
    check(
        ErrorFunction::erf,
        0.0,
        0.0,
        0.1,
        0.1124629160182849,
        0.5,
        0.5204998778130465,
        1.0,
        0.8427007929497149,
        1.7,
        0.9837904585907745,
        2.2,
        0.9981371537020182,
        2.3,
        0.9988568234026434,
        3.0,
        0.9999779095030014,
        5.0,
        0.9999999999984626,
        -0.3,
        -0.3286267594591274,
        -1.2,
        -0.9103139782296353,
        -2.5,
        -0.999593047982555);
  }

  @Test
  void erfc() {
    check(
        ErrorFunction::erfc,
        0.0,
        1.0,
        0.5,
        0.4795001221869535,
        1.0,
        0.15729920705028513,
        2.0,
        0.004677734981047266,
        -1.5,
        1.9661051464753108,
        -4.0,
        1.999999984582742);
  }

  @Test
  void erfinv() {
    check(
        ErrorFunction::inverse,
        0.0,
        0.0,
        0.1,
        0.08885599049425769,
        -0.5,
        -0.4769362762044699,
        0.9,
        1.1630871536766743,
        0.999,
        2.3267537655135246,
        -0.99999,
        -3.123413274341571);
  }

  @Test
  void logGamma() {
    check(
        GammaFunction::logGamma,
        0.1,
        2.252712651734206,
        0.5,
        0.5723649429247001,
        1.0,
        0.0,
        1.5,
        -0.12078223763524522,
        2.0,
        0.0,
        3.7,
        1.428072326665388,
        12.0,
        17.502307845873887,
        150.5,
        602.5139548705854,
        -0.5,
        1.2655121234846454,
        -2.3,
        0.36956666345500805);
  }

  @Test
  void digamma() {
    check(
        GammaFunction::digamma,
        0.1,
        -10.423754940411076,
        0.5,
        -1.9635100260214235,
        1.0,
        -0.5772156649015329,
        2.5,
        0.7031566406452432,
        11.0,
        2.351752589066721,
        100.0,
        4.600161852738087,
        -0.5,
        0.03648997397857652,
        -2.3,
        3.3173231575618227);
  }

  /** PyTorch's own values: the derivatives of lgamma are to be as short of exact as its series. */
  @Test
  void trigamma() {
    check(
        x -> GammaFunction.polygamma(1, x),
        0.1,
        101.43329914989455,
        0.5,
        4.934802202073678,
        1.0,
        1.6449340676383375,
        2.5,
        0.4903577562398206,
        11.0,
        0.09516633568196464);
  }

  @Test
  void zeta() {
    check(q -> GammaFunction.zeta(2, q), 1, 1.6449340668482264, -50.5, 9.849997186082485);
    check(q -> GammaFunction.zeta(3, q), -60.25, -62.012417889073234, -49.75, 62.01275135589984);
    // would take for ever term by term
    check(q -> GammaFunction.zeta(1e18, q), 2.5, 0, 1.5, 0);
    check(q -> GammaFunction.zeta(2, q), -1e15 - 0.5, 2 * 4.934802200544679);
  }

  @Test
  void polygamma() {
    check(
        x -> GammaFunction.polygamma(3, x),
        0.5,
        97.40909103400244,
        1.0,
        6.493939402266829,
        2.5,
        0.22390584881725206,
        11.0,
        0.0017199013042898683);
  }

  @Test
  void specialValues() {
    assertEquals(Double.POSITIVE_INFINITY, GammaFunction.logGamma(0));
    assertEquals(Double.POSITIVE_INFINITY, GammaFunction.logGamma(-3));
    assertEquals(Double.NEGATIVE_INFINITY, GammaFunction.digamma(0.0));
    assertTrue(Double.isNaN(GammaFunction.digamma(-2)));
    assertTrue(Double.isNaN(ErrorFunction.erf(Double.NaN)));
    assertEquals(-1, ErrorFunction.erf(Double.NEGATIVE_INFINITY));
    assertEquals(Double.POSITIVE_INFINITY, ErrorFunction.inverse(1));
    assertTrue(Double.isNaN(ErrorFunction.inverse(1.5)));
  }
}
