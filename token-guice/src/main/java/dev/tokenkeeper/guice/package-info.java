/**
 * Assembles a keeper with Guice: install {@link dev.tokenkeeper.guice.TokenKeeperModule} beside the
 * modules of the adapters. Without Guice, {@link dev.tokenkeeper.TokenKeeperBuilder} does the same.
 *
 * <p>What happens becomes a log line each, under {@code dev.tokenkeeper.events}: renewals at DEBUG,
 * what somebody should look at (in doubt, reauthorization required, provider suspended, other
 * account, quarantined) at WARN, the rest at INFO. {@link dev.tokenkeeper.guice.LoggingSettings}
 * says how lines name users.
 *
 * <p>Where a Micrometer registry is bound, it is counted too, by {@code provider} and never by
 * user: {@code tokenkeeper.authorizations}, {@code .renewals} ({@code by}), {@code .failures}
 * ({@code kind}), {@code .doubts}, {@code .late.answers} ({@code kept.to}), {@code .sessions.lost},
 * {@code .reauthorizations} ({@code reason}), {@code .suspensions}, {@code .revocations.begun},
 * {@code .revocations.done}, {@code .tokens.revoked} ({@code token}, {@code result}), {@code
 * .other.accounts}, {@code .quarantines}.
 */
@NullMarked
package dev.tokenkeeper.guice;

import org.jspecify.annotations.NullMarked;
