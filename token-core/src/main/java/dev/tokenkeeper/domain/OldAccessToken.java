package dev.tokenkeeper.domain;

/** What a refresh does to the access token before it. */
public enum OldAccessToken {
  /** It goes on until its own end. */
  STAYS_VALID,
  /** It is dead at once. */
  DIES_AT_REFRESH
}
