@NullMarked
package dev.tokenkeeper.benchmarks.provider;

import org.jspecify.annotations.NullMarked;
