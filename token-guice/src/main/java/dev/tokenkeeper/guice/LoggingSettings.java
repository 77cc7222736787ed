package dev.tokenkeeper.guice;

import dev.tokenkeeper.domain.Secret;
import org.jspecify.annotations.Nullable;

/**
 * How log lines name users. Immutable; prints no secret.
 *
 * @param subjects how the host's name for a user is written; default {@link Subjects#FINGERPRINT}
 * @param key of the fingerprints, shared by processes that shall agree on them, 16 or more
 *     characters; null, the default, for a random one per process
 */
public record LoggingSettings(Subjects subjects, @Nullable Secret key) {

  /** Fingerprints under a key that dies with the process. */
  public static final LoggingSettings DEFAULT = new LoggingSettings(Subjects.FINGERPRINT, null);

  /** How a subject is written. */
  public enum Subjects {
    /**
     * The first 12 hexadecimal digits of its HMAC-SHA-256: lines about one user can be told to
     * belong together, and only who has the key can tell to whom.
     */
    FINGERPRINT,
    /** As it is, quoted, with whatever would break a line or move a cursor replaced. */
    CLEAR
  }

  /**
   * Checks the key.
   *
   * @throws dev.tokenkeeper.domain.ConfigurationException if it is too short
   */
  public LoggingSettings {
    if (key != null) {
      Fingerprint.requireUnguessable(key);
    }
  }

  /** Returns settings for fingerprints that are the same wherever the key is. */
  public static LoggingSettings fingerprints(Secret key) {
    return new LoggingSettings(Subjects.FINGERPRINT, key);
  }

  /** Returns settings for subjects in the clear. */
  public static LoggingSettings clear() {
    return new LoggingSettings(Subjects.CLEAR, null);
  }
}
