package dev.tokenkeeper.testkit.simulator;

/**
 * What happens when a user begins one session too many with an application.
 *
 * <p>RingCentral's documents name the limit and not which session gives way; elsewhere they mention
 * a 429 (provider notes, 6.5).
 */
public enum RingCentralAtSessionCap {
  /** The oldest session ends; the default. */
  DROP_OLDEST,
  /** The new session is refused with 429, without the headers of a rate limit. */
  REFUSE_429
}
