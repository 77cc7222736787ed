package dev.tokenkeeper.port;

import dev.tokenkeeper.domain.Attempt;
import java.time.Duration;

/**
 * A provider's token endpoint, in two steps, so that sending once is a type: first a ticket, then
 * the claim in the store, then the one request that the ticket is good for.
 *
 * <p>Safe for use by many threads. Contract: {@code TokenEndpointContract}.
 */
public interface TokenEndpoint {

  /** Asks for the permit to send one request. Does no I/O and does not wait. */
  Admission admit(Attempt.Purpose purpose);

  /**
   * Asks the same for a replay whose window is running out, and with it somebody's authorization.
   * An endpoint may keep some room for these and let them through although the provider is failing;
   * unless it says so, it makes no difference.
   */
  default Admission admitInWindow(Attempt.Purpose purpose) {
    return admit(purpose);
  }

  /**
   * Returns how long a ticket's {@code send} takes at most; positive. The keeper refuses a provider
   * whose attempts are shorter than that: another process would take the sender for dead.
   */
  Duration longestExchange();

  /** Either a {@link Ticket} or {@link Held}. */
  sealed interface Admission permits Ticket, Held {}

  /**
   * Not now: too many are sending, or the provider is failing.
   *
   * @param retryAfter when it is worth asking again, positive
   * @param reason for people
   */
  record Held(Duration retryAfter, String reason) implements Admission {}

  /** The permit to send one request. Belongs to one thread. */
  non-sealed interface Ticket extends Admission, AutoCloseable {

    /**
     * Sends the request, once, and waits for its outcome. Never throws for what the network or the
     * provider does, and is not cut short by an interrupt.
     *
     * @throws IllegalStateException if this ticket was used before
     */
    Outcome send(TokenRequest request);

    /** Gives the permit back. Closing twice does nothing. */
    @Override
    void close();
  }
}
