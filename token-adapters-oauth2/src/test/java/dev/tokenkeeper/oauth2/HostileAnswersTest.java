package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.Endpoints.GRANT;
import static dev.tokenkeeper.oauth2.Endpoints.PATIENT;
import static dev.tokenkeeper.oauth2.Endpoints.QUICK;
import static dev.tokenkeeper.oauth2.Endpoints.REFRESH;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is answered, one request leaves, the outcome is what it should be, and a token that can
 * be read is not lost. The rows carry the numbers of the rules that they follow.
 */
@Timeout(30)
class HostileAnswersTest {
  private static final HostileTable TABLE = new HostileTable();
  private static final String WHOLE = "Granted at-1 rt-1 PT5M";
  private static final String BARE = "Granted at-1 rt-1 null";
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String TO_THE_END = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  /** Some bytes, then what a server does that has said enough. */
  private static RawServer.Script cut(String raw) {
    return request -> {
      request.write(raw);
      request.close();
    };
  }

  static Stream<Arguments> lost() {
    return Stream.of(
        row("R2", "no answer", request -> {}, QUICK, "Unknown"),
        row("R2", "close without reply", RawServer.Request::close, "Unknown"),
        row("R2", "reset after request", RawServer.Request::reset, "Unknown"),
        row("R2", "interim answers, then close", cut(interim(103)), "Unknown"),
        row("R2", "100 Continue, then tokens", cut(interim(100) + ok(GRANT)), WHOLE),
        row("R2", "103 Early Hints, then tokens", cut(interim(103) + ok(GRANT)), WHOLE),
        row("R3", "500", answer(500, "oops"), "Unknown"),
        row("R3", "500 with tokens", answer(500, GRANT), "Unknown"),
        row("R3", "502 HTML", answer(502, "<html>Bad gateway</html>"), "Unknown"),
        row("R3", "503, Retry-After 1", answer(503, "", "Retry-After: 1"), "Unknown"),
        row("R3", "504", answer(504, ""), "Unknown"),
        row("R3", "599", answer(599, ""), "Unknown"),
        row("R12", "an answer after the deadline", late(700), QUICK, "Unknown"));
  }

  static Stream<Arguments> refused() {
    String date = "Date: Sun, 06 Nov 1994 08:49:37 GMT";
    return Stream.of(
        row("R4", "429", answer(429, ""), "Throttled null"),
        row("R4", "429, Retry-After 7", answer(429, "", "Retry-After: 7"), "Throttled PT7S"),
        row("R4", "429, huge", answer(429, "", "Retry-After: 99999999"), "Throttled PT1H"),
        row("R4", "429, 2^64", answer(429, "", "Retry-After: " + "9".repeat(20)), "Throttled null"),
        row("R4", "429, negative", answer(429, "", "Retry-After: -1"), "Throttled null"),
        row(
            "R4",
            "429, a date",
            answer(429, "", date, "Retry-After: Sun, 06 Nov 1994 08:50:00 GMT"),
            "Throttled PT23S"),
        row(
            "R4",
            "429, a date of another format",
            answer(429, "", date, "Retry-After: Sunday, 06-Nov-94 08:50:00 GMT"),
            "Throttled null"),
        row("R4", "429, two headers", twice("Retry-After: 5", "Retry-After: 9"), "Throttled PT5S"),
        row("R4", "429 invalid_grant", answer(429, error("invalid_grant")), "Throttled null"),
        row("R4", "429 with tokens", answer(429, GRANT), "Throttled null"),
        row("R5", "400 invalid_grant", answer(400, error("invalid_grant")), "GrantRefused"),
        row("R5", "200 invalid_grant", answer(200, error("invalid_grant")), "GrantRefused"),
        row("R5", "500 invalid_grant", answer(500, error("invalid_grant")), "GrantRefused"),
        row("R5", "401 invalid_client", answer(401, error("invalid_client")), "ClientRefused"),
        row(
            "R5",
            "400 unauthorized_client",
            answer(400, error("unauthorized_client")),
            "ClientRefused"),
        row("R5", "401 without a word", answer(401, ""), "ClientRefused"),
        row("R5", "400 with a code of its own", answer(400, error("odd_error")), "Unknown"),
        row("R5", "400 Invalid_Grant", answer(400, error("Invalid_Grant")), "Unknown"),
        row("R5", "403", answer(403, ""), "Unknown"),
        row("R5", "400, error twice", answer(400, twoErrors("invalid_client")), "Unknown"),
        row("R5", "400, error twice, the same", answer(400, twoErrors("invalid_grant")), "Unknown"),
        row("R5", "400, half of invalid_grant", cut(half(400, error("invalid_grant"))), "Unknown"));
  }

