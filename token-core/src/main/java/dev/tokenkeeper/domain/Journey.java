package dev.tokenkeeper.domain;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An authorization-code flow under way: a user's browser is at the provider (RFC 6749 section 4.1).
 *
 * <p>Neither the state nor the browser's binding is in it, only what recognizes them.
 *
 * @param stateHash SHA-256 of the state, in hexadecimal; names the journey
 * @param browserHash SHA-256 of the browser's binding, in hexadecimal
 * @param authorization whose it is
 * @param epoch of the row when it began; a revocation since then has the last word
 * @param verifier the PKCE verifier, sealed; null without PKCE
 * @param lifetime from its beginning to the instant at which no callback is taken any more
 */
public record Journey(
    String stateHash,
    String browserHash,
    AuthorizationId authorization,
    long epoch,
    @Nullable Ciphertext verifier,
    Lifetime lifetime) {

  /** Refuses null, and a journey without an end. */
  public Journey {
    Objects.requireNonNull(stateHash, "stateHash");
    Objects.requireNonNull(browserHash, "browserHash");
    Objects.requireNonNull(authorization, "authorization");
    Objects.requireNonNull(lifetime.endsAt(), "A journey has an end");
  }
}
