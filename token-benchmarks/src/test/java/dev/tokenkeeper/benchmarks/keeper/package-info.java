@NullMarked
package dev.tokenkeeper.benchmarks.keeper;

import org.jspecify.annotations.NullMarked;
