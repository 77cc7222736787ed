/** Child processes that obey orders line by line, and can be killed at named points. */
@NullMarked
package dev.tokenkeeper.benchmarks.process;

import org.jspecify.annotations.NullMarked;
