package dev.tokenkeeper.domain;

/** Which of the two tokens of a grant is meant. */
public enum TokenKind {
  /** The access token. */
  ACCESS_TOKEN,
  /** The refresh token. */
  REFRESH_TOKEN
}
