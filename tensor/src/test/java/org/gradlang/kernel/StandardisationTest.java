package org.gradlang.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import org.gradlang.kernel.Standardisation.Moments;
import org.gradlang.kernel.Standardisation.Normalised;
import org.gradlang.kernel.Standardisation.Sums;
import org.gradlang.tensor.DType;
import org.gradlang.tensor.Layout;
import org.gradlang.tensor.Storage;
import org.gradlang.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardisationTest {
  private final Random random = new Random(11);

  /** One pass gives the bits of two, for rows and for what is too short for them. */
  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 40, 3, 1024",
    "FLOAT32, 1, 70, 64",
    "FLOAT32, 5, 2, 65",
    "FLOAT32, 9, 4, 7",
    "FLOAT64, 6, 2, 100",
    "FLOAT32, 3, 1, 70000",
    "FLOAT32, 1, 1, 1"
  })
  void normalisedElementsAreThoseOfTwoPasses(DType dtype, int outer, int groups, int inner) {
    Standardisation standardisation =
        Standardisation.of(new int[] {outer, groups, inner}, new int[] {0, 2});
    int each = standardisation.groups();
    Storage x = Storage.zeros(dtype, outer * groups * inner);
    for (int i = 0; i < x.length(); i++) {
      if (dtype == DType.FLOAT64) {
        x.doubles()[i] = random.nextGaussian();
      } else {
        x.floats()[i] = (float) random.nextGaussian();
      }
    }
    double[] scale = random.doubles(each).toArray();
    double[] shift = random.doubles(each).toArray();
    double @Nullable [] weight = each == 1 ? null : random.doubles(inner).toArray();
    Normalised once = standardisation.normalised(x, 1e-5, scale, shift, weight, weight);
    Moments moments = standardisation.moments(x);
    double[] scales = scale.clone();
    Arrays.setAll(scales, g -> scale[g] * Standardisation.factor(moments.variance()[g], 1e-5));
    Storage twice = standardisation.values(x, moments.mean(), scales, shift, weight, weight);
    assertArrayEquals(moments.mean(), once.moments().mean());
    assertArrayEquals(moments.variance(), once.moments().variance());
    assertArrayEquals(numbers(twice), numbers(once.values()));
  }

  /** Sums and gradients of long rows of float32 are those of the same numbers in float64. */
  @ParameterizedTest
  @CsvSource({"5, 3, 64", "1, 40, 1000", "3, 1, 131", "1, 2, 1300"})
  void gradientsOfRowsAreThoseOfFloat64(int outer, int groups, int inner) {
    Standardisation standardisation =
        Standardisation.of(new int[] {outer, groups, inner}, new int[] {0, 2});
    int each = standardisation.groups();
    Storage x = floats(outer * groups * inner);
    Storage cotangent = floats(outer * groups * inner);
    Storage wideX = Storage.of(numbers(x));
    Storage wide = Storage.of(numbers(cotangent));
    double[] mean = random.doubles(each).toArray();
    double[] scale = random.doubles(each).toArray();
    for (double @Nullable [] weight :
        Arrays.asList(null, random.doubles(standardisation.inner()).toArray())) {
      Sums sums = standardisation.sums(cotangent, x, mean, weight);
      Sums expected = standardisation.sums(wide, wideX, mean, weight);
      assertArrayEquals(expected.plain(), sums.plain(), 1e-10);
      assertArrayEquals(expected.centred(), sums.centred(), 1e-10);
      assertArrayEquals(
          numbers(standardisation.gradient(wide, wideX, mean, scale, mean, scale, weight)),
          numbers(standardisation.gradient(cotangent, x, mean, scale, mean, scale, weight)),
          1e-6);
    }
    if (outer == 1) {
      Sums places = standardisation.sumsOfPlaces(cotangent, x, mean, scale);
      Sums expected = standardisation.sumsOfPlaces(wide, wideX, mean, scale);
      assertArrayEquals(expected.plain(), places.plain());
      assertArrayEquals(expected.centred(), places.centred());
    }
  }

  private Storage floats(int n) {
    Storage x = Storage.zeros(DType.FLOAT32, n);
    for (int i = 0; i < n; i++) {
      x.floats()[i] = (float) random.nextGaussian();
    }
    return x;
  }

  private static double[] numbers(Storage x) {
    return new Tensor(x, Layout.contiguous(new int[] {x.length()})).toDoubleArray();
  }
}
