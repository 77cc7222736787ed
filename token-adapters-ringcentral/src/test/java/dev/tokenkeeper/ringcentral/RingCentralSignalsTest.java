package dev.tokenkeeper.ringcentral;

import static dev.tokenkeeper.testkit.simulator.RingCentralSimulator.DEFAULT_CLIENT_ID;
import static dev.tokenkeeper.testkit.simulator.RingCentralSimulator.DEFAULT_CLIENT_SECRET;
import static dev.tokenkeeper.testkit.simulator.RingCentralSimulator.DEFAULT_REDIRECT_URI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.AuthorizationCode;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.oauth2.HttpSettings;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.Outcome.ClientRefused;
import dev.tokenkeeper.port.Outcome.GrantRefused;
import dev.tokenkeeper.port.Outcome.Granted;
import dev.tokenkeeper.port.Outcome.Throttled;
import dev.tokenkeeper.port.Outcome.Unknown;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.testkit.Fact;
import dev.tokenkeeper.testkit.MovableClock;
import dev.tokenkeeper.testkit.simulator.Fault;
import dev.tokenkeeper.testkit.simulator.RingCentralSimulator;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What RingCentral's token endpoint may signal (provider notes, 8), and that it is asked but once.
 */
class RingCentralSignalsTest {
  // RFC 7636, appendix B.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private static final Duration QUICK = Duration.ofMillis(400);
  private static final Duration PATIENT = Duration.ofSeconds(10);

  private final MovableClock clock = new MovableClock();
  private RingCentralSimulator ringCentral;
  private TokenRequest refresh;

  @BeforeEach
  void open() {
    ringCentral =
        RingCentralSimulator.builder()
            .clock(clock)
            .account("ada", "pass word")
            .withoutAuthLimit()
            .start();
    refresh = new TokenRequest.Refresh(consent());
  }

  @AfterEach
  void close() {
    ringCentral.close();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("8.throttled", "429", Fault.throttled(Duration.ofSeconds(7)), Throttled.class),
        arguments("8.transient", "408", Fault.TIMEOUT_408, Unknown.class),
        arguments("8.transient", "500", Fault.SERVER_ERROR_500, Unknown.class),
        arguments("8.transient", "503", Fault.UNAVAILABLE_503, Unknown.class),
        arguments("8.transient", "request lost", Fault.REQUEST_LOST, Unknown.class),
        arguments("8.transient", "answer lost", Fault.ANSWER_LOST, Unknown.class),
        arguments("8.transient", "answer cut", Fault.ANSWER_CUT, Unknown.class),
        arguments("8.protocol", "a page", Fault.HTML_BODY, Unknown.class),
        arguments("8.protocol", "no JSON", Fault.GARBAGE_BODY, Unknown.class),
        arguments("8.protocol", "half of the JSON", Fault.TRUNCATED_JSON, Unknown.class),
        arguments("8.protocol", "no access token", Fault.MISSING_ACCESS_TOKEN, Unknown.class),
        arguments("8.expires-in", "a string", Fault.EXPIRES_IN_AS_STRING, Granted.class),
        arguments("8.expires-in", "missing", Fault.MISSING_EXPIRES_IN, Granted.class),
        arguments("8.expires-in", "negative", Fault.EXPIRES_IN_NEGATIVE, Granted.class));
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Fact({"8.throttled", "8.transient", "8.protocol", "8.expires-in"})
  void send_somethingGoesWrong_costsOneRequestAndNoRefreshToken(
      String fact, String what, Fault fault, Class<? extends Outcome> outcome) {
    ringCentral.faults().next(1, fault);

    assertOneRequest(fact, what, provider(DEFAULT_CLIENT_SECRET, PATIENT), outcome);
    assertThat(send(provider(DEFAULT_CLIENT_SECRET, PATIENT), refresh)).isInstanceOf(Granted.class);
  }

  @Test
  @Fact("8.transient")
  void send_noAnswerInTime_costsOneRequest() {
    ringCentral.faults().next(1, Fault.latencyAfter(QUICK.multipliedBy(5)));

    assertOneRequest(
        "8.transient", "no answer in time", provider(DEFAULT_CLIENT_SECRET, QUICK), Unknown.class);
  }

  @Test
  @Fact("8.grant-dead")
  void send_refreshTokenRevoked_costsOneRequest() {
    ringCentral.admin().revokeTokens("ada");

    assertOneRequest(
        "8.grant-dead",
        "invalid_grant",
        provider(DEFAULT_CLIENT_SECRET, PATIENT),
        GrantRefused.class);
  }

  @Test
  @Fact("8.client-config")
  void send_clientIsWrong_costsOneRequest() {
    assertOneRequest(
        "8.client-config", "invalid_client", provider("wrong", PATIENT), ClientRefused.class);
  }

  private void assertOneRequest(
      String fact, String what, OAuthProvider provider, Class<? extends Outcome> expected) {
    long before = ringCentral.tokenRequests();
    Outcome outcome = send(provider, refresh);
    long requests = ringCentral.tokenRequests() - before;
    System.out.println(
        String.join(
            " | ", fact, "RingCentral", what, expected.getSimpleName(), "requests " + requests));

    assertThat(outcome).isInstanceOf(expected);
    assertThat(requests).as("requests read from the socket").isEqualTo(1);
  }

  private OAuthProvider provider(String clientSecret, Duration timeout) {
    return RingCentralSettings.builder(DEFAULT_CLIENT_ID, Secret.of(clientSecret))
        .server(ringCentral.baseUri())
        .redirectUri(DEFAULT_REDIRECT_URI)
        .http(new HttpSettings(timeout, timeout, 64 * 1024))
        .build()
        .provider();
  }

  private Secret consent() {
    OAuthProvider provider = provider(DEFAULT_CLIENT_SECRET, PATIENT);
    var page = Objects.requireNonNull(provider.authorization());
    URI asked = page.request(Secret.of("state"), CHALLENGE, Map.of());
    String code =
        ringCentral.authorize(asked, "ada").getQuery().replaceFirst(".*code=([^&]+).*", "$1");
    var once =
        new AuthorizationCode(Secret.of(code), Lifetime.of(clock.instant(), Duration.ofMinutes(1)));
    var request = new TokenRequest.Code(once, DEFAULT_REDIRECT_URI, Secret.of(VERIFIER));
    return Objects.requireNonNull(((Granted) send(provider, request)).grant().refreshToken());
  }

  private static Outcome send(OAuthProvider provider, TokenRequest request) {
    try (Ticket ticket = (Ticket) provider.endpoint().admit(Attempt.Purpose.REFRESH)) {
      return ticket.send(request);
    }
  }
}
