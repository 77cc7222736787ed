package dev.tokenkeeper.testkit.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the contract counts with counts right. */
@Timeout(20)
class HostileServerTest {
  private static final String POST =
      "POST /token HTTP/1.1\r\nHost: x\r\nX-Odd:  a b \r\nContent-Length: 3\r\n\r\na=b";

  private final HostileServer server = HostileServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void requests_oneWasSent_isOne() throws Exception {
    server.plays(Behaviour.answer(200, "{}"));

    assertThat(exchange(POST)).startsWith("HTTP/1.1 200 Said\r\n").endsWith("\r\n\r\n{}");
    assertThat(server.begun()).isEqualTo(1);
    assertThat(server.connections()).isEqualTo(1);
    assertThat(server.requests())
        .satisfiesExactly(
            request -> {
              assertThat(request.line()).isEqualTo("POST /token HTTP/1.1");
              assertThat(request.header("x-odd")).isEqualTo("a b");
              assertThat(request.header("accept")).isEmpty();
              assertThat(request.body()).isEqualTo("a=b");
            });
  }

  @Test
  void begun_clientSendsAgainOnAnotherConnection_isTwo() throws Exception {
    server.plays(Behaviour.close());

    assertThat(exchange(POST)).isEmpty();
    assertThat(exchange(POST)).isEmpty();
    assertThat(server.begun()).isEqualTo(2);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void begun_clientSendsAgainOnTheSameConnection_isTwo() throws Exception {
    server.plays(Behaviour.silent(), Behaviour.close());

    assertThat(exchange(POST + POST)).isEmpty();
    assertThat(server.begun()).isEqualTo(2);
    assertThat(server.connections()).isEqualTo(1);
  }

  /** The JDK's own client does what the contract is against. */
  @Test
  void begun_httpUrlConnectionPosts_isTwo() {
    server.plays(Behaviour.close());

    assertThatThrownBy(() -> post(server.uri())).isInstanceOf(IOException.class);
    assertThat(server.begun()).isEqualTo(2);
  }

  @Test
  void begun_bodyNeverComes_isCountedWithoutBeingWhole() throws Exception {
    try (var client = client()) {
      write(client, POST.substring(0, POST.length() - 1));

      assertThat(server.begun()).isEqualTo(1);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void requests_bodyInChunks_isWhole() throws Exception {
    server.plays(Behaviour.close());
    String head = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";

    assertThat(exchange(head + "2\r\na=\r\n1\r\nb\r\n0\r\n\r\n")).isEmpty();
    assertThat(server.requests())
        .extracting(HostileConnection.Request::body)
        .containsExactly("a=b");
  }

  @Test
  void connections_hangsUpOnArrival_areCountedAndNothingIsRead() throws Exception {
    server.hangsUpOnArrival();
    try (var client = client()) {
      assertThat(client.getInputStream().read()).isNegative();
    }
    assertThat(server.connections()).isEqualTo(1);
    assertThat(server.begun()).isZero();
  }

  @Test
  void flood_readByNobody_isNotWritten() throws Exception {
    int much = 64 * 1024 * 1024;
    server.plays(Behaviour.flood(much));
    try (var client = client()) {
      write(client, POST);
      assertThat(client.getInputStream().read()).isEqualTo(' ');
      assertThat(server.begun()).isEqualTo(1);
      assertThat(server.written()).isPositive().isLessThan(much);
    }
  }

  @Test
  void flood_readByTheClient_isWrittenToItsEnd() throws Exception {
    int much = 8 * 1024 * 1024;
    server.plays(Behaviour.flood(much));
    try (var client = client()) {
      write(client, POST);
      assertThat(client.getInputStream().readNBytes(much)).hasSize(much);
    }
    assertThat(server.written()).isEqualTo(much);
  }

  @Test
  void drip_goesOn_byteByByte() throws Exception {
    server.plays(Behaviour.drip("abc"));
    try (var client = client()) {
      write(client, POST);
      assertThat(client.getInputStream().readNBytes(3)).asString(ISO_8859_1).isEqualTo("abc");
    }
  }

  @Test
  void close_again_doesNothingAndNobodyListens() {
    server.close();
    server.close();

    assertThatThrownBy(this::client).isInstanceOf(ConnectException.class);
    assertThat(server.begun()).isZero();
  }

  private String exchange(String request) throws IOException {
    try (var client = client()) {
      write(client, request);
      client.shutdownOutput();
      return new String(client.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private Socket client() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
  }

  private static void write(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static int post(URI uri) throws IOException {
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.getOutputStream().write('x');
    return connection.getResponseCode();
  }
}