  static Stream<Arguments> otherForms() {
    return Stream.of(
        row("R6", "200 HTML login page", html("<html><form>log in</form>"), "Unknown"),
        row("R6", "200 JSON called HTML", html(GRANT), WHOLE),
        row("R6", "200 JSON called a form", answer(200, GRANT, FORM), WHOLE),
        row("R6", "200 JSON called nothing", answer(200, GRANT), WHOLE),
        row("R6", "200 JSON, two content types", twoTypes(), WHOLE),
        row("R6", "a form", form("access_token=at-1&refresh_token=rt-1&expires_in=300"), WHOLE),
        row("R6", "a form, scope twice", form(formAnd("scope=a&scope=b")), BARE + " scope=[b]"),
        row("R6", "a form, a name alone", form(formAnd("scope")), BARE + " scope=[]"),
        row("R6", "a form, && and &", form(formAnd("&") + "&"), BARE),
        row("R6", "a form, bad escapes", form(formAnd("x=%zz&%=1")), BARE),
        row("R6", "a form, access_token twice", form(formAnd("access_token=at-2")), "Unknown"),
        row("R6", "a form, refresh_token twice", form(formAnd("refresh_token=rt-2")), "Unknown"),
        row("R6", "a form that calls itself nothing", answer(200, formAnd("x=1")), "Unknown"),
        row("R6", "a form, cut", cut(half(200, formAnd("x=1"), FORM)), "Unknown"),
        row("R6", "Content-Encoding: utf-8", answer(200, GRANT, "Content-Encoding: utf-8"), WHOLE),
        row("R6", "Content-Encoding: none", answer(200, GRANT, "Content-Encoding: none"), WHOLE),
        row(
            "R6",
            "Content-Encoding: identity",
            answer(200, GRANT, "Content-Encoding: identity"),
            WHOLE));
  }

  static Stream<Arguments> disorder() {
    String same = ",\"x\":1,\"x\":1";
    return Stream.of(
        row("R7", "truncated JSON", answer(200, GRANT.substring(0, 20)), "Unknown"),
        row("R7", "JSON, cut by the connection", cut(half(200, GRANT)), "Unknown"),
        row("R7", "JSON and garbage", answer(200, GRANT + "}"), WHOLE),
        row("R7", "JSON and a page", answer(200, GRANT + "<html>"), WHOLE),
        row("R7", "JSON and other JSON", answer(200, GRANT + "{\"x\":1}"), "Unknown"),
        row("R7", "JSON and half a grant", answer(200, GRANT + GRANT.substring(0, 5)), "Unknown"),
        row("R7", "UTF-16 JSON twice", encoded(UTF_16LE, GRANT + GRANT), "Unknown"),
        row("R7", "JSON twice", answer(200, GRANT + GRANT), "Unknown"),
        row("R7", "JSON and white space", answer(200, " \r\n" + GRANT + "\n\t "), WHOLE),
        row("R7", "whole JSON, length too long, close", cutLater(ok(GRANT, 9)), WHOLE),
        row("R7", "whole JSON, length too long, nothing", words(ok(GRANT, 9)), QUICK, WHOLE),
        row("R7", "whole JSON, length too short", words(ok(GRANT, -9)), "Unknown"),
        row("R7", "whole JSON, last chunk missing, close", cutLater(chunk(GRANT)), WHOLE),
        row("R7", "whole JSON, last chunk missing, nothing", words(chunk(GRANT)), QUICK, WHOLE),
        row("R7", "JSON up to the end of the connection", cut(TO_THE_END + GRANT), WHOLE),
        row("R7", "half of it up to the end", cut(TO_THE_END + GRANT.substring(9)), "Unknown"),
        row("R7", "UTF-8 with a BOM", encoded(UTF_8, "\ufeff" + GRANT), WHOLE),
        row("R7", "UTF-16 with a BOM", encoded(UTF_16, GRANT), WHOLE),
        row("R7", "UTF-16, big end first", encoded(UTF_16BE, GRANT), WHOLE),
        row("R7", "UTF-16, little end first", encoded(UTF_16LE, GRANT), WHOLE),
        row("R7", "UTF-32", encoded(Charset.forName("UTF-32BE"), GRANT), WHOLE),
        row("R7", "Latin 1, a name in it", answer(200, tokens(",\"n\":\"Jos\u00e9\"")), BARE),
        row("R7", "broken UTF-8 at the end", answer(200, tokens(",\"n\":\"\u00e2\u0082\"")), BARE),
        row("R7", "two access tokens", answer(200, tokens(",\"access_token\":\"b\"")), "Unknown"),
        row(
            "R7",
            "an access token twice",
            answer(200, tokens(",\"access_token\":\"a\"")),
            "Unknown"),
        row("R7", "two refresh tokens", answer(200, tokens(",\"refresh_token\":\"b\"")), "Unknown"),
        row("R7", "two of something else", answer(200, tokens(same)), BARE),
        row("R7", "two of something else, in another", answer(200, tokens(nested(same))), BARE),
        row(
            "R7",
            "two lives",
            answer(200, tokens(",\"expires_in\":9,\"expires_in\":8")),
            "Granted"),
        row("R7", "nested 10^5", deep(), HttpSettings.DEFAULT, "Unknown"),
        row("R7", "more than we read", words(ok(" ".repeat(2000) + GRANT)), "Unknown"),
        row("R7", "a byte a second", drops(), slow(2200), "Unknown"));
  }

