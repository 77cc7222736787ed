/** Many keeper processes on one row at the same moment, and on very many rows that are due. */
@NullMarked
package dev.tokenkeeper.benchmarks.load;

import org.jspecify.annotations.NullMarked;
