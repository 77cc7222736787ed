/**
 * Stand-ins for what Token Keeper needs from outside, for tests: a clock moved by hand, threads
 * that live months in seconds, stores in memory, a cipher, a token endpoint that follows a script.
 *
 * <p>Each implementation of a port here passes the contract of that port in {@link
 * dev.tokenkeeper.testkit.contract}. None of them needs a test framework.
 */
@NullMarked
package dev.tokenkeeper.testkit;

import org.jspecify.annotations.NullMarked;
