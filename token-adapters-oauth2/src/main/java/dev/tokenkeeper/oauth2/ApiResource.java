package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.Secret;
import feign.Response;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One resource of a provider's API, for what an adapter has to do besides getting tokens, such as
 * choosing the network of a session.
 *
 * <p>Under the same rules as a token request: one request a call, no redirects, bounded time and
 * size, no exceptions for what the network or the provider does. Only a get, which changes nothing,
 * may be repeated by the JDK, where a kept connection turns out to be closed. An answer is empty if
 * no whole one came, for whatever reason. Safe for use by many threads.
 */
public final class ApiResource {
  private static final byte[] NOTHING = {};

  private final SingleSend sender;
  private final URI uri;
  private final HttpSettings http;
  private final @Nullable ClientSettings client;
  private final Wire wire;

  /**
   * Makes a resource that is asked with users' tokens; does no I/O.
   *
   * @param uri https, or http to a loopback host
   * @throws dev.tokenkeeper.domain.ConfigurationException if a token must not go there, or the
   *     bounds make no sense
   */
  public ApiResource(URI uri, HttpSettings http) {
    this(sender(uri, http, new Problems("")), uri, http, null);
  }

  /**
   * Makes a resource that can also be asked in our application's own name; does no I/O.
   *
   * @param uri https, or http to a loopback host
   * @param client that proves who it is by HTTP Basic
   * @throws dev.tokenkeeper.domain.ConfigurationException if secrets must not go there, the client
   *     does not, or the bounds make no sense
   */
  public ApiResource(URI uri, ClientSettings client, HttpSettings http) {
    this(sender(uri, http, client.checkedForApi()), uri, http, client);
  }

  private ApiResource(
      SingleSend sender, URI uri, HttpSettings http, @Nullable ClientSettings client) {
    this.sender = sender;
    this.uri = uri;
    this.http = http;
    this.client = client;
    this.wire = Wire.to(uri, http, sender);
  }

  private static SingleSend sender(URI uri, HttpSettings http, Problems problems) {
    problems.unlessFitForSecrets("apiUri", uri);
    http.check(problems);
    problems.throwIfAny();
    return new SingleSend(http);
  }

  /**
   * Returns a resource below this one, with the same connections.
   *
   * @param segment of the path, in the clear; whatever it holds, it stays one segment
   * @throws IllegalArgumentException if no segment can be made of it: nothing, one or two dots,
   *     half a character
   */
  public ApiResource at(String segment) {
    return new ApiResource(sender, PathSegment.below(uri, segment), http, client);
  }

  /** Gets it with a user's token (RFC 6750 section 2.1). */
  public Optional<ApiAnswer> get(AccessToken token) {
    var request = new OneRequest(bearer(token), NOTHING);
    return answer(() -> wire.get(request));
  }

  /**
   * Gets it in our application's name.
   *
   * @throws IllegalStateException if this resource was made without a client
   */
  public Optional<ApiAnswer> get() {
    var request = new OneRequest(ourselves(), NOTHING);
    return answer(() -> wire.get(request));
  }

  /**
   * Posts a JSON object to it in our application's name.
   *
   * @param json names to values that JSON knows
   * @throws IllegalStateException if this resource was made without a client
   */
  public Optional<ApiAnswer> post(Map<String, ?> json) {
    var request = new OneRequest(ourselves(), Json.bytes(json));
    return answer(() -> wire.postJson(request));
  }

  /**
   * Puts a JSON object there with a user's token (RFC 6750 section 2.1).
   *
   * @param json names to values that JSON knows
   * @return the answer's status
   */
  public OptionalInt put(AccessToken token, Map<String, ?> json) {
    var request = new OneRequest(bearer(token), Json.bytes(json));
    return answer(() -> wire.putJson(request))
        .map(answer -> OptionalInt.of(answer.status()))
        .orElse(OptionalInt.empty());
  }

  private Secret ourselves() {
    if (client == null) {
      throw new IllegalStateException("Make this resource with a client to ask in its name");
    }
    return Objects.requireNonNull(client.atThisMoment().authorization(), "authorization");
  }

  private static Secret bearer(AccessToken token) {
    return Secret.of(token.bearer());
  }

  private static Optional<ApiAnswer> answer(Supplier<Response> call) {
    return HttpAnswer.of(call) instanceof HttpAnswer.Received answer
        ? Optional.of(new ApiAnswer(answer.status(), Json.map(Json.object(answer.body()))))
        : Optional.empty();
  }
}
