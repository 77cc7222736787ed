/** The protocol's rules, one test class each. */
@NullMarked
package dev.tokenkeeper.protocol;

import org.jspecify.annotations.NullMarked;
