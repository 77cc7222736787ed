package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.Secret;
import java.util.Objects;

/** What is sent to a token or revocation endpoint. */
public sealed interface TokenRequest {

  /** A refresh token (RFC 6749 section 6). */
  record Refresh(Secret refreshToken) implements TokenRequest {
    /** Refuses null. */
    public Refresh {
      Objects.requireNonNull(refreshToken, "refreshToken");
    }
  }

  /** A stored login (RFC 6749 section 4.3), which the user has agreed to. */
  record Login(String username, Secret password) implements TokenRequest {
    /** Refuses null. */
    public Login {
      Objects.requireNonNull(username, "username");
      Objects.requireNonNull(password, "password");
    }
  }

  /** Nothing but our own credentials (RFC 6749 section 4.4). */
  record Mint() implements TokenRequest {}

  /** A token that must die (RFC 7009). */
  record Revoke(Secret token, Hint hint) implements TokenRequest {
    /** Which kind of token it is. */
    public enum Hint {
      /** An access token. */
      ACCESS_TOKEN,
      /** A refresh token. */
      REFRESH_TOKEN
    }

    /** Refuses null. */
    public Revoke {
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(hint, "hint");
    }
  }
}
