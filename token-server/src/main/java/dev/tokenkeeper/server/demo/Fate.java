package dev.tokenkeeper.server.demo;

/**
 * What has become of an authorization.
 *
 * @param live whether the store holds a token that the provider would honour
 * @param needsUser whether the store says that only the user can help
 */
record Fate(boolean live, boolean needsUser) {

  /** Dead and nobody was told, or given up although it lived. */
  boolean isLost() {
    return live == needsUser;
  }
}
