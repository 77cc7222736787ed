/**
 * What every implementation of a port must do, as abstract JUnit classes: extend one, say how your
 * implementation is made, and run it. An adapter of a provider of your own begins with {@link
 * dev.tokenkeeper.testkit.contract.ProviderContract}.
 *
 * <p>This package needs JUnit Jupiter and AssertJ on the class path; the rest of the test kit does
 * not.
 */
@NullMarked
package dev.tokenkeeper.testkit.contract;

import org.jspecify.annotations.NullMarked;
