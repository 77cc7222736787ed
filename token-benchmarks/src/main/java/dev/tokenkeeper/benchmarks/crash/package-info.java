/** Kills keepers and a naive loop at every point of a refresh, and judges what is left. */
@NullMarked
package dev.tokenkeeper.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
