package dev.tokenkeeper.oauth2;

import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.port.TokenRequest;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The permit to send one request. */
final class OneTimeTicket implements TokenEndpoint.Ticket {
  private enum State {
    UNUSED,
    USED,
    CLOSED
  }

  private final Door door;
  private final OAuth2Endpoint endpoint;
  private final AtomicReference<State> state = new AtomicReference<>(State.UNUSED);

  OneTimeTicket(Door door, OAuth2Endpoint endpoint) {
    this.door = door;
    this.endpoint = endpoint;
  }

  @Override
  public Outcome send(TokenRequest request) {
    Supplier<Outcome> exchange = endpoint.exchange(request);
    if (!state.compareAndSet(State.UNUSED, State.USED)) {
      throw new IllegalStateException("This ticket was used or closed; ask for another");
    }
    long start = System.nanoTime();
    Outcome outcome = new Outcome.Unknown("The exchange was cut short");
    try {
      outcome = exchange.get();
      return outcome;
    } finally {
      door.note(outcome, System.nanoTime() - start);
    }
  }

  @Override
  public void close() {
    State before = state.getAndSet(State.CLOSED);
    if (before == State.UNUSED) {
      door.noteNothing();
    }
    if (before != State.CLOSED) {
      door.leave();
    }
  }
}
