package dev.tokenkeeper.testkit.contract;

import dev.tokenkeeper.domain.AuthorizationCode;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenKind;
import dev.tokenkeeper.port.AuthorizationEndpoint;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.MovableClock;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request of each kind, with secrets that are easy to find wherever they turn up. */
final class ProviderContractRequests {
  /** Stands in every secret there is in these tests, and in nothing else. */
  static final String MARK = "S3CRET";

  static final Secret CLIENT_SECRET = Secret.of("client-" + MARK);
  static final Secret REVOKED = Secret.of("revoked+" + MARK + "/=");

  private static final String REFRESH_TOKEN = "refresh." + MARK + "+/=~&%";
  private static final String CODE = "code/" + MARK + "+&=";
  private static final String VERIFIER = "verifier-" + MARK + "-long-enough-to-be-one-by-its-rfc";
  private static final String PASSWORD = "pass word&" + MARK + "=%";
  private static final String USERNAME = "acme/ada+1@example.com";
  private static final String ASSERTION = "eyJ." + MARK + ".fake-_";
  private static final String IDENTITY = "identity." + MARK + "+/=";

  private ProviderContractRequests() {}

  /** Returns one of each kind but revocation, as they are sent for this page's users. */
  static List<TokenRequest> all(@Nullable AuthorizationEndpoint page) {
    return List.of(
        new TokenRequest.Refresh(Secret.of(REFRESH_TOKEN)),
        new TokenRequest.Code(
            code(CODE), redirectUri(page), sendsPkce(page) ? Secret.of(VERIFIER) : null),
        new TokenRequest.IdentityToken(code(IDENTITY)),
        new TokenRequest.Login(USERNAME, Secret.of(PASSWORD)),
        new TokenRequest.Mint(),
        new TokenRequest.Assertion(Secret.of(ASSERTION)));
  }

  /** Returns the revocation of a token of each kind. */
  static List<TokenRequest> revocations() {
    return List.of(
        new TokenRequest.Revoke(REVOKED, TokenKind.REFRESH_TOKEN),
        new TokenRequest.Revoke(REVOKED, TokenKind.ACCESS_TOKEN));
  }

  /** Returns what its form must say, by RFC 6749, 7009, 7523 and 7636; empty if none has a say. */
  static Map<String, String> fields(TokenRequest request) {
    if (request instanceof TokenRequest.Refresh) {
      return Map.of("grant_type", "refresh_token", "refresh_token", REFRESH_TOKEN);
    }
    if (request instanceof TokenRequest.Code code) {
      return codeFields(code);
    }
    if (request instanceof TokenRequest.Login) {
      return Map.of("grant_type", "password", "username", USERNAME, "password", PASSWORD);
    }
    if (request instanceof TokenRequest.Mint) {
      return Map.of("grant_type", "client_credentials");
    }
    if (request instanceof TokenRequest.Assertion) {
      return Map.of(
          "grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion", ASSERTION);
    }
    return request instanceof TokenRequest.Revoke
        ? Map.of("token", "revoked+" + MARK + "/=")
        : Map.of();
  }

  private static Map<String, String> codeFields(TokenRequest.Code code) {
    String uri = code.redirectUri().toString();
    Map<String, String> fields =
        Map.of("grant_type", "authorization_code", "code", CODE, "redirect_uri", uri);
    return code.verifier() == null
        ? fields
        : Map.of(
            "grant_type", "authorization_code",
            "code", CODE,
            "redirect_uri", uri,
            "code_verifier", VERIFIER);
  }

  private static AuthorizationCode code(String value) {
    return new AuthorizationCode(
        Secret.of(value), Lifetime.of(MovableClock.START, Duration.ofMinutes(1)));
  }

  private static URI redirectUri(@Nullable AuthorizationEndpoint page) {
    return page == null ? URI.create("https://host.example.com/callback") : page.redirectUri();
  }

  private static boolean sendsPkce(@Nullable AuthorizationEndpoint page) {
    return page != null && page.pkce();
  }
}
