package dev.tokenkeeper.domain;

/** What went wrong with an authorization, for people, meters and the choice of the next step. */
public enum FailureKind {
  /** The provider refused the refresh token ({@code invalid_grant}). */
  GRANT_REFUSED,
  /**
   * The provider refused the refresh token, which is not believed yet: it is sent once more before
   * a person is asked, and not at all while the provider refuses everybody.
   */
  REFUSAL_DOUBTED,
  /** The provider refused the stored login. */
  LOGIN_REFUSED,
  /** The provider refused our own application, not the user. */
  CLIENT_REFUSED,
  /** The provider asked us to wait. */
  THROTTLED,
  /** Nothing was sent: no connection, no permit, or too late. */
  NOT_SENT,
  /** Something was sent and no usable answer came. */
  UNKNOWN_OUTCOME,
  /** The provider says that its session is gone. */
  SESSION_ENDED,
  /** The one answer that held the next refresh token is lost. */
  LOST_ROTATION,
  /** The step between a new session and its first use failed. */
  PREPARATION_FAILED,
  /** The stored tokens do not open under the right key. */
  UNREADABLE,
  /** The user, or somebody for the user, revoked the authorization. */
  REVOKED
}
