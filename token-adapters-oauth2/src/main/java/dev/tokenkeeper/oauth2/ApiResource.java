package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.Secret;
import java.net.URI;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One resource of a provider's API, for what an adapter has to do besides getting tokens, such as
 * choosing the network of a session.
 *
 * <p>Under the same rules as a token request: one request a call, no redirects, bounded time and
 * size, no exceptions for what the network or the provider does. Safe for use by many threads.
 */
public final class ApiResource {
  private final Wire wire;

  /**
   * Makes the resource; does no I/O.
   *
   * @param uri https, or http to a loopback host
   * @throws dev.tokenkeeper.domain.ConfigurationException if a token must not go there, or the
   *     bounds make no sense
   */
  public ApiResource(URI uri, HttpSettings http) {
    var problems = new Problems("");
    problems.unlessFitForSecrets("apiUri", uri);
    http.check(problems);
    problems.throwIfAny();
    this.wire = Wire.to(uri, http, new SingleSend(http));
  }

  /**
   * Puts a JSON object there, authorized by the token (RFC 6750 section 2.1).
   *
   * @param json names to values that JSON knows
   * @return the answer's status; empty if there was no whole answer, for whatever reason
   */
  public OptionalInt put(AccessToken token, Map<String, ?> json) {
    var request = new OneRequest(Secret.of(token.bearer()), Json.bytes(json));
    return HttpAnswer.of(() -> wire.putJson(request)) instanceof HttpAnswer.Received answer
        ? OptionalInt.of(answer.status())
        : OptionalInt.empty();
  }
}
