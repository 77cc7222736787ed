package dev.tokenkeeper.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.port.TokenEndpoint.Admission;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.port.TokenRequest;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TokenEndpoint} promises: a ticket is good for one request, and for no more.
 *
 * <p>Extend it where the endpoint's provider grants tokens to whatever it is sent and counts the
 * requests that reach it.
 */
public abstract class TokenEndpointContract {
  private static final TokenRequest REFRESH = new TokenRequest.Refresh(Secret.of("a-token"));
  private static final int MANY = 1_000;

  /** For extension. */
  protected TokenEndpointContract() {}

  /** Returns the endpoint under test, the same for the whole of a test. */
  protected abstract TokenEndpoint endpoint();

  /** Returns how many requests have reached the provider. */
  protected abstract int requests();

  @Test
  void admit_idleEndpoint_givesATicketAndSendsNothing() {
    ticket().close();
    assertThat(requests()).isZero();
  }

  @Test
  void send_once_bringsTheTokens() {
    try (Ticket ticket = ticket()) {
      assertThat(ticket.send(REFRESH)).isInstanceOf(Outcome.Granted.class);
    }
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void send_twice_isRefusedAndSendsNothingMore() {
    try (Ticket ticket = ticket()) {
      ticket.send(REFRESH);
      assertThatThrownBy(() -> ticket.send(REFRESH)).isInstanceOf(IllegalStateException.class);
    }
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void send_threadIsInterrupted_goesOnToItsEndAndKeepsTheInterrupt() {
    try (Ticket ticket = ticket()) {
      Thread.currentThread().interrupt();
      assertThat(ticket.send(REFRESH)).isInstanceOf(Outcome.Granted.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void close_twice_givesThePermitBackOnce() {
    for (int i = 0; i < MANY; i++) {
      Ticket ticket = ticket();
      ticket.close();
      ticket.close();
    }
    assertThat(requests()).isZero();
  }

  @Test
  void close_afterSending_givesThePermitBack() {
    for (int i = 0; i < 100; i++) {
      try (Ticket ticket = ticket()) {
        ticket.send(REFRESH);
      }
    }
    assertThat(requests()).isEqualTo(100);
  }

  private Ticket ticket() {
    Admission admission = endpoint().admit(Attempt.Purpose.REFRESH);
    assertThat(admission).isInstanceOf(Ticket.class);
    return (Ticket) admission;
  }
}
