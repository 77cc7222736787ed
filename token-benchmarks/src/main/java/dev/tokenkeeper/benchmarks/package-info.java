/**
 * Real keeper processes on a real database server, run against a provider that knows the truth:
 * killed, raced and measured.
 */
@NullMarked
package dev.tokenkeeper.benchmarks;

import org.jspecify.annotations.NullMarked;
