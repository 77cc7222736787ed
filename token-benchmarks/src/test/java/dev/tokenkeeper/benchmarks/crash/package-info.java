@NullMarked
package dev.tokenkeeper.benchmarks.crash;

import org.jspecify.annotations.NullMarked;
