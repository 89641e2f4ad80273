package org.gradlang.kernel;

import org.gradlang.tensor.DType;
import org.jspecify.annotations.Nullable;

/**
 * The SIMD kernels, where the JVM has the Vector API; this class alone decides that.
 *
 * <p>Until the JVM has compiled a SIMD loop it is far slower than a plain one, so each is first run
 * on small data by a {@linkplain BringUp thread of its own}, and used from then on.
 */
final class SimdKernels {
  private SimdKernels() {}

  static final boolean AVAILABLE = isAvailable();

  private static final Products FLOATS = new Products(DType.FLOAT32);
  private static final Products DOUBLES = new Products(DType.FLOAT64);

  /** The module may have been asked for when the JVM started, or have been loaded since. */
  private static boolean isAvailable() {
    try {
      ClassLoader loader = SimdKernels.class.getClassLoader();
      Class<?> vector = Class.forName("jdk.incubator.vector.FloatVector", false, loader);
      return SimdKernels.class.getModule().canRead(vector.getModule());
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** The loop of a function on vectors. */
  static Loop loop(DType dtype, Object lanes) {
    // before anything is compiled: a class that comes later can invalidate compiled code
    FloatLanes.loadClasses();
    DoubleLanes.loadClasses();
    return Templates.copy(
        dtype == DType.FLOAT64 ? DoubleLoopTemplate.class : FloatLoopTemplate.class, lanes);
  }

  /** The product kernels of float32 or float64, or null as long as there are none. */
  static @Nullable ProductKernels products(DType dtype) {
    return AVAILABLE ? (dtype == DType.FLOAT64 ? DOUBLES : FLOATS).get() : null;
  }

  /** To be called where kernels were slow: the JVM may have thrown away their compiled code. */
  static void bringUpAgain(DType dtype, ProductKernels slow) {
    (dtype == DType.FLOAT64 ? DOUBLES : FLOATS).bringUpAgain(slow);
  }

  /** The product kernels of a dtype, which the first question brings up. */
  private static final class Products {
    private final DType dtype;
    private boolean asked; // asked twice, they are made twice: no harm
    private volatile @Nullable ProductKernels kernels;

    Products(DType dtype) {
      this.dtype = dtype;
    }

    @Nullable ProductKernels get() {
      if (!asked) {
        asked = true;
        BringUp.later(() -> bringUp(ProductKernels.of(dtype)));
      }
      return kernels;
    }

    void bringUpAgain(ProductKernels slow) {
      kernels = null;
      BringUp.later(() -> bringUp(slow));
    }

    private void bringUp(ProductKernels made) {
      if (made.becomeFast(dtype)) {
        kernels = made;
      }
    }
  }
}
