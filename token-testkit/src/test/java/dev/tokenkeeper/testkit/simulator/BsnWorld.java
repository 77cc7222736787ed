package dev.tokenkeeper.testkit.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One simulator with one user, {@code ada}, a clock of its own, and a plain HTTP client. */
final class BsnWorld implements AutoCloseable {

  static final String FORM = "application/x-www-form-urlencoded";

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String BASIC =
      basic(BsnSimulator.DEFAULT_CLIENT_ID, BsnSimulator.DEFAULT_CLIENT_SECRET);

  final TestTime time;
  final BsnSimulator simulator;

  private BsnWorld(TestTime time, UnaryOperator<BsnSimulatorBuilder> change) {
    this.time = time;
    this.simulator =
        change.apply(BsnSimulator.builder().clock(time).account("ada", "secret")).start();
  }

  static BsnWorld usual() {
    return with(builder -> builder);
  }

  static BsnWorld with(UnaryOperator<BsnSimulatorBuilder> change) {
    return at(new TestTime(), change);
  }

  static BsnWorld at(TestTime time, UnaryOperator<BsnSimulatorBuilder> change) {
    return new BsnWorld(time, change);
  }

  static String basic(String id, String secret) {
    byte[] pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  static String form(String... namesAndValues) {
    StringJoiner pairs = new StringJoiner("&");
    for (int i = 0; i < namesAndValues.length; i += 2) {
      pairs.add(
          namesAndValues[i]
              + "="
              + URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
    }
    return pairs.toString();
  }

  /** The value of a string or number field; fails if there is none. */
  static String field(HttpResponse<String> response, String name) {
    Matcher field = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(response.body());
    if (!field.find()) {
      throw new AssertionError("no " + name + " in " + response.body());
    }
    return field.group(1);
  }

  HttpResponse<String> login() {
    return login("ada", "secret");
  }

  HttpResponse<String> login(String username, String password) {
    return token("grant_type", "password", "username", username, "password", password);
  }

  HttpResponse<String> refresh(HttpResponse<String> latest) {
    return refresh(field(latest, "refresh_token"));
  }

  HttpResponse<String> refresh(String refreshToken) {
    return token("grant_type", "refresh_token", "refresh_token", refreshToken);
  }

  CompletableFuture<HttpResponse<String>> refreshAsync(String refreshToken) {
    String body = form("grant_type", "refresh_token", "refresh_token", refreshToken);
    return HTTP.sendAsync(
        post(simulator.tokenEndpoint(), BASIC, FORM, body), BodyHandlers.ofString());
  }

  HttpResponse<String> clientCredentials() {
    return token("grant_type", "client_credentials");
  }

  /** A token request of the default client by HTTP Basic. */
  HttpResponse<String> token(String... namesAndValues) {
    return tokenAs(BASIC, namesAndValues);
  }

  /** A token request with another Authorization header, or with none if that is empty. */
  HttpResponse<String> tokenAs(String authorization, String... namesAndValues) {
    return raw(authorization, FORM, form(namesAndValues));
  }

  HttpResponse<String> raw(String authorization, String contentType, String body) {
    return send(post(simulator.tokenEndpoint(), authorization, contentType, body));
  }

  HttpResponse<String> revoke(String token) {
    return revokeAs(BASIC, "token", token);
  }

  HttpResponse<String> revokeAs(String authorization, String... namesAndValues) {
    String body = form(namesAndValues);
    return send(post(simulator.revocationEndpoint(), authorization, FORM, body));
  }

  HttpResponse<String> logout(String refreshToken) {
    return send(post(simulator.logoutEndpoint(), BASIC, FORM, form("refresh_token", refreshToken)));
  }

  HttpResponse<String> get(String resource, HttpResponse<String> latest) {
    return get(resource, field(latest, "access_token"));
  }

  HttpResponse<String> get(String resource, String accessToken) {
    return send(api(resource).header("Authorization", "Bearer " + accessToken).GET().build());
  }

  HttpResponse<String> selectNetwork(HttpResponse<String> latest) {
    return selectNetwork(latest, "application/json", "{\"name\":\"acme-main\"}");
  }

  HttpResponse<String> selectNetwork(HttpResponse<String> latest, String contentType, String body) {
    return send(
        api("Self/Session/Network")
            .header("Authorization", "Bearer " + field(latest, "access_token"))
            .header("Content-Type", contentType)
            .PUT(BodyPublishers.ofString(body))
            .build());
  }

  HttpRequest.Builder api(String resource) {
    return HttpRequest.newBuilder(URI.create(simulator.restApi() + "/" + resource))
        .timeout(Duration.ofSeconds(60));
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
