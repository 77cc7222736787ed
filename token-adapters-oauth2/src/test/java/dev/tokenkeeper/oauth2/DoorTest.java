package dev.tokenkeeper.oauth2;

import static dev.tokenkeeper.oauth2.Endpoints.GRANT;
import static dev.tokenkeeper.oauth2.Endpoints.REFRESH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Admission;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let through. */
class DoorTest {
  private static final Duration OPEN_FOR = Duration.ofSeconds(15);

  private final HandClock clock = new HandClock();
  private int status = 500;
  private String body = "";
  private RawServer server;
  private OAuth2Endpoint endpoint;

  @BeforeEach
  void open() throws Exception {
    server = RawServer.start(request -> request.answer(status, body));
    endpoint = endpoint(new ResilienceSettings(2, 50, 4, OPEN_FOR));
  }

  @AfterEach
  void close() {
    server.close();
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

  @Test
  void admit_noConnection_counts() {
    server.close();
    server.closed().join();
    fail(4);
    assertThat(admit()).isInstanceOf(Held.class);
  }

  private OAuth2Endpoint endpoint(ResilienceSettings resilience) {
    var settings = Endpoints.settings(server.uri("/token"));
    return new OAuth2Endpoint(
        new EndpointSettings(
            settings.tokenUri(),
            null,
            settings.client(),
            settings.dialect(),
            settings.http(),
            resilience),
        clock);
  }

  private Admission admit() {
    return endpoint.admit(Attempt.Purpose.REFRESH);
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

  private static final class HandClock extends Clock {
    private Instant now = Instant.EPOCH;

    void advance(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
