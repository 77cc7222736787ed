/** A strict provider in a process of its own, written from RFC 6749 alone, that knows the truth. */
@NullMarked
package dev.tokenkeeper.benchmarks.provider;

import org.jspecify.annotations.NullMarked;
