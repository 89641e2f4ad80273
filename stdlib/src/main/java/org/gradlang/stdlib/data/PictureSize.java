package org.gradlang.stdlib.data;

/**
 * What the header of a picture promises.
 *
 * @param bits of one pixel
 */
record PictureSize(int width, int height, int bits) {
  /** 16384 x 16384: pictures above are no training data. */
  private static final long MOST_PIXELS = 1L << 28;

  /** Neither deflate nor the codes of JPEG make more than this of one byte. */
  private static final long MOST_PER_BYTE = 1032;

  /**
   * Sees to it that a file can hold the pixels that its header promises, before anything is
   * allocated for them.
   *
   * @throws PictureException where it cannot
   */
  void check(long fileLength) throws PictureException {
    if (width <= 0 || height <= 0) {
      throw new PictureException("its header says %d x %d pixels".formatted(width, height));
    }
    long pixels = (long) width * height;
    if (pixels > MOST_PIXELS) {
      throw new PictureException(
          "its header says %d x %d pixels, which is refused".formatted(width, height));
    }
    if ((pixels * bits + 7) / 8 > MOST_PER_BYTE * fileLength) {
      throw new PictureException(
          "its header says %d x %d pixels, which its %d bytes cannot hold"
              .formatted(width, height, fileLength));
    }
  }
}
