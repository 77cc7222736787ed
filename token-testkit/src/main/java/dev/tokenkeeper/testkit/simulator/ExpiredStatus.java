package dev.tokenkeeper.testkit.simulator;

/**
 * The status with which the API refuses an expired access token.
 *
 * <p>BSN.cloud's document says "a 401 or 403 status code" and not when which (provider notes, 5.6).
 */
public enum ExpiredStatus {
  /** Always 401. */
  UNAUTHORIZED_401,
  /** Always 403, with a body that cannot be told from a missing permission. */
  FORBIDDEN_403,
  /** In turn 401 and 403, beginning with 401; the default. */
  ALTERNATE
}
