/**
 * The refresh protocol: {@link dev.tokenkeeper.protocol.Happening#on} is the pure step function
 * that takes an authorization, its provider's profile, something that happened and the store's
 * time, and says what the row becomes. The keeper runs it on real rows, an explorer on all possible
 * ones.
 *
 * <p>Every write is guarded by the revision that was read; a lost compare-and-set means: read
 * again, step again.
 */
@NullMarked
package dev.tokenkeeper.protocol;

import org.jspecify.annotations.NullMarked;
