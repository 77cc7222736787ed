package dev.tokenkeeper;

import dev.tokenkeeper.StoreClock.Stopwatch;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.KeyUnavailableException;
import dev.tokenkeeper.domain.OtherAccountException;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.domain.TokenUnavailableException;
import dev.tokenkeeper.domain.UnknownAuthorizationException;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenEndpoint.Admission;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.protocol.Claim;
import dev.tokenkeeper.protocol.Postponed;
import dev.tokenkeeper.protocol.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One authorization's way to a token that meets a demand, in this process: read, and if need be
 * claim and send, or wait for whoever is sending, until the demand is met, cannot be met, or it is
 * too late. Each step runs on a worker; between steps nothing is held.
 */
final class Flight {
  private static final Duration FIRST_LOOK = Duration.ofMillis(20);
  private static final Duration LAZIEST_LOOK = Duration.ofMillis(250);

  final AuthorizationId id;
  final CompletableFuture<CachedToken> result = new CompletableFuture<>();
  private final Demand demand;
  private final Renewals renewals;
  private final Node node;
  private final long deadlineNanos;
  private final boolean yields;
  private volatile boolean waitedFor;
  private boolean over;
  private Duration nextLook = FIRST_LOOK;
  private String sent = "";

  /**
   * @param yields whether it ends where it would have to wait, unless somebody has joined
   */
  Flight(AuthorizationId id, Demand demand, Renewals renewals, boolean yields) {
    this.id = id;
    this.yields = yields;
    this.demand = demand;
    this.renewals = renewals;
    this.node = renewals.node;
    this.deadlineNanos = node.clock().nanos() + node.settings().longestWait().toNanos();
  }

  /** Tells whether one more may count on it; who waits comes before those that nobody waits for. */
  synchronized boolean join(boolean waits) {
    waitedFor |= waits && !over;
    return !over;
  }

  private synchronized boolean giveUp() {
    over = yields && !waitedFor;
    return over;
  }

  /** Reads the row and takes the next step. */
  void advance() {
    step(() -> consider(read(), node.clock().lately()));
  }

  /** Goes on from a row that a sweeper has found due. */
  void begin(Authorization due) {
    step(() -> renew(due, node.clock().now()));
  }

  /** Goes on from an attempt that a sweeper has claimed. */
  void exchange(Authorization claimed, Ticket ticket, Stopwatch sinceClaim) {
    step(() -> send(claimed, ticket, sinceClaim));
  }

  private void send(Authorization claimed, Ticket ticket, Stopwatch sinceClaim) {
    sent = claimed.attempt() == null ? "" : claimed.attempt().id();
    renewals.keep(this);
    consider(renewals.exchange.run(claimed, ticket, sinceClaim), node.clock().now());
  }

  private void step(Runnable next) {
    try {
      next.run();
    } catch (RuntimeException | Error e) {
      renewals.land(this, e);
    }
  }

  private Authorization read() {
    return node.ledger().find(id).orElseThrow(() -> new UnknownAuthorizationException(id));
  }

  private void consider(Authorization row, Instant now) {
    CachedToken entry = renewals.publish(row);
    // What the provider has just given is as good as it gets, however short its life.
    boolean justGranted = row.prepared() && sent.equals(row.lastCommittedAttempt());
    if (justGranted || demand.isMetBy(entry, now.toEpochMilli())) {
      renewals.land(this, entry);
    } else if (!row.prepared() && !row.failure().isGrantDead() && lives(row, now)) {
      prepare(row);
    } else if (isHeldOff(entry, now)) {
      renewals.land(this, entry);
    } else {
      renew(row, now);
    }
  }

  /** A renewal that is merely due does not kill a token that is in use and still good. */
  private boolean isHeldOff(CachedToken entry, Instant now) {
    return demand.equals(Demand.FRESH)
        && node.leases().holdOff(id)
        && node.providers().profileOf(id).rotation().killsAccessToken()
        && entry.isUsable(now.toEpochMilli(), Duration.ZERO);
  }

