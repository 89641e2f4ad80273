package org.gradlang;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What programs call a parameter of an {@linkplain Export exported} method, and its default. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Argument {
  /** The name for keyword arguments; the parameter's own unless this is set. */
  String value() default "";

  /**
   * What it is where a call does not say, as programs write it: {@code 0.5}, {@code "text"}, {@code
   * True}, {@code None}. Without it the argument is required.
   */
  String orElse() default "";
}
