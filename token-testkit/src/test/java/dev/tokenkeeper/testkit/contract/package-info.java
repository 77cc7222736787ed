/** The contracts themselves can fail. */
@NullMarked
package dev.tokenkeeper.testkit.contract;

import org.jspecify.annotations.NullMarked;
