@NullMarked
package dev.tokenkeeper.benchmarks.process;

import org.jspecify.annotations.NullMarked;
