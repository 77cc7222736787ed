package dev.tokenkeeper.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.port.TokenRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A token and revocation endpoint on the JDK's HTTP client, as a stranger might write one; right,
 * unless a test makes it wrong. It reads no JSON but that of its tests.
 */
class PlainEndpoint implements TokenEndpoint {
  private static final int LONGEST = 256 * 1024;

  /** What came back, as far as it counts. */
  record Answer(int status, String retryAfter, String body) {}

  /** The one place that things are sent from. */
  interface Exchange {
    Answer run() throws IOException, InterruptedException;
  }

  final Semaphore permits = new Semaphore(16);
  private final URI uri;
  private final Duration timeout;
  private final HttpClient http;

  PlainEndpoint(URI server, Duration timeout) {
    this.uri = server.resolve("/token");
    this.timeout = timeout;
    this.http = configured(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)).build();
  }

  HttpClient.Builder configured(HttpClient.Builder builder) {
    return builder.followRedirects(HttpClient.Redirect.NEVER);
  }

  @Override
  public Admission admit(Attempt.Purpose purpose) {
    return permits.tryAcquire()
        ? new OneTicket(this)
        : new Held(Duration.ofSeconds(1), "16 are under way");
  }

  @Override
  public Duration longestExchange() {
    return timeout;
  }

  /** Gives a permit back. */
  void leave(@Nullable Outcome outcome) {
    permits.release();
  }

  Outcome outcome(TokenRequest request) {
    Map<String, String> form = new LinkedHashMap<>(ProviderContractRequests.fields(request));
    if (request instanceof TokenRequest.IdentityToken) {
      form.put("token", "identity");
    }
    try {
      Answer answer = Patience.of(timeout, () -> exchanged(post(uri, written(form))));
      return request instanceof TokenRequest.Revoke ? revoked(judged(answer)) : judged(answer);
    } catch (IOException e) {
      return failed(e);
    }
  }

  Outcome failed(IOException failure) {
    return failure instanceof ConnectException
        ? new Outcome.NotSent("Nobody listens")
        : new Outcome.Unknown(failure.getClass().getSimpleName());
  }

  HttpRequest post(URI to, String form) {
    return HttpRequest.newBuilder(to)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Accept", "application/json")
        .POST(BodyPublishers.ofString(form))
        .build();
  }

  Answer exchanged(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      byte[] bytes = read(body);
      if (bytes.length > LONGEST) {
        throw new IOException("The answer is too long");
      }
      String retryAfter = response.headers().firstValue("Retry-After").orElse("");
      return new Answer(response.statusCode(), retryAfter, new String(bytes, UTF_8));
    }
  }

  byte[] read(InputStream body) throws IOException {
    return body.readNBytes(LONGEST + 1);
  }

  Outcome judged(Answer answer) {
    if (answer.status() == 429) {
      String wait = answer.retryAfter().matches("\\d{1,4}") ? answer.retryAfter() : "30";
      return new Outcome.Throttled(Duration.ofSeconds(Long.parseLong(wait)));
    }
    Secret accessToken = secret(answer.body(), "access_token");
    if (answer.status() < 300 && accessToken != null) {
      return new Outcome.Granted(grant(accessToken, answer.body()));
    }
    String error = text(answer.body(), "error");
    String reason = error.isEmpty() ? "HTTP " + answer.status() : error;
    return switch (error) {
      case "invalid_grant", "invalid_token" -> new Outcome.GrantRefused(reason);
      case "invalid_client", "unauthorized_client" -> new Outcome.ClientRefused(reason);
      default ->
          answer.status() == 401
              ? new Outcome.ClientRefused(reason)
              : new Outcome.Unknown(answer.status() == 200 ? "HTTP 200, " : reason);
    };
  }

  /** RFC 7009 section 2.2: nothing has to be in the answer, and what is not known is gone. */
  private static Outcome revoked(Outcome outcome) {
    boolean gone =
        outcome instanceof Outcome.GrantRefused
            || outcome.equals(new Outcome.Unknown("HTTP 200, "));
    return gone ? new Outcome.Revoked() : outcome;
  }

  private TokenGrant grant(Secret accessToken, String body) {
    String life = text(body, "expires_in");
    boolean sane = life.matches("\\d{1,9}(\\.\\d+)?|\\de\\d");
    return TokenGrant.of(
        accessToken,
        sane ? Duration.ofSeconds((long) Double.parseDouble(life)) : null,
        secret(body, "refresh_token"));
  }

  @Nullable Secret secret(String body, String field) {
    String text = text(body, field);
    return text.isEmpty() || text.equals("null") ? null : Secret.of(text);
  }

  /** Returns the one value of the field; an empty text if it has none, or the object no end. */
  static String text(String body, String field) {
    boolean whole = body.startsWith("{") && body.endsWith("}");
    List<MatchResult> found =
        Pattern.compile("\"" + field + "\":(?:\"([^\"]*)\"|([\\w.+-]+))")
            .matcher(whole ? body : "")
            .results()
            .toList();
    if (found.size() != 1) {
      return "";
    }
    String quoted = found.get(0).group(1);
    return quoted == null ? found.get(0).group(2) : quoted;
  }

  static String written(Map<String, String> form) {
    return form.entrySet().stream()
        .map(each -> each.getKey() + '=' + URLEncoder.encode(each.getValue(), UTF_8))
        .collect(joining("&"));
  }

  /** Good for one exchange. */
  private static final class OneTicket implements Ticket {
    private final PlainEndpoint endpoint;
    private @Nullable Outcome outcome;
    private boolean used;
    private boolean closed;

    OneTicket(PlainEndpoint endpoint) {
      this.endpoint = endpoint;
    }

    @Override
    public Outcome send(TokenRequest request) {
      if (used) {
        throw new IllegalStateException("This ticket was used");
      }
      used = true;
      outcome = endpoint.outcome(request);
      return outcome;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        endpoint.leave(outcome);
      }
    }
  }
}
