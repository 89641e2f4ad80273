package org.gradlang.kernel;

import java.util.Arrays;

/** {@link WinogradLoops} without the Vector API. */
final class PlainWinograd implements WinogradLoops {
  static final WinogradLoops LOOPS = new PlainWinograd();

  private PlainWinograd() {}

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void columns(
      float[] x,
      int at,
      int size,
      int channels,
      int apart,
      int lines,
      int width,
      int shift,
      float[] to,
      int out,
      int pitch,
      int plane,
      int squares) {
    for (int b = 0; b < 4; b++) {
      int begin = Math.clamp(Math.ceilDiv(-shift - b, 2), 0, squares);
      int end = Math.clamp(Math.ceilDiv(width - shift - b, 2), begin, squares);
      for (int i = 0; i < channels * lines; i++) {
        int o = out + i / lines * pitch + b * plane + i % lines * squares;
        int from = at + i / lines * size + i % lines * apart + b + shift;
        Arrays.fill(to, o, o + begin, 0f);
        for (int t = begin; t < end; t++) {
          to[o + t] = x[from + 2 * t];
        }
        Arrays.fill(to, o + end, o + squares, 0f);
      }
    }
  }

  @Override
  public void squares(
      float[] grid,
      int at,
      int[] steps,
      float[] to,
      int out,
      int apart,
      int width,
      int panel,
      int n) {
    float[] square = new float[SQUARE];
    for (int t = 0; t < n; t++) {
      for (int j = 0; j < 4; j++) {
        float a = grid[at + steps[j] + t];
        float b = grid[at + steps[4 + j] + t];
        float c = grid[at + steps[8 + j] + t];
        float d = grid[at + steps[12 + j] + t];
        square[j] = a - c;
        square[4 + j] = b + c;
        square[8 + j] = c - b;
        square[12 + j] = b - d;
      }
      int o = out + t / width * panel + t % width;
      for (int i = 0; i < SQUARE; i += 4) {
        to[o + i * apart] = square[i] - square[i + 2];
        to[o + (i + 1) * apart] = square[i + 1] + square[i + 2];
        to[o + (i + 2) * apart] = square[i + 2] - square[i + 1];
        to[o + (i + 3) * apart] = square[i + 1] - square[i + 3];
      }
    }
  }

  @Override
  public void results(
      float[] m, int apart, int rows, int width, float[] to, int out, int pitch, int lower) {
    float[] upper = new float[4];
    float[] under = new float[4];
    for (int r = 0; r < rows; r++) {
      for (int t = 0; t < width; t++) {
        for (int j = 0; j < 4; j++) {
          int i = r * width + t + j * apart;
          float b = m[i + 4 * apart];
          float c = m[i + 8 * apart];
          upper[j] = m[i] + b + c;
          under[j] = b - c - m[i + 12 * apart];
        }
        int o = out + r * pitch + 2 * t;
        to[o] = upper[0] + upper[1] + upper[2];
        to[o + 1] = upper[1] - upper[2] - upper[3];
        to[o + lower] = under[0] + under[1] + under[2];
        to[o + lower + 1] = under[1] - under[2] - under[3];
      }
    }
  }

  @Override
  public void gradients(float[] m, int lower, int n, int width, float[] to, int out, int apart) {
    float[] left = new float[4];
    float[] right = new float[4];
    for (int t = 0; t < n; t++) {
      for (int j = 0; j < width; j++) {
        int i = 2 * t * width + j;
        mix(m[i], m[i + lower], left);
        mix(m[i + width], m[i + lower + width], right);
        int o = out + t * width + j;
        for (int k = 0; k < 4; k++) {
          to[o + 4 * k * apart] = left[k];
          to[o + (4 * k + 1) * apart] = left[k] + right[k];
          to[o + (4 * k + 2) * apart] = left[k] - right[k];
          to[o + (4 * k + 3) * apart] = right[k];
        }
      }
    }
  }

  private static void mix(float a, float b, float[] to) {
    to[0] = a;
    to[1] = a + b;
    to[2] = a - b;
    to[3] = b;
  }

  @Override
  public void lines(
      float[] from,
      int at,
      int pitch,
      float[] to,
      int out,
      int apart,
      int n,
      int width,
      float more) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < width; j++) {
        to[out + i * apart + j] = from[at + i * pitch + j] + more;
      }
    }
  }

  @Override
  public boolean isFinite(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(x[i])) {
        return false;
      }
    }
    return true;
  }
}
