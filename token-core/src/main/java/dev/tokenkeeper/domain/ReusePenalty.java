package dev.tokenkeeper.domain;

/** What presenting a spent refresh token costs. */
public enum ReusePenalty {
  /** Nothing. */
  NONE,
  /** An error. */
  REJECT,
  /** All tokens of the session or family. */
  FAMILY,
  /** More than the family: the user's other sessions, or our application. */
  WIDER
}
