package dev.tokenkeeper.domain;

import java.time.Instant;

/** Only the user, or a new login, can bring this authorization back. */
public final class ReauthorizationRequiredException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;
  private final FailureKind reason;
  private final Instant since;

  /** Names the authorization, why it ended and when. */
  public ReauthorizationRequiredException(AuthorizationId id, FailureKind reason, Instant since) {
    super(
        "%s must be authorized again (%s since %s). Ask the user to log in."
            .formatted(id, reason, since),
        null);
    this.reason = reason;
    this.since = since;
  }

  /** Returns why. */
  public FailureKind reason() {
    return reason;
  }

  /** Returns since when, in the store's time. */
  public Instant since() {
    return since;
  }
}
