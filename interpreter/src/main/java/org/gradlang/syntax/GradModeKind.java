package org.gradlang.syntax;

/** The blocks that change whether operations are recorded. */
public enum GradModeKind {
  NO_GRAD,
  ENABLE_GRAD,
  INFERENCE
}
