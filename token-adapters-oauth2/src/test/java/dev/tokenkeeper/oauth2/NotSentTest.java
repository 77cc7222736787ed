package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.Endpoints.PATIENT;
import static dev.tokenkeeper.oauth2.Endpoints.QUICK;
import static dev.tokenkeeper.oauth2.Endpoints.REFRESH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tokenkeeper.port.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is called unsent is unsent. */
class NotSentTest {

  @Test
  void send_connectionRefused_isNotSent() throws Exception {
    int nobody;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = closed.getLocalPort();
    }
    assertNotSent("http://127.0.0.1:" + nobody + "/token", PATIENT).contains("ConnectException");
  }

  @Test
  void send_hostUnknown_isNotSent() {
    assertNotSent("https://no-such-host.invalid/token", PATIENT).isNotEmpty();
  }

  @Test
  void send_noConnectionInTime_isNotSent() throws Exception {
    List<Socket> waiting = new ArrayList<>();
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // Fills the queue of those who wait to be accepted; the next one hears nothing.
      for (int i = 0; i < 2; i++) {
        waiting.add(new Socket(full.getInetAddress(), full.getLocalPort()));
      }
      assertNotSent("http://127.0.0.1:" + full.getLocalPort() + "/token", QUICK)
          .contains("timed out");
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void send_deadlineBeforeConnection_isNotSent() throws Exception {
    var both = new HttpSettings(Duration.ofSeconds(9), Duration.ofMillis(250), 1024);
    List<Socket> waiting = new ArrayList<>();
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 2; i++) {
        waiting.add(new Socket(full.getInetAddress(), full.getLocalPort()));
      }
      var wire =
          Wire.to(
              URI.create("http://127.0.0.1:" + full.getLocalPort()), both, new SingleSend(both));

      assertThat(HttpAnswer.of(() -> wire.postForm(new OneRequest(null, new byte[] {1}))))
          .isEqualTo(new HttpAnswer.NotSent("No whole answer within 250 ms"));
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void send_peerSpeaksNoTls_isNotSent() throws Exception {
    try (var server = RawServer.start(request -> {})) {
      server.greetWith("HTTP/1.1 400 Bad Request\r\n\r\n");
      assertNotSent("https://127.0.0.1:" + server.uri("/").getPort() + "/token", PATIENT)
          .contains("SSLException");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void send_certificateNotTrusted_isNotSent(@TempDir Path folder) throws Exception {
    try (var server = SelfSignedServer.start(folder)) {
      assertNotSent("https://localhost:" + server.port() + "/token", PATIENT)
          .contains("SSLHandshakeException");
      assertThat(server.plaintext()).isEmpty();
    }
  }

  private static AbstractStringAssert<?> assertNotSent(String uri, HttpSettings http) {
    var settings = Endpoints.settings(URI.create(uri)).withHttp(http);
    return assertThat(Endpoints.send(settings, REFRESH))
        .asInstanceOf(type(Outcome.NotSent.class))
        .extracting(Outcome.NotSent::reason)
        .asString();
  }
}
