package org.gradlang;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of a host's object that programs may call, once the object is given to {@link
 * Grad.Builder#export}. Nothing else of the object is reachable.
 *
 * <p>Parameters are known by their names where the class was compiled with {@code -parameters}, or
 * by {@link Argument}; else as {@code a}, {@code b} and so on.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Export {
  /** The name that programs call; the method's own unless this is set. */
  String value() default "";

  /** What {@code help} tells. */
  String doc() default "";
}
