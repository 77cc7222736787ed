/**
 * A real keeper in a process of its own, whose ports tell what they do and stop at named points.
 */
@NullMarked
package dev.tokenkeeper.benchmarks.keeper;

import org.jspecify.annotations.NullMarked;
