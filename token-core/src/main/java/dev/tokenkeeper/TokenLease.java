package dev.tokenkeeper;

import dev.tokenkeeper.domain.AccessToken;

/**
 * "I am using this access token": while it is open, this process does not begin a renewal that
 * would kill the token, as long as the token lives and no API has refused it. For long jobs; where
 * a renewal kills nothing, it holds nothing off. Safe for use by many threads.
 */
public interface TokenLease extends AutoCloseable {

  /** Returns the token that is in use. */
  AccessToken token();

  /** Ends the use. Closing twice does nothing. */
  @Override
  void close();
}
