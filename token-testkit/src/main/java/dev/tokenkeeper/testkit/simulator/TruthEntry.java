package dev.tokenkeeper.testkit.simulator;

import java.time.Instant;

/**
 * One event in a simulator's {@link TruthLog}.
 *
 * <p>It carries a fingerprint and not the token itself, so that a test which prints its entries
 * does not make its own scan for leaked tokens fail.
 *
 * @param at when it happened, by the simulator's clock
 * @param kind what happened
 * @param username whose authorization; {@code service-account-<client>} for client credentials
 * @param sessionId the session, or empty where there is none
 * @param fingerprint {@link TruthLog#fingerprint} of the token, or empty where there is none
 * @param detail what the {@link TruthKind} says its detail is, or empty
 */
public record TruthEntry(
    Instant at,
    TruthKind kind,
    String username,
    String sessionId,
    String fingerprint,
    String detail) {}
