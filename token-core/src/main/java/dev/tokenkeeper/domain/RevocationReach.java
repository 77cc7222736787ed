package dev.tokenkeeper.domain;

/** What a provider ends when it is told to revoke a token (RFC 7009 section 2.1 leaves it open). */
public enum RevocationReach {
  /** Nothing: there is no way to revoke. Tokens live on until they end by themselves. */
  NONE,
  /** The token that it is told of, and perhaps others: each is to be told. */
  TOKEN,
  /** The whole session of the token: one is told, and all of it end. */
  SESSION
}
