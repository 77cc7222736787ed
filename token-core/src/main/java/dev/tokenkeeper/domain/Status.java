package dev.tokenkeeper.domain;

/** Whether an authorization can be used. */
public enum Status {
  /** Its tokens are believed alive, or can be renewed. */
  ACTIVE,
  /** Only the user, or a new login, can help. Deletes no token: a late answer revives it. */
  REAUTHORIZATION_REQUIRED,
  /** Revoked here, not yet at the provider. */
  REVOKING,
  /** Revoked. */
  REVOKED,
  /** Its tokens do not open under the right key. */
  QUARANTINED
}
