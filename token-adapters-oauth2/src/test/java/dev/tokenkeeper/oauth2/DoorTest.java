package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.Endpoints.GRANT;
import static dev.tokenkeeper.oauth2.Endpoints.REFRESH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Admission;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.testkit.MovableClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let through. */
class DoorTest {
  private static final Duration OPEN_FOR = Duration.ofSeconds(15);
  private static final ResilienceSettings RESILIENCE =
      new ResilienceSettings(2, 50, 4, OPEN_FOR, false);

  private final MovableClock clock = new MovableClock();
  private int status = 500;
  private String body = "";
  private String[] headers = {};
  private RawServer server;
  private OAuth2Endpoint endpoint;

  @BeforeEach
  void open() throws Exception {
    server = RawServer.start(request -> request.answer(status, body, headers));
    endpoint = endpoint(RESILIENCE);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void admit_threadIsInterrupted_letsItThroughAndKeepsTheInterrupt() {
    Thread.currentThread().interrupt();
    Ticket ticket = Endpoints.ticket(endpoint);

    assertThat(Thread.interrupted()).isTrue();
    ticket.close();
  }

  @Test
  void admit_asManyAsMayBeUnderWay_isHeld() {
    Ticket one = Endpoints.ticket(endpoint);
    Ticket other = Endpoints.ticket(endpoint);

    assertThat(admit()).isInstanceOf(Held.class);
    assertThat(((Held) admit()).retryAfter()).isPositive();
    one.close();
    one.close();
    Ticket third = Endpoints.ticket(endpoint);
    assertThat(admit()).as("closing twice gives one back").isInstanceOf(Held.class);
    other.close();
    third.close();
  }

  @Test
  void admit_providerFailing_isHeldUntilItMayTryAgain() {
    fail(4);

    assertThat(admit()).isEqualTo(new Held(OPEN_FOR, "127.0.0.1 is failing"));
    clock.advance(Duration.ofSeconds(5));
    assertThat(admit()).isEqualTo(new Held(Duration.ofSeconds(10), "127.0.0.1 is failing"));
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void admitInWindow_providerFailing_isLetThrough() {
    fail(4);

    for (int i = 0; i < 30; i++) {
      try (Ticket ticket = (Ticket) admitInWindow()) {
        assertThat(ticket.send(REFRESH)).isInstanceOf(Outcome.Unknown.class);
      }
    }
    assertThat(admit()).as("what it means for all others").isInstanceOf(Held.class);
  }

  @Test
  void admitInWindow_asManyAsMayBeUnderWay_isHeld() {
    Ticket one = Endpoints.ticket(endpoint);
    Ticket other = (Ticket) admitInWindow();

    assertThat(admitInWindow()).isInstanceOf(Held.class);
    one.close();
    assertThat(admitInWindow()).isInstanceOf(Ticket.class);
    other.close();
  }

  @Test
  void admitInWindow_providerAsksUsToWait_isHeld() {
    throttle(429, "7");
    pause(Dialect.STANDARD);
    fail(1);

    assertThat(admitInWindow()).isEqualTo(held(7));
  }

  @Test
  void admit_afterAWhile_letsOneTry() {
    fail(4);
    clock.advance(OPEN_FOR.plusMillis(1));
    try (Ticket trying = Endpoints.ticket(endpoint)) {
      assertThat(admit()).isInstanceOf(Held.class);
      assertThat(((Held) admit()).retryAfter()).isPositive();
      succeed();
      assertThat(trying.send(REFRESH)).isInstanceOf(Outcome.Granted.class);
    }
    assertThat(admit()).isInstanceOf(Ticket.class);
  }

  @Test
  void admit_afterAFailedTry_isHeldAgain() {
    fail(4);
    clock.advance(OPEN_FOR.plusMillis(1));
    fail(1);
    assertThat(admit()).isEqualTo(new Held(OPEN_FOR, "127.0.0.1 is failing"));
  }

  @Test
  void admit_afterATicketThatDidNotTry_letsAnotherTry() {
    fail(4);
    clock.advance(OPEN_FOR.plusMillis(1));
    Endpoints.ticket(endpoint).close();
    succeed();
    assertThat(Endpoints.send(endpoint, REFRESH)).isInstanceOf(Outcome.Granted.class);
    assertThat(admit()).isInstanceOf(Ticket.class);
  }

  @Test
  void admit_heldByABreaker_keepsNoPlace() {
    fail(4);
    for (int i = 0; i < 5; i++) {
      assertThat(admit()).isInstanceOf(Held.class);
    }
    clock.advance(OPEN_FOR.plusMillis(1));
    assertThat(admit()).isInstanceOf(Ticket.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400,invalid_grant",
    "401,invalid_client",
    "401,",
    "429,",
    "400,slow_down",
    "200,invalid_grant"
  })
  void admit_afterRefusals_isLetThrough(int newStatus, String error) {
    status = newStatus;
    body = error == null ? "" : "{\"error\":\"" + error + "\"}";
    fail(8);
    assertThat(admit()).isInstanceOf(Ticket.class);
  }

  @ParameterizedTest
  @CsvSource({"429,7,7", "429,0,0", "429,,40", "503,,40", "503,9,9"})
  void admit_pausingAndThrottled_isHeldUntilTheWaitIsOver(int newStatus, String said, long wait) {
    throttle(newStatus, said);
    pause(Dialect.STANDARD.withRetryAfter(Duration.ofSeconds(40)));

    fail(1);
    if (wait > 0) {
      assertThat(admit()).isEqualTo(held(wait));
      clock.advance(Duration.ofSeconds(wait).minusMillis(1));
      assertThat(admit()).isEqualTo(new Held(Duration.ofMillis(1), "127.0.0.1 asks us to wait"));
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(admit()).isInstanceOf(Ticket.class);
  }

  @Test
  void admit_pausingAndNobodyKnowsTheWait_isHeldForHalfAMinute() {
    throttle(429, null);
    pause(Dialect.STANDARD);

    fail(1);
    assertThat(admit()).isEqualTo(held(30));
  }

  @Test
  void admit_pausingAndTwoAnswers_isHeldForTheLongerWait() {
    pause(Dialect.STANDARD);
    try (Ticket one = Endpoints.ticket(endpoint);
        Ticket other = Endpoints.ticket(endpoint)) {
      throttle(429, "60");
      one.send(REFRESH);
      throttle(429, "5");
      other.send(REFRESH);
    }
    assertThat(admit()).isEqualTo(held(60));
  }

  @Test
  void admit_duringAPause_keepsNoPlace() {
    throttle(429, "7");
    pause(Dialect.STANDARD);
    fail(1);
    for (int i = 0; i < 5; i++) {
      assertThat(admit()).isEqualTo(held(7));
    }
    clock.advance(Duration.ofSeconds(7));
    assertThat(admit()).isInstanceOf(Ticket.class);
    assertThat(admit()).isInstanceOf(Ticket.class);
  }

  @Test
  void admit_pausingAndRefused_isLetThrough() {
    status = 400;
    body = "{\"error\":\"invalid_grant\"}";
    pause(Dialect.STANDARD);
    fail(1);
    assertThat(admit()).isInstanceOf(Ticket.class);
  }

  @Test
  void admit_noConnection_counts() {
    server.close();
    server.closed().join();
    fail(4);
    assertThat(admit()).isInstanceOf(Held.class);
  }

  private OAuth2Endpoint endpoint(ResilienceSettings resilience) {
    var settings = Endpoints.settings(server.uri("/token"));
    return new OAuth2Endpoint(settings.withResilience(resilience), clock.asClock());
  }

  private void pause(Dialect dialect) {
    var settings =
        Endpoints.settings(server.uri("/token"))
            .withDialect(dialect)
            .withResilience(RESILIENCE.pausingWhenThrottled());
    endpoint = new OAuth2Endpoint(settings, clock.asClock());
  }

  private void throttle(int newStatus, @Nullable String wait) {
    status = newStatus;
    body = "{\"error\":\"temporarily_unavailable\"}";
    headers = wait == null ? new String[0] : new String[] {"Retry-After: " + wait};
  }

  private static Held held(long seconds) {
    return new Held(Duration.ofSeconds(seconds), "127.0.0.1 asks us to wait");
  }

  private Admission admit() {
    return endpoint.admit(Attempt.Purpose.REFRESH);
  }

  private Admission admitInWindow() {
    return endpoint.admitInWindow(Attempt.Purpose.REFRESH);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(Endpoints.send(endpoint, REFRESH)).isNotInstanceOf(Outcome.Granted.class);
    }
  }

  private void succeed() {
    status = 200;
    body = GRANT;
  }
}
