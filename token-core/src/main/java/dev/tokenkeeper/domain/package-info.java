/**
 * The words of the field as small immutable types: authorizations, the tokens they hold and their
 * lifetimes, what a provider's documents say ({@link dev.tokenkeeper.domain.ProviderProfile}), what
 * happened ({@link dev.tokenkeeper.domain.LifecycleEvent}) and what went wrong.
 *
 * <p>Nothing here reads a clock, does I/O or knows a framework. Start with {@link
 * dev.tokenkeeper.domain.Authorization}.
 */
@NullMarked
package dev.tokenkeeper.domain;

import org.jspecify.annotations.NullMarked;