  static Stream<Arguments> odd() {
    Stream<Arguments> lives =
        Stream.of(
                new String[] {"0", "PT0S"},
                new String[] {"-1", "PT-1S"},
                new String[] {"\"300\"", "PT5M"},
                new String[] {"299.9", "PT4M59S"},
                new String[] {"3600000", "PT1000H"},
                new String[] {"9223372036854775808", "PT87840H"},
                new String[] {"1e999", "PT87840H"},
                new String[] {"-1e999", "PT-87840H"},
                new String[] {"\"soon\"", "null"},
                new String[] {"\"0x1p3\"", "PT8S"},
                new String[] {"\"\"", "null"},
                new String[] {"null", "null"},
                new String[] {"true", "null"},
                new String[] {"{}", "null"},
                new String[] {"[1]", "null"})
            .map(
                each ->
                    row(
                        "R8",
                        "expires_in " + each[0],
                        answer(200, tokens(",\"expires_in\":" + each[0])),
                        "Granted at-1 rt-1 " + each[1]));
    Stream<Arguments> others =
        Stream.of(
            row("R8", "expires_in missing", answer(200, tokens("")), BARE),
            row("R9", "refresh_token missing", refreshed(""), "Granted at-1 - null"),
            row("R9", "refresh_token empty", refreshed("\"\""), "Granted at-1 - null"),
            row("R9", "refresh_token null", refreshed("null"), "Granted at-1 - null"),
            row("R9", "refresh_token an object", refreshed("{}"), "Granted at-1 - null"),
            row("R9", "refresh_token equal", refreshed("\"rt-0\""), "Granted at-1 rt-0 null"),
            row("R9", "refresh_token a number", refreshed("47"), "Granted at-1 47 null"),
            row("R10", "scope empty", scope("\"\""), BARE + " scope=[]"),
            row("R10", "scope narrower", scope("\"a\""), BARE + " scope=[a]"),
            row("R10", "scope wider", scope("\"a b c\""), BARE + " scope=[a b c]"),
            row("R10", "scope a list", scope("[\"a\",\"b\"]"), BARE + " scope=[a b]"),
            row("R10", "scope null", scope("null"), BARE),
            row("R10", "scope an object", scope("{}"), BARE),
            row("R10", "type mac", answer(200, tokens(",\"token_type\":\"mac\"")), "Granted"),
            row("R10", "type DPoP", answer(200, tokens(",\"token_type\":\"DPoP\"")), "Granted"),
            row("R10", "id_token rubbish", answer(200, tokens(",\"id_token\":\"x\"")), BARE),
            row("R10", "error beside tokens", answer(200, tokens(",\"error\":\"odd\"")), BARE));
    return Stream.concat(lives, others);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource({"lost", "refused", "otherForms", "disorder", "odd"})
  void send_whateverIsAnswered_leavesOnceAndLosesNoToken(
      String rule, String reply, RawServer.Script script, HttpSettings http, String expected)
      throws Exception {
    try (var server = RawServer.start(script)) {
      String outcome = sent(server.uri("/token"), http);
      TABLE.add(rule, reply, outcome, server.requests().size());

      assertThat(outcome).startsWith(expected);
      assertThat(server.requests()).hasSize(1);
      assertThat(server.heads()).isEqualTo(1);
    }
  }

  static IntStream redirects() {
    return IntStream.rangeClosed(300, 308);
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void send_redirectElsewhere_isNotFollowed(int status) throws Exception {
    try (var elsewhere = RawServer.answering(200, GRANT);
        var server =
            RawServer.answering(status, "", "Location: " + elsewhere.uri("/token"), "Age: 1")) {
      String outcome = sent(server.uri("/token"), PATIENT);
      TABLE.add("R11", status + " to another server", outcome, server.heads());

      assertThat(outcome).isEqualTo("Unknown");
      assertThat(server.heads()).isEqualTo(1);
      assertThat(elsewhere.heads()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void send_redirectToItself_isNotFollowed(int status) throws Exception {
    try (var server = RawServer.answering(status, GRANT, "Location: /token")) {
      String outcome = sent(server.uri("/token"), PATIENT);
      TABLE.add("R11", status + " to itself, with tokens", outcome, server.heads());

      assertThat(outcome).isEqualTo("Unknown");
      assertThat(server.heads()).isEqualTo(1);
    }
  }

  @Test
  void send_nobodyListens_sendsNothing() throws Exception {
    URI nobody;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort() + "/token");
    }
    String refused = sent(nobody, PATIENT);
    String unknown = sent(URI.create("https://no-such-host.invalid/token"), PATIENT);
    TABLE.add("R1", "connection refused", refused, 0);
    TABLE.add("R1", "no such host", unknown, 0);

    assertThat(refused).isEqualTo("NotSent");
    assertThat(unknown).isEqualTo("NotSent");
  }

  @Test
  void send_packedBomb_isReadUpToTheBound() throws Exception {
    // Members of 100 MB each, one behind the other: 10 GB of nothing in some 10 MB.
    String member = new String(packed(100_000_000), ISO_8859_1);
    endless(
        "gzip, 10 MB that are 10 GB",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
            + 100L * member.length()
            + "\r\n\r\n",
        member,
        100);
  }

  @Test
  void send_endlessChunks_areReadUpToTheBound() throws Exception {
    String chunk = Integer.toHexString(1 << 20) + "\r\n" + " ".repeat(1 << 20) + "\r\n";
    endless("1 GiB in chunks", CHUNKED, chunk, 1024);
  }

  private static void endless(String reply, String head, String part, int times) throws Exception {
    var written = new AtomicLong();
    RawServer.Script script =
        request -> {
          request.write(head);
          for (int i = 0; i < times; i++) {
            request.write(part);
            written.addAndGet(part.length());
          }
        };
    try (var server = RawServer.start(script)) {
      String outcome = sent(server.uri("/token"), HttpSettings.DEFAULT);
      int requests = server.requests().size();
      TABLE.add("R7", reply, outcome + ", closed after " + written + " bytes", requests);

      assertThat(outcome).isEqualTo("Unknown");
      assertThat(requests).isEqualTo(1);
      assertThat(written.get()).as("bytes that were taken").isLessThan(64L << 20);
    }
  }

  /** The answer to an exchange that was given up is nobody's, least of all the next one's. */
  @Test
  void send_afterAnAnswerThatCameTooLate_getsItsOwn() throws Exception {
    List<RawServer.Request> late = new ArrayList<>();
    RawServer.Script script =
        request -> {
          late.add(request);
          if (request.number() == 2) {
            later(0, () -> late.get(0).answer(200, GRANT.replace("-1", "-late")));
            request.answer(200, GRANT);
          }
        };
    try (var server = RawServer.start(script)) {
      var endpoint =
          new OAuth2Endpoint(Endpoints.settings(server.uri("/token")).withHttp(slow(600)));
      assertThat(HostileTable.said(Endpoints.send(endpoint, REFRESH))).isEqualTo("Unknown");
      String second = HostileTable.said(Endpoints.send(endpoint, REFRESH));
      TABLE.add("R12", "the next answer after one that was late", second, 1);

      assertThat(second).isEqualTo(WHOLE);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @AfterAll
  static void print() {
    TABLE.print("Hostile answers");
  }

  private static String sent(URI uri, HttpSettings http) {
    return HostileTable.said(Endpoints.send(Endpoints.settings(uri).withHttp(http), REFRESH));
  }

  private static Arguments row(
      String rule, String reply, RawServer.Script script, String expected) {
    return row(rule, reply, script, PATIENT, expected);
  }

  private static Arguments row(
      String rule, String reply, RawServer.Script script, HttpSettings http, String expected) {
    return Arguments.of(rule, reply, script, http, expected);
  }

  private static HttpSettings slow(int millis) {
    return new HttpSettings(Duration.ofMillis(millis), Duration.ofMillis(millis), 1024);
  }

  private static RawServer.Script answer(int status, String body, String... headers) {
    return request -> request.answer(status, body, headers);
  }

  private static RawServer.Script words(String raw) {
    return request -> request.write(raw);
  }

  private static RawServer.Script twice(String one, String other) {
    return answer(429, "", one, other);
  }

  private static RawServer.Script twoTypes() {
    return answer(200, GRANT, "Content-Type: text/plain", "Content-Type: image/png");
  }

  private static RawServer.Script html(String body) {
    return answer(200, body, "Content-Type: text/html");
  }

  private static RawServer.Script form(String body) {
    return answer(200, body, FORM);
  }

  private static RawServer.Script deep() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    return answer(200, tokens(",\"x\":" + deep));
  }

  private static RawServer.Script refreshed(String token) {
    String more = token.isEmpty() ? "" : ",\"refresh_token\":" + token;
    return answer(200, "{\"access_token\":\"at-1\"" + more + "}");
  }

  private static RawServer.Script scope(String scope) {
    return answer(200, tokens(",\"scope\":" + scope));
  }

  private static RawServer.Script encoded(Charset charset, String text) {
    return answer(200, new String(text.getBytes(charset), ISO_8859_1));
  }

  private static RawServer.Script cutLater(String raw) {
    return request -> {
      request.write(raw);
      later(100, request.channel()::shutdownOutput);
    };
  }

  private static RawServer.Script late(int millis) {
    return request -> later(millis, () -> request.answer(200, GRANT));
  }

  private static RawServer.Script drops() {
    String raw = ok(GRANT);
    int body = raw.indexOf("{");
    return request -> {
      request.write(raw.substring(0, body));
      for (int i = 0; i < 5; i++) {
        String next = raw.substring(body + i, body + i + 1);
        later(1000 * i, () -> request.write(next));
      }
    };
  }

  private interface Action {
    void run() throws IOException;
  }

  private static void later(int millis, Action action) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              try {
                action.run();
              } catch (IOException gone) {
                // The client has left, as it should.
              }
            });
  }

  private static String interim(int status) {
    return "HTTP/1.1 " + status + " Wait\r\nLink: </x>\r\n\r\n";
  }

  private static String ok(String body) {
    return ok(body, 0);
  }

  /** An answer whose length is wrong by so much. */
  private static String ok(String body, int more) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + (body.length() + more) + "\r\n\r\n" + body;
  }

  private static String half(int status, String body, String... headers) {
    return "HTTP/1.1 %d Said\r\nContent-Length: %d\r\n%s\r\n%s"
        .formatted(
            status,
            body.length(),
            headers.length == 0 ? "" : headers[0] + "\r\n",
            body.substring(0, body.length() - 3));
  }

  private static String chunk(String body) {
    return CHUNKED + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
  }

  private static String tokens(String more) {
    return "{\"access_token\":\"at-1\",\"refresh_token\":\"rt-1\"" + more + "}";
  }

  private static String nested(String fields) {
    return ",\"y\":{\"z\":0" + fields + "}";
  }

  private static String formAnd(String more) {
    return "access_token=at-1&refresh_token=rt-1&" + more;
  }

  private static String error(String code) {
    return "{\"error\":\"" + code + "\"}";
  }

  private static String twoErrors(String second) {
    return "{\"error\":\"invalid_grant\",\"error\":\"" + second + "\"}";
  }

  private static byte[] packed(int zeros) {
    var bytes = new ByteArrayOutputStream();
    byte[] block = new byte[100_000];
    try (var gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < zeros; i += block.length) {
        gzip.write(block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
