package dev.tokenkeeper.server.demo;

import java.time.Instant;

/** A row of the naive loop's table. */
record NaiveTokens(String access, String refresh, Instant expiresAt) {

  /** Hides the tokens, although their table does not. */
  @Override
  public String toString() {
    return "NaiveTokens[expiresAt=" + expiresAt + "]";
  }
}
