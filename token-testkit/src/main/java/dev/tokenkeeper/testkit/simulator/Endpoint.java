package dev.tokenkeeper.testkit.simulator;

/** Which part of a simulator a request is for. */
public enum Endpoint {
  /** Where a user agrees. */
  AUTHORIZE,
  /** Where tokens are granted. */
  TOKEN,
  /** Where tokens are revoked (RFC 7009). */
  REVOKE,
  /** Where a session is ended. */
  LOGOUT,
  /** What our application does there before a user agrees. */
  PRE_REGISTRATION,
  /** What the access tokens are for. */
  API,
  /** No path of this provider. */
  UNKNOWN
}
