package dev.tokenkeeper.server.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls the provider's API as any program would. */
final class DemoApi {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final HttpClient http =
      HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** Calls once and returns the status. */
  int get(URI uri, String bearer) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", bearer).timeout(PATIENCE).build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }
}
