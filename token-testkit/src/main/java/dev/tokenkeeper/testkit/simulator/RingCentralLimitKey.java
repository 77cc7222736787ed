package dev.tokenkeeper.testkit.simulator;

/** Whose requests one rate limit counts together (provider notes, 6.7). */
public enum RingCentralLimitKey {
  /** Those of one user with one application, as the guide says; the default. */
  USER_AND_APPLICATION,
  /** Those of all users of one application, as a later notice of the vendor says. */
  APPLICATION
}
