package dev.tokenkeeper.testkit.simulator;

/** Why a session ended: the detail of a {@link TruthKind#SESSION_ENDED} entry. */
public enum SessionEnd {
  /** Its longest life was over, or nobody refreshed it for the life of a refresh token. */
  EXPIRED,
  /** A spent refresh token was presented again. */
  REUSE,
  /** The client revoked its refresh token or logged out. */
  REVOKED,
  /** A newer session of the same client and user pushed it out. */
  CAP,
  /** An administrator ended it. */
  ADMIN
}
