package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.TokenKeeper;
import dev.tokenkeeper.TokenLease;
import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.TokenKeeperException;
import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Objects;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * A provider's API over the JDK's HTTP client, for hosts: each request gets its user's token, and
 * is sent once more with a newer one if the API says that the token is dead. Safe for use by many
 * threads.
 *
 * <p>A token leaves for its provider's own hosts only; see {@link
 * TokenKeeper#lease(AuthorizationId, java.net.URI)}.
 */
public final class AuthorizedHttp {
  private final HttpClient http;
  private final TokenKeeper keeper;

  /**
   * Makes the client; does no I/O and closes neither.
   *
   * @throws ConfigurationException if the HTTP client follows redirects, and would take a token
   *     along wherever one points
   */
  public AuthorizedHttp(HttpClient http, TokenKeeper keeper) {
    this.http = http;
    this.keeper = Objects.requireNonNull(keeper, "keeper");
    if (http.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new ConfigurationException(
          "http client",
          "follows redirects, and would take a token along wherever one points",
          "Build it with followRedirects(Redirect.NEVER).");
    }
  }

  /**
   * Sends a request for a user. The second answer, if there is one, is returned whatever it is.
   *
   * @param request without {@code Authorization}; its body must be fit to be sent twice
   * @throws IllegalArgumentException if the request has an {@code Authorization} header
   * @throws dev.tokenkeeper.domain.ForeignHostException if the request goes to a host that is not
   *     the provider's; nothing was sent
   * @throws dev.tokenkeeper.domain.TokenKeeperException if there is no token, or after a refusal no
   *     other
   */
  public <T> HttpResponse<T> send(AuthorizationId id, HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    if (request.headers().firstValue("Authorization").isPresent()) {
      throw new IllegalArgumentException("The request has an Authorization header; leave it out");
    }
    AccessToken token;
    HttpResponse<T> answer;
    try (TokenLease lease = keeper.lease(id, request.uri())) {
      token = lease.token();
      answer = http.send(with(token, request), handler);
    }
    AccessToken next = nextAfter(answer, id, token);
    if (next.equals(token)) {
      return answer;
    }
    close(answer.body());
    return http.send(with(next, request), handler);
  }

  private <T> AccessToken nextAfter(HttpResponse<T> answer, AuthorizationId id, AccessToken token)
      throws IOException {
    try {
      return keeper.reportRejected(id, token, answer.statusCode());
    } catch (TokenKeeperException e) {
      close(answer.body());
      throw e;
    }
  }

  /** Gives a body's connection back, where the body is read as it comes. */
  private static void close(@Nullable Object body) throws IOException {
    if (body instanceof Closeable stream) {
      stream.close();
    } else if (body instanceof BaseStream<?, ?> lines) {
      lines.close();
    }
  }

  private static HttpRequest with(AccessToken token, HttpRequest request) {
    return HttpRequest.newBuilder(request, (name, value) -> true)
        .header("Authorization", token.bearer())
        .build();
  }
}
