/** Months of a keeper's life, in virtual time. */
@NullMarked
package dev.tokenkeeper.server.longrun;

import org.jspecify.annotations.NullMarked;
