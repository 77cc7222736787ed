package dev.tokenkeeper.testkit;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.port.Outcome;
import dev.tokenkeeper.port.TokenEndpoint;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A token endpoint that follows a script, remembers what it was sent, and keeps requests on the
 * wire for as long as a test wants. No network. Safe for use by many threads.
 */
public final class ScriptedTokenEndpoint implements TokenEndpoint {
  private final Deque<Function<TokenRequest, Outcome>> script = new ArrayDeque<>();
  private final List<TokenRequest> requests = new ArrayList<>();
  private final List<Attempt.Purpose> admitted = new ArrayList<>();
  private Function<TokenRequest, Outcome> otherwise = ScriptedTokenEndpoint::unscripted;
  private @Nullable Held held;
  private boolean blocked;
  private int openTickets;
  private int onTheWire;
  private int mostOnTheWire;

  /** Creates an endpoint that admits everybody and has no answer yet. */
  public ScriptedTokenEndpoint() {}

  /** Adds outcomes to the script: one for each coming request, in the order of sending. */
  public synchronized ScriptedTokenEndpoint answer(Outcome... outcomes) {
    for (Outcome each : outcomes) {
      script.add(request -> each);
    }
    return this;
  }

  /**
   * Sets what is answered once the script has run out. Without this, such a request is the test's
   * mistake and throws.
   */
  public synchronized ScriptedTokenEndpoint otherwise(Function<TokenRequest, Outcome> answer) {
    otherwise = answer;
    return this;
  }

  /**
   * Refuses every ticket from now on, as a full or failing endpoint does, but for replays in a
   * window.
   */
  public synchronized void hold(Duration retryAfter, String reason) {
    held = new Held(retryAfter, reason);
  }

  /** Gives tickets again. */
  public synchronized void admitAgain() {
    held = null;
  }

  /** Keeps every request that is sent from now on on the wire, until {@link #release}. */
  public synchronized void block() {
    blocked = true;
  }

  /** Lets all requests on the wire be answered, and further ones at once. */
  public synchronized void release() {
    blocked = false;
    notifyAll();
  }

  /**
   * Waits until at least so many requests are on the wire.
   *
   * @return whether that happened in time
   */
  public synchronized boolean awaitOnTheWire(int count, Duration longest)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (onTheWire < count) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Returns what was sent, in the order of sending. */
  public synchronized List<TokenRequest> requests() {
    return List.copyOf(requests);
  }

  /** Returns for what tickets were given, in order. */
  public synchronized List<Attempt.Purpose> admitted() {
    return List.copyOf(admitted);
  }

  /** Returns how many tickets were given and not closed yet. */
  public synchronized int openTickets() {
    return openTickets;
  }

  /** Returns how many requests are sent and not answered yet. */
  public synchronized int onTheWire() {
    return onTheWire;
  }

  /** Returns how many requests were ever on the wire at once. */
  public synchronized int mostOnTheWire() {
    return mostOnTheWire;
  }

  @Override
  public synchronized Admission admit(Attempt.Purpose purpose) {
    return held == null ? admitInWindow(purpose) : held;
  }

  @Override
  public synchronized Admission admitInWindow(Attempt.Purpose purpose) {
    admitted.add(purpose);
    openTickets++;
    return new ScriptedTicket();
  }

  @Override
  public Duration longestExchange() {
    return Duration.ofSeconds(10);
  }

  private Outcome exchange(TokenRequest request) {
    Function<TokenRequest, Outcome> answer = sent(request);
    try {
      return answer.apply(request);
    } finally {
      answered();
    }
  }

  /**
   * The answer is chosen on sending, so that the script does not depend on who is released first.
   */
  private synchronized Function<TokenRequest, Outcome> sent(TokenRequest request) {
    requests.add(request);
    Function<TokenRequest, Outcome> answer = script.isEmpty() ? otherwise : script.remove();
    onTheWire++;
    mostOnTheWire = Math.max(mostOnTheWire, onTheWire);
    notifyAll();
    waitWhileBlocked();
    return answer;
  }

  private synchronized void waitWhileBlocked() {
    boolean interrupted = false;
    while (blocked) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void answered() {
    onTheWire--;
    notifyAll();
  }

  private synchronized void closed() {
    openTickets--;
  }

  private static Outcome unscripted(TokenRequest request) {
    throw new IllegalStateException(
        "The script has no answer to a " + request.getClass().getSimpleName());
  }

  private final class ScriptedTicket implements Ticket {
    private boolean used;
    private boolean closed;

    @Override
    public Outcome send(TokenRequest request) {
      if (used || closed) {
        throw new IllegalStateException("A ticket is good for one request, before it is closed");
      }
      used = true;
      return exchange(request);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        ScriptedTokenEndpoint.this.closed();
      }
    }
  }
}
