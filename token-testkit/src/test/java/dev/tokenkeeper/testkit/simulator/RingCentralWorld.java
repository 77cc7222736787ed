package dev.tokenkeeper.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.testkit.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One simulator with one user, {@code ada}, a clock of its own, and a plain HTTP client. */
final class RingCentralWorld implements AutoCloseable {

  static final String JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  static final String BASIC =
      BsnWorld.basic(
          RingCentralSimulator.DEFAULT_CLIENT_ID, RingCentralSimulator.DEFAULT_CLIENT_SECRET);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final MovableClock clock;
  final RingCentralSimulator simulator;

  private RingCentralWorld(MovableClock clock, UnaryOperator<RingCentralSimulatorBuilder> change) {
    this.clock = clock;
    this.simulator =
        change
            .apply(
                RingCentralSimulator.builder()
                    .clock(clock)
                    .withoutAuthLimit()
                    .account("ada", "secret"))
            .start();
  }

  static RingCentralWorld usual() {
    return with(builder -> builder);
  }

  static RingCentralWorld with(UnaryOperator<RingCentralSimulatorBuilder> change) {
    return at(new MovableClock(), change);
  }

  static RingCentralWorld at(
      MovableClock clock, UnaryOperator<RingCentralSimulatorBuilder> change) {
    return new RingCentralWorld(clock, change);
  }

  static String field(HttpResponse<String> response, String name) {
    return BsnWorld.field(response, name);
  }

  static long number(HttpResponse<String> response, String name) {
    return Long.parseLong(field(response, name));
  }

  /** An OAuth error with the same code in its list. */
  static void assertRefused(
      HttpResponse<String> response, int status, String error, String errorCode) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(field(response, "error")).isEqualTo(error);
    assertThat(field(response, "errorCode")).isEqualTo(errorCode);
    assertThat(field(response, "message")).isEqualTo(field(response, "error_description"));
  }

  static void assertInvalidGrant(HttpResponse<String> response, String errorCode) {
    assertRefused(response, 400, "invalid_grant", errorCode);
  }

  /** The parameters of a URI's query, decoded. */
  static Map<String, String> query(URI uri) {
    return Arrays.stream(uri.getRawQuery().split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  void pass(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  /** The authorization URI of the default client, with more parameters. */
  URI authorization(String... more) {
    return authorizationOf(RingCentralSimulator.DEFAULT_CLIENT_ID, more);
  }

  URI authorizationOf(String clientId, String... more) {
    String[] usual = {
      "response_type",
      "code",
      "client_id",
      clientId,
      "redirect_uri",
      RingCentralSimulator.DEFAULT_REDIRECT_URI.toString(),
      "state",
      "s&1"
    };
    return page(join(usual, more));
  }

  URI page(String... namesAndValues) {
    return URI.create(simulator.authorizationPage() + "?" + BsnWorld.form(namesAndValues));
  }

  /** A new code of ada's. */
  String code(String... more) {
    return codeOf(simulator.authorize(authorization(more), "ada"));
  }

  static String codeOf(URI callback) {
    return String.valueOf(query(callback).get("code"));
  }

  HttpResponse<String> login(String... more) {
    return exchange(code(), more);
  }

  HttpResponse<String> exchange(String code, String... more) {
    return exchangeAs(BASIC, code, more);
  }

  HttpResponse<String> exchangeAs(String authorization, String code, String... more) {
    String[] usual = {
      "grant_type",
      "authorization_code",
      "code",
      code,
      "redirect_uri",
      RingCentralSimulator.DEFAULT_REDIRECT_URI.toString()
    };
    return tokenAs(authorization, join(usual, more));
  }

  HttpResponse<String> mint(String jwt) {
    return token("grant_type", JWT_GRANT, "assertion", jwt);
  }

  HttpResponse<String> refresh(HttpResponse<String> latest, String... more) {
    return refresh(field(latest, "refresh_token"), more);
  }

  HttpResponse<String> refresh(String refreshToken, String... more) {
    String[] usual = {"grant_type", "refresh_token", "refresh_token", refreshToken};
    return token(join(usual, more));
  }

  CompletableFuture<HttpResponse<String>> refreshAsync(String refreshToken) {
    String body = BsnWorld.form("grant_type", "refresh_token", "refresh_token", refreshToken);
    return HTTP.sendAsync(post(simulator.tokenEndpoint(), BASIC, body), BodyHandlers.ofString());
  }

  HttpResponse<String> token(String... namesAndValues) {
    return tokenAs(BASIC, namesAndValues);
  }

  /** A token request with another Authorization header, or with none if that is empty. */
  HttpResponse<String> tokenAs(String authorization, String... namesAndValues) {
    return post(simulator.tokenEndpoint(), authorization, namesAndValues);
  }

  HttpResponse<String> revoke(String token) {
    return post(simulator.revocationEndpoint(), BASIC, "token", token);
  }

  HttpResponse<String> post(URI uri, String authorization, String... namesAndValues) {
    return send(post(uri, authorization, BsnWorld.form(namesAndValues)));
  }

  /** Reads the call log with the access token of an answer. */
  HttpResponse<String> call(HttpResponse<String> latest) {
    return callAs("Bearer " + field(latest, "access_token"));
  }

  HttpResponse<String> callAs(String authorization) {
    return get("/account/~/call-log", authorization);
  }

  HttpResponse<String> get(String resource, String authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(simulator.api() + resource));
    return send(
        (authorization.isEmpty() ? request : request.header("Authorization", authorization))
            .timeout(Duration.ofSeconds(60))
            .build());
  }

  HttpResponse<String> get(URI uri) {
    return send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).build());
  }

  HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    simulator.close();
  }

  private static HttpRequest post(URI uri, String authorization, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", BsnWorld.FORM)
            .POST(BodyPublishers.ofString(body));
    return (authorization.isEmpty() ? request : request.header("Authorization", authorization))
        .build();
  }

  private static String[] join(String[] first, String[] second) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(second)).toArray(String[]::new);
  }
}
