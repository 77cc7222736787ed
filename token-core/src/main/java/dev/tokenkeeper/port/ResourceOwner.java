package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.AccessToken;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells whose account at the provider a token is for, so that a user who comes back with another
 * account is noticed.
 *
 * <p>Safe for use by many threads. May do I/O; never called on a caller's thread.
 */
@FunctionalInterface
public interface ResourceOwner {

  /**
   * Returns the provider's own name for the account, the same for every token of it.
   *
   * @param token of a new grant
   * @param facts what the answer with the grant said besides; empty after a crash
   * @return null if it cannot be told now; it is asked again
   */
  @Nullable String of(AccessToken token, Map<String, String> facts);
}
