@NullMarked
package dev.tokenkeeper.benchmarks.load;

import org.jspecify.annotations.NullMarked;