  private void renew(Authorization row, Instant now) {
    node.suspensions().look();
    Instant suspended = node.suspensions().until(id);
    if (now.isBefore(suspended)) {
      later(Duration.between(now, suspended), "the provider refuses our application");
      return;
    }
    if (!node.seals().hasKeysFor(row)) {
      throw new KeyUnavailableException(
          "This node lacks the key that %s is sealed with. Give it the current keyset."
              .formatted(id),
          null);
    }
    Claim claim = renewals.newClaim();
    OAuthProvider provider = node.providers().of(id);
    Transition planned = claim.on(row, provider.profile(), now);
    if (!planned.changes()) {
      // Nothing would be sent: no place is taken for it.
      awaitTurn(row);
      return;
    }
    Errand errand = errand(planned, claim, provider, now);
    Admission admission = node.permits().admit(errand);
    if (admission instanceof Held held) {
      held(row, errand, held);
    } else if (admission instanceof Ticket ticket) {
      claim(row, claim, ticket);
    }
  }

  private Errand errand(Transition planned, Claim claim, OAuthProvider provider, Instant now) {
    Attempt.Purpose purpose = Claim.purpose(planned.before(), provider.profile(), now);
    return Errand.renewal(planned, claim.attemptId(), purpose, provider.profile(), waitedFor, now);
  }

  /** What nobody waits for is put off: the next to be swept may be another user's. */
  private void held(Authorization row, Errand errand, Held held) {
    if (giveUp()) {
      Instant until = node.clock().now().plus(node.permits().wait(errand, held));
      var unused = node.ledger().step(row, new Postponed(until));
    }
    later(held.retryAfter(), held.reason());
  }

  private void claim(Authorization row, Claim claim, Ticket ticket) {
    Stopwatch sinceClaim = node.clock().stopwatch();
    Optional<Transition> step;
    try {
      // Whether another may be taken for dead is not judged by a clock that was right a second ago.
      node.clock().sync();
      step = step(row, claim);
    } catch (RuntimeException | Error e) {
      ticket.close();
      throw e;
    }
    if (step.isPresent() && Exchange.isOurs(step.get().after(), claim.attemptId())) {
      send(step.get().after(), ticket, sinceClaim);
      return;
    }
    ticket.close();
    if (step.isPresent() && !step.get().changes()) {
      awaitTurn(row);
    } else {
      // The row has moved, or a spare was promoted, or the ladder has ended: look again.
      later(Duration.ZERO, "it is changing");
    }
  }

  /** ClaimUnknown: without a clear answer the claim is ours if, and only if, the row says so. */
  private Optional<Transition> step(Authorization row, Claim claim) {
    StoreException unclear = null;
    try {
      Optional<Transition> step = node.ledger().step(row, claim);
      if (step.isPresent()) {
        return step;
      }
    } catch (StoreException e) {
      unclear = e;
    }
    // A guard is lost to oneself if the first try was written and only its answer was lost.
    Authorization now = read();
    if (Exchange.isOurs(now, claim.attemptId())) {
      return Optional.of(Transition.to(row, now));
    }
    if (unclear != null) {
      throw unclear;
    }
    return Optional.empty();
  }

  /** With a dead token nothing can be prepared: it is renewed first. */
  private static boolean lives(Authorization row, Instant now) {
    return row.grant() != null && !row.grant().accessLifetime().isOver(now);
  }

  private void prepare(Authorization row) {
    Authorization next;
    try {
      next = renewals.prepare(row, Map.of());
    } catch (OtherAccountException e) {
      // Whoever waits here waits for the account that has just come back.
      later(Duration.ZERO, "another account came back");
      return;
    }
    if (!next.prepared() && !next.failure().isGrantDead()) {
      renewals.publish(next);
      awaitTurn(next);
    } else {
      consider(next, node.clock().now());
    }
  }

  /** Nothing may be sent yet: somebody else is sending, or it is too early. */
  private void awaitTurn(Authorization row) {
    Instant now = node.clock().now();
    if (row.attempt() != null && row.attempt().isOpen(now)) {
      later(nextLook, "another process is renewing it");
      nextLook =
          nextLook.multipliedBy(2).compareTo(LAZIEST_LOOK) > 0
              ? LAZIEST_LOOK
              : nextLook.multipliedBy(2);
      return;
    }
    Instant due = row.dueAt() == null ? now : row.dueAt();
    Instant turn = row.notBefore().isAfter(now) ? row.notBefore() : due;
    Duration wait = turn.isAfter(now) ? Duration.between(now, turn) : LAZIEST_LOOK;
    later(
        wait,
        row.failure().kind() == null
            ? "it was renewed just now"
            : "the last attempt failed: " + row.failure().kind());
  }

  private void later(Duration wait, String reason) {
    long left = deadlineNanos - node.clock().nanos();
    if (giveUp() || wait.toNanos() > left || !renewals.again(this, wait)) {
      throw new TokenUnavailableException(id, reason, wait, null);
    }
  }
}
