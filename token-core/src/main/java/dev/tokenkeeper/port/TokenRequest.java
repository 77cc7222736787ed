package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.AuthorizationCode;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenKind;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is sent to a token or revocation endpoint. */
public sealed interface TokenRequest {

  /** A refresh token (RFC 6749 section 6). */
  record Refresh(Secret refreshToken) implements TokenRequest {
    /** Refuses null. */
    public Refresh {
      Objects.requireNonNull(refreshToken, "refreshToken");
    }
  }

  /**
   * An authorization code (RFC 6749 section 4.1.3).
   *
   * @param redirectUri the one that the code was asked for with
   * @param verifier the PKCE verifier (RFC 7636 section 4.5), or null without PKCE
   */
  record Code(AuthorizationCode code, URI redirectUri, @Nullable Secret verifier)
      implements TokenRequest {
    /** Refuses null. */
    public Code {
      Objects.requireNonNull(code, "code");
      Objects.requireNonNull(redirectUri, "redirectUri");
    }
  }

  /**
   * A one-time token that stands for a user's consent where no browser is sent to the provider, for
   * example the one of Astra's API-only authorization. Good for one exchange, like a code.
   */
  record IdentityToken(AuthorizationCode token) implements TokenRequest {
    /** Refuses null. */
    public IdentityToken {
      Objects.requireNonNull(token, "token");
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

  /** An assertion that was issued for a service account beforehand (RFC 7523 section 2.1). */
  record Assertion(Secret assertion) implements TokenRequest {
    /** Refuses null. */
    public Assertion {
      Objects.requireNonNull(assertion, "assertion");
    }
  }

  /** A token that must die (RFC 7009). */
  record Revoke(Secret token, TokenKind kind) implements TokenRequest {
    /** Refuses null. */
    public Revoke {
      Objects.requireNonNull(token, "token");
      Objects.requireNonNull(kind, "kind");
    }
  }
}
