/** The keeper's behaviour, seen through its front door, on in-memory ports and a movable clock. */
@NullMarked
package dev.tokenkeeper.testkit.keeper;

import org.jspecify.annotations.NullMarked;
