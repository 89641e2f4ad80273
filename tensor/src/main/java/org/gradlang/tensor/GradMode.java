package org.gradlang.tensor;

/** Whether operations are recorded for a backward pass. */
public enum GradMode {
  RECORD,
  NO_GRAD,
  INFERENCE
}
