package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.Endpoints.GRANT;
import static dev.tokenkeeper.oauth2.Endpoints.PATIENT;
import static dev.tokenkeeper.oauth2.Endpoints.REFRESH;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that cannot prove who it is gets no request, even if its authority is trusted. */
@Timeout(30)
class HostileTlsTest {
  private static final HostileTable TABLE = new HostileTable();

  @TempDir private static Path folder;
  private static Certificates certificates;
  private static SSLContext usual;

  @BeforeAll
  static void make() throws Exception {
    certificates = new Certificates(folder);
    usual = SSLContext.getDefault();
  }

  @ParameterizedTest
  @CsvSource({
    "GOOD, true, Granted at-1 rt-1 PT5M, 1",
    "GOOD, false, NotSent, 0",
    "EXPIRED, true, NotSent, 0",
    "NOT_YET, true, NotSent, 0",
    "OTHER_HOST, true, NotSent, 0"
  })
  void send_byCertificate_onlyToAGoodOneThatIsTrusted(
      Certificates.Kind kind, boolean trusted, String expected, int requests) throws Exception {
    try (var server = server(certificates.server(kind))) {
      var counted =
          CompletableFuture.supplyAsync(() -> answer(server), each -> new Thread(each).start());
      String outcome = sent(trusted, server.getLocalPort());
      int came = counted.join();
      TABLE.add("R1", kind + (trusted ? "" : ", not trusted"), outcome, came);

      assertThat(outcome).isEqualTo(expected);
      assertThat(came).isEqualTo(requests);
    }
  }

  /** By hand: the JDK's own server cannot be made to speak it any more. */
  @ParameterizedTest
  @CsvSource({"0, SSL 3.0", "1, TLS 1.0", "2, TLS 1.1"})
  void send_serverSpeaksAnOldVersionOnly_sendsNothing(int minor, String version) throws Exception {
    try (var server = RawServer.start(request -> {})) {
      server.greetWith(hello((char) minor));
      String outcome = sent(true, server.uri("/").getPort());
      TABLE.add("R1", version + " only", outcome, server.heads());

      assertThat(outcome).isEqualTo("NotSent");
      assertThat(server.heads()).isZero();
    }
  }

  @Test
  void send_serverEndsTheHandshake_sendsNothing() throws Exception {
    try (var server = RawServer.start(request -> {})) {
      server.greetWith("\25\3\3\0\2\2(");
      String outcome = sent(true, server.uri("/").getPort());
      TABLE.add("R1", "a fatal alert", outcome, server.heads());

      assertThat(outcome).isEqualTo("NotSent");
      assertThat(server.heads()).isZero();
    }
  }

  @AfterAll
  static void print() {
    TABLE.print("Hostile servers over TLS");
  }

  /** A record with a ServerHello: the version, 32 random bytes, no session, a cipher. */
  private static String hello(char minor) {
    return "\26\3" + minor + "\0*\2\0\0&\3" + minor + "r".repeat(32) + "\0\0/\0";
  }

  private static SSLServerSocket server(SSLContext context) throws IOException {
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  /** Answers one request; returns how many came. */
  private static int answer(SSLServerSocket server) {
    try (var client = (SSLSocket) server.accept()) {
      if (client.getInputStream().read() < 0) {
        return 0;
      }
      String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + GRANT.length() + "\r\n\r\n" + GRANT;
      client.getOutputStream().write(answer.getBytes(ISO_8859_1));
      // Until the client has gone, or it would be reset over what it sent.
      String rest = new String(client.getInputStream().readNBytes(64), ISO_8859_1);
      return rest.isEmpty() ? 0 : 1;
    } catch (IOException handshakeFailed) {
      return 0;
    }
  }

  private static String sent(boolean trusting, int port) throws Exception {
    SSLContext.setDefault(trusting ? certificates.trusting() : usual);
    try {
      URI uri = URI.create("https://localhost:" + port + "/token");
      return HostileTable.said(Endpoints.send(Endpoints.settings(uri).withHttp(PATIENT), REFRESH));
    } finally {
      SSLContext.setDefault(usual);
    }
  }
}
