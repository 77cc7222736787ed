package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.AccessToken;
import java.util.Map;

/**
 * What a provider wants done after a new session begins and before its first use, for example BSN's
 * network selection. Must be idempotent: it is repeated after a crash.
 *
 * <p>Safe for use by many threads. Does I/O; never called on a caller's thread.
 */
@FunctionalInterface
public interface Preparation {

  /**
   * Makes the session of this token ready.
   *
   * @param token of the new session
   * @param attributes the authorization's facts
   */
  Result prepare(AccessToken token, Map<String, String> attributes);

  /** How a preparation ended. */
  enum Result {
    /** The session is ready. */
    READY,
    /** It could not be done now; it is tried again. */
    TRY_AGAIN,
    /** The session is already gone. */
    SESSION_ENDED
  }
}
