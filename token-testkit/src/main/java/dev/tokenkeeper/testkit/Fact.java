package dev.tokenkeeper.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a test that holds us to something that a provider has said.
 *
 * <p>In this project the build fails on a fact of {@code docs/provider-facts.md} that no test
 * names, and on a test that names none of them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fact {
  /** The ids of the facts, for example {@code 8.throttled}. */
  String[] value();
}
