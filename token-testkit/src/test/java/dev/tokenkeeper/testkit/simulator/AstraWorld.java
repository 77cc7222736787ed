package dev.tokenkeeper.testkit.simulator;

import static dev.tokenkeeper.testkit.simulator.BsnWorld.field;
import static dev.tokenkeeper.testkit.simulator.BsnWorld.form;

import dev.tokenkeeper.testkit.MovableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One Astra with one user, {@code ada}, a clock of its own, and a plain HTTP client. */
final class AstraWorld implements AutoCloseable {

  static final String REDIRECT = "http://127.0.0.1/callback/astra";
  static final String BASIC =
      BsnWorld.basic(AstraSimulator.DEFAULT_CLIENT_ID, AstraSimulator.DEFAULT_CLIENT_SECRET);
  static final String DEAD_CODE = "Invalid or expired authorization code";
  static final String DEAD_REFRESH_TOKEN = "Invalid or expired refresh token";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final MovableClock clock;
  final AstraSimulator simulator;

  private AstraWorld(MovableClock clock, UnaryOperator<AstraSimulatorBuilder> change) {
    this.clock = clock;
    this.simulator =
        change.apply(AstraSimulator.builder().clock(clock).account("ada", "secret")).start();
  }

  static AstraWorld usual() {
    return with(builder -> builder);
  }

  static AstraWorld with(UnaryOperator<AstraSimulatorBuilder> change) {
    return at(new MovableClock(), change);
  }

  static AstraWorld at(MovableClock clock, UnaryOperator<AstraSimulatorBuilder> change) {
    return new AstraWorld(clock, change);
  }

  void pass(long seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  /** Where an application sends its user, with more parameters or others. */
  URI page(String... more) {
    String usual =
        form(
            "client_id",
            AstraSimulator.DEFAULT_CLIENT_ID,
            "redirect_uri",
            REDIRECT,
            "response_type",
            "code");
    return URI.create(
        simulator.authorizationPage() + "?" + usual + (more.length > 0 ? "&" + form(more) : ""));
  }

  URI pageWith(String query) {
    return URI.create(simulator.authorizationPage() + "?" + query);
  }

  /** The code in a callback; fails if there is none. */
  static String code(String callback) {
    Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(callback);
    if (!code.find()) {
      throw new AssertionError("no code in " + callback);
    }
    return code.group(1);
  }

  String agreed(String username) {
    return code(simulator.authorize(page(), username).toString());
  }

  HttpResponse<String> signIn() {
    return redeem(agreed("ada"));
  }

  HttpResponse<String> redeem(String code) {
    return redeem(code, REDIRECT);
  }

  HttpResponse<String> redeem(String code, String redirectUri) {
    return token("grant_type", "authorization_code", "code", code, "redirect_uri", redirectUri);
  }

  HttpResponse<String> refresh(HttpResponse<String> granted) {
    return token("grant_type", "refresh_token", "refresh_token", field(granted, "refresh_token"));
  }

  CompletableFuture<HttpResponse<String>> refreshAsync(HttpResponse<String> granted) {
    String body =
        form("grant_type", "refresh_token", "refresh_token", field(granted, "refresh_token"));
    HttpRequest request = post(simulator.tokenEndpoint(), BASIC, BsnWorld.FORM, body);
    return HTTP.sendAsync(request, BodyHandlers.ofString());
  }

  HttpResponse<String> token(String... namesAndValues) {
    return tokenAs(BASIC, namesAndValues);
  }

  HttpResponse<String> tokenAs(String authorization, String... namesAndValues) {
    return posted(simulator.tokenEndpoint(), authorization, BsnWorld.FORM, form(namesAndValues));
  }

  HttpResponse<String> login(URI page, String... namesAndValues) {
    return posted(page, "", BsnWorld.FORM, form(namesAndValues));
  }

  HttpResponse<String> announce(String json) {
    return posted(simulator.userIntents(), BASIC, "application/json", json);
  }

  /** The id of a new UserIntent. */
  String announced(String email) {
    return field(announce(person(email)), "id");
  }

  static String person(String email) {
    return "{\"email\":\"" + email + "\",\"phone\":\"+14155550101\",\"address2\":\"\"}";
  }

  HttpResponse<String> describe(String intentId) {
    return get(URI.create(simulator.userIntents() + "/" + intentId), BASIC);
  }

  HttpResponse<String> verify(String json) {
    return posted(simulator.identityVerification(), BASIC, "application/json", json);
  }

  HttpResponse<String> redeemIdentity(String token) {
    return posted(
        simulator.identityToken(),
        BASIC,
        BsnWorld.FORM,
        form("token", token, "user_consent_captured", "true"));
  }

  /** The status of an API call with the access token of an answer. */
  int call(HttpResponse<String> granted) {
    return api("accounts", field(granted, "access_token")).statusCode();
  }

  HttpResponse<String> api(String resource, String accessToken) {
    return get(URI.create(simulator.api() + "/" + resource), "Bearer " + accessToken);
  }

  HttpResponse<String> get(URI uri, String authorization) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60));
    return send(
        (authorization.isEmpty() ? request : request.header("Authorization", authorization))
            .build());
  }

  HttpResponse<String> posted(URI uri, String authorization, String contentType, String body) {
    return send(post(uri, authorization, contentType, body));
  }

  @Override
  public void close() {
    simulator.close();
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static HttpRequest post(URI uri, String authorization, String contentType, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body));
    return (authorization.isEmpty() ? request : request.header("Authorization", authorization))
        .build();
  }
}
