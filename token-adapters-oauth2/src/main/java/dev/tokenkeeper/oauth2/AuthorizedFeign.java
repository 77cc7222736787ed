package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.TokenLease;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.TokenKeeperException;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * A Feign client for a provider's API, for hosts: each request gets its user's token, and is sent
 * once more with a newer one if the API says that the token is dead; the second answer is returned
 * whatever it is. Safe for use by many threads if what it is made of is.
 *
 * <p>A token leaves for its provider's own hosts only; see {@link
 * TokenKeeper#lease(AuthorizationId, URI)}. Redirects are not followed, whatever the options say,
 * for a token would go along wherever one points. Neither Feign's logs nor its exceptions see the
 * token.
 */
public final class AuthorizedFeign implements Client {
  private final Client delegate;
  private final TokenKeeper keeper;
  private final Supplier<AuthorizationId> whose;

  /**
   * Makes the client; does no I/O.
   *
   * @param delegate sends; must heed {@link Request.Options#isFollowRedirects}
   * @param whose tells, on the request's thread, whose request it is; never null
   */
  public AuthorizedFeign(Client delegate, TokenKeeper keeper, Supplier<AuthorizationId> whose) {
    this.delegate = Objects.requireNonNull(delegate, "delegate");
    this.keeper = Objects.requireNonNull(keeper, "keeper");
    this.whose = Objects.requireNonNull(whose, "whose");
  }

  /**
   * Sends a request for the user whose it is.
   *
   * @throws IllegalArgumentException if the request has an {@code Authorization} header
   * @throws dev.tokenkeeper.domain.ForeignHostException if the request goes to a host that is not
   *     the provider's; nothing was sent
   * @throws TokenKeeperException if there is no token, or after a refusal no other
   */
  @Override
  public Response execute(Request request, Request.Options options) throws IOException {
    if (request.headers().keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
      throw new IllegalArgumentException("The request has an Authorization header; leave it out");
    }
    AuthorizationId id = Objects.requireNonNull(whose.get(), "whose request it is");
    Request.Options staying = withoutRedirects(options);
    AccessToken token;
    Response answer;
    try (TokenLease lease = keeper.lease(id, URI.create(request.url()))) {
      token = lease.token();
      answer = send(request, token, staying);
    }
    AccessToken next = nextAfter(answer, id, token);
    if (next.equals(token)) {
      return answer;
    }
    answer.close();
    return send(request, next, staying);
  }

  private AccessToken nextAfter(Response answer, AuthorizationId id, AccessToken token) {
    try {
      return keeper.reportRejected(id, token, answer.status());
    } catch (TokenKeeperException e) {
      answer.close();
      throw e;
    }
  }

  /** The answer names the request as it was given, for whoever decodes or logs it prints both. */
  private Response send(Request request, AccessToken token, Request.Options options)
      throws IOException {
    Map<String, Collection<String>> headers = new TreeMap<>(request.headers());
    headers.put("Authorization", List.of(token.bearer()));
    var authorized =
        Request.create(
            request.httpMethod(),
            request.url(),
            headers,
            request.body(),
            request.charset(),
            request.requestTemplate());
    return delegate.execute(authorized, options).toBuilder().request(request).build();
  }

  private static Request.Options withoutRedirects(Request.Options options) {
    return new Request.Options(
        options.connectTimeout(),
        options.connectTimeoutUnit(),
        options.readTimeout(),
        options.readTimeoutUnit(),
        false);
  }
}
