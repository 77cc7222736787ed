package dev.tokenkeeper.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.Attempt.Purpose;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ScriptedTokenEndpointTest {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Outcome REFUSED = new Outcome.GrantRefused("invalid_grant");
  private static final Outcome UNKNOWN = new Outcome.Unknown("connection reset");
  private static final TokenRequest REFRESH = new TokenRequest.Refresh(Secret.of("canary"));

  private final ScriptedTokenEndpoint endpoint = new ScriptedTokenEndpoint();

  @Test
  void send_scripted_answersInOrderAndRemembersRequests() {
    endpoint.answer(REFUSED, UNKNOWN).otherwise(request -> new Outcome.Revoked());

    assertThat(send(REFRESH)).isEqualTo(REFUSED);
    assertThat(send(new TokenRequest.Mint())).isEqualTo(UNKNOWN);
    assertThat(send(REFRESH)).isEqualTo(new Outcome.Revoked());
    assertThat(endpoint.requests()).containsExactly(REFRESH, new TokenRequest.Mint(), REFRESH);
    assertThat(endpoint.admitted()).hasSize(3).containsOnly(Purpose.REFRESH);
  }

  @Test
  void send_scriptHasRunOut_throwsWithoutTheSecret() {
    assertThatThrownBy(() -> send(REFRESH))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Refresh")
        .hasMessageNotContaining("canary");
    assertThat(endpoint.onTheWire()).isZero();
  }

  @Test
  void send_twice_isRefused() {
    endpoint.answer(REFUSED, REFUSED);
    Ticket ticket = ticket();
    ticket.send(REFRESH);

    assertThatThrownBy(() -> ticket.send(REFRESH)).isInstanceOf(IllegalStateException.class);
    assertThat(endpoint.requests()).hasSize(1);
  }

  @Test
  void close_twice_givesThePermitBackOnce() {
    Ticket one = ticket();
    ticket();
    assertThat(endpoint.openTickets()).isEqualTo(2);

    one.close();
    one.close();
    assertThat(endpoint.openTickets()).isEqualTo(1);
  }

  @Test
  void hold_untilAdmittedAgain_refusesTickets() {
    endpoint.hold(LONGEST, "busy");
    assertThat(endpoint.admit(Purpose.MINT)).isEqualTo(new Held(LONGEST, "busy"));

    endpoint.admitAgain();
    assertThat(endpoint.admit(Purpose.MINT)).isInstanceOf(Ticket.class);
  }

  @Test
  void block_severalRequests_stayOnTheWireUntilReleased() throws Exception {
    endpoint.answer(REFUSED, REFUSED);
    endpoint.block();
    var one = inItsOwnThread(() -> send(REFRESH));
    var other = inItsOwnThread(() -> send(REFRESH));

    assertThat(endpoint.awaitOnTheWire(2, LONGEST)).isTrue();
    assertThat(one).isNotDone();
    assertThat(endpoint.awaitOnTheWire(3, Duration.ofMillis(5))).isFalse();
    endpoint.release();
    assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(REFUSED);
    assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(REFUSED);
    assertThat(endpoint.onTheWire()).isZero();
    assertThat(endpoint.mostOnTheWire()).isEqualTo(2);
  }

  /** The common pool may have one thread, and a blocked request keeps it. */
  private static <T> CompletableFuture<T> inItsOwnThread(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, command -> new Thread(command).start());
  }

  @Test
  void send_interruptedWhileBlocked_staysAndKeepsTheInterrupt() throws Exception {
    endpoint.answer(REFUSED);
    endpoint.block();
    var answered = new CompletableFuture<Outcome>();
    var interrupted = new CompletableFuture<Boolean>();
    var sender =
        new Thread(
            () -> {
              answered.complete(send(REFRESH));
              interrupted.complete(Thread.currentThread().isInterrupted());
            });
    sender.start();
    assertThat(endpoint.awaitOnTheWire(1, LONGEST)).isTrue();

    sender.interrupt();
    assertThat(answered).isNotDone();
    endpoint.release();
    assertThat(answered.get(10, TimeUnit.SECONDS)).isEqualTo(REFUSED);
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
  }

  private Ticket ticket() {
    return (Ticket) endpoint.admit(Purpose.REFRESH);
  }

  private Outcome send(TokenRequest request) {
    try (Ticket ticket = ticket()) {
      return ticket.send(request);
    }
  }
}
