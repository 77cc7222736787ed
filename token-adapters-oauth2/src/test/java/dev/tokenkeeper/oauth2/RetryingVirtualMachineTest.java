package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.Endpoints.GRANT;
import static dev.tokenkeeper.oauth2.Endpoints.REFRESH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A virtual machine that was told to repeat every request on a dead connection ({@code
 * jdk.httpclient.enableAllMethodRetry}) still sends a token once.
 */
class RetryingVirtualMachineTest {

  @Test
  void send_fromIt_writesTheBodyOnce() throws Exception {
    try (var server = RawServer.start(RetryingVirtualMachineTest::onceThenClose)) {
      runWithRetries(Ours.class, server.uri("/token"));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void control_jdkClientPostsFromIt_isCountedTwice() throws Exception {
    try (var server = RawServer.start(RetryingVirtualMachineTest::onceThenClose)) {
      runWithRetries(Theirs.class, server.uri("/token"));
      assertThat(server.requests()).hasSize(3);
    }
  }

  private static void onceThenClose(RawServer.Request request) throws IOException {
    if (request.number() == 1) {
      request.answer(200, GRANT);
    } else {
      request.close();
    }
  }

  private static void runWithRetries(Class<?> main, URI uri) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djdk.httpclient.enableAllMethodRetry=true",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                uri.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  /** Sends twice, over one connection. */
  static final class Ours {
    public static void main(String[] uri) {
      var endpoint = new OAuth2Endpoint(Endpoints.settings(URI.create(uri[0])));
      Endpoints.send(endpoint, REFRESH);
      Endpoints.send(endpoint, REFRESH);
    }
  }

  /** Sends twice, over one connection, as far as it knows. */
  static final class Theirs {
    public static void main(String[] uri) throws Exception {
      var client = HttpClient.newHttpClient();
      var post =
          HttpRequest.newBuilder(URI.create(uri[0])).POST(BodyPublishers.ofString("x")).build();
      client.send(post, BodyHandlers.discarding());
      try {
        client.send(post, BodyHandlers.discarding());
      } catch (IOException expected) {
        // Neither of the two was answered.
      }
    }
  }
}
