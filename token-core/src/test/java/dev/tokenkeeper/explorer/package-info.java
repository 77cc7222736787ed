/**
 * Every interleaving of two processes, one user, one provider and one store, within bounds: the
 * product's own step function, run against a provider that knows the truth.
 */
@NullMarked
package dev.tokenkeeper.explorer;

import org.jspecify.annotations.NullMarked;
