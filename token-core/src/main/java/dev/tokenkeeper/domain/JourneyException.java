package dev.tokenkeeper.domain;

import java.util.Objects;

/**
 * A browser came back from a provider with something that belongs to no journey of its own. Nothing
 * was exchanged and nothing stored has changed.
 */
public final class JourneyException extends TokenKeeperException {
  private static final long serialVersionUID = 1L;
  private final Reason reason;

  /** Why a callback is not taken. */
  public enum Reason {
    /** The callback says nothing that names a journey. */
    STATE_MISSING("it carries no state"),
    /** No journey has this state: it was made up, was used before, or is long over. */
    STATE_UNKNOWN("its state belongs to no journey under way; a state is good for one callback"),
    /** The journey took too long. */
    EXPIRED("the journey took too long"),
    /** The journey began in another browser. */
    OTHER_BROWSER("the journey was begun by another browser"),
    /** The journey leads to another provider. */
    OTHER_PROVIDER("the journey leads to another provider"),
    /** The answer names another authorization server (RFC 9207), or none where one must be. */
    OTHER_ISSUER("it names another issuer than the provider's"),
    /** The callback has neither a code nor an error. */
    CODE_MISSING("it carries no code"),
    /** The callback says a thing twice (RFC 6749 section 3.1). */
    REPEATED_PARAMETER("it repeats a parameter"),
    /** The authorization was revoked while the user was away. */
    REVOKED_MEANWHILE("the authorization was revoked meanwhile");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  /**
   * Names the provider at whose redirect URI the browser arrived, and the reason.
   *
   * @param provider the provider's id
   */
  public JourneyException(String provider, Reason reason) {
    super(
        "The callback for provider '%s' is refused: %s. Let the user begin again."
            .formatted(provider, reason.words),
        null);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** Returns why. */
  public Reason reason() {
    return reason;
  }
}
