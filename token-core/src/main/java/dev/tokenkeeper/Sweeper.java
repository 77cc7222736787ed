package dev.tokenkeeper;

import dev.tokenkeeper.StoreClock.Stopwatch;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.TokenKeeperException;
import dev.tokenkeeper.port.OAuthProvider;
import dev.tokenkeeper.port.TokenEndpoint.Admission;
import dev.tokenkeeper.port.TokenEndpoint.Held;
import dev.tokenkeeper.port.TokenEndpoint.Ticket;
import dev.tokenkeeper.protocol.Due;
import dev.tokenkeeper.protocol.Postponed;
import dev.tokenkeeper.protocol.Transition;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks for rows whose time has come: takes as many as can be sent at once, with the permits in
 * hand before the rows are claimed, and leaves the rest.
 */
final class Sweeper {
  private final Node node;

  /** A row of a provider that is not installed here belongs to another process. */
  private static final Duration NOT_OURS = Duration.ofMinutes(1);

  /** There may be more than could be taken. */
  private static final Duration AGAIN = Duration.ofMillis(10);

  /** A token that is in use is looked at again so soon. */
  private static final Duration IN_USE = Duration.ofSeconds(1);

  private final Renewals renewals;
  private final Revocations revocations;
  private final Housekeeper housekeeper;
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final AtomicBoolean again = new AtomicBoolean();

  Sweeper(Node node, Renewals renewals, Revocations revocations, Housekeeper housekeeper) {
    this.node = node;
    this.renewals = renewals;
    this.revocations = revocations;
    this.housekeeper = housekeeper;
  }

  void start() {
    node.workers().every(node.settings().sweepPeriod(), () -> node.workers().run(this::sweep));
  }

  /** One look; while another is under way, none. */
  void sweep() {
    if (!sweeping.compareAndSet(false, true)) {
      return;
    }
    try {
      // Rows that this node cannot open would fill every batch: it takes one now and then to see.
      // The worker that sweeps is the next to be free.
      int room = node.seals().isReady() ? node.workers().idle() + 1 : 1;
      if (take(room) == room && again.compareAndSet(false, true)) {
        node.workers().runAfter(AGAIN, this::sweepAgain);
      }
    } catch (TokenKeeperException e) {
      // The store is away; rows stay due, and the next look comes by itself.
    } finally {
      sweeping.set(false);
    }
  }

  private void sweepAgain() {
    again.set(false);
    sweep();
  }

  private int take(int room) {
    Map<String, Ticket> tickets = new HashMap<>();
    Set<AuthorizationId> handedOn = new HashSet<>();
    node.suspensions().look();
    node.clock().sync();
    Stopwatch sinceClaim = node.clock().stopwatch();
    try {
      List<Transition> written =
          node.ledger().applyDue(room, (row, now) -> decide(row, now, tickets, handedOn));
      written.forEach(
          step -> {
            if (handedOn.contains(step.after().id())) {
              renewals.sendWithinLimits(step.after());
            } else {
              dispatch(step, tickets, sinceClaim);
            }
          });
      return written.size();
    } finally {
      tickets.values().forEach(Ticket::close);
    }
  }

  private Transition decide(
      Authorization row, Instant now, Map<String, Ticket> tickets, Set<AuthorizationId> handedOn) {
    if (!node.providers().knows(row.id())) {
      return Transition.to(row, row.rearmed(now.plus(NOT_OURS)));
    }
    OAuthProvider provider = node.providers().of(row.id());
    ProviderProfile profile = provider.profile();
    Due due = new Due(RandomId.next(), node.settings().node(), housekeeper.lastUsed(row.id(), now));
    Transition step = due.on(row, profile, now);
    Attempt attempt = step.after().attempt();
    if (attempt == null || !attempt.id().equals(due.attemptId())) {
      return step;
    }
    // In doubt the token may be dead already, and a window does not wait.
    if (attempt.kind() == Attempt.Kind.FIRST && isInUse(row, profile, now)) {
      return new Postponed(now.plus(IN_USE)).on(row, profile, now);
    }
    if (!node.seals().hasKeysFor(row)) {
      // Left to a node that has the key; the rows behind it are not.
      return new Postponed(now.plus(NOT_OURS)).on(row, profile, now);
    }
    if (wouldFailTogether(profile, tickets.size() + handedOn.size())) {
      return Transition.none(row);
    }
    Errand errand = Errand.renewal(step, due.attemptId(), attempt.purpose(), profile, false, now);
    Instant suspended = node.suspensions().until(row.id());
    if (now.isBefore(suspended)) {
      var held = new Held(Duration.between(now, suspended), "the provider refuses our application");
      return putOff(row, errand, node.permits().closed(errand, held), now);
    }
    Held known = node.permits().known(errand);
    if (known != null) {
      return putOff(row, errand, known, now);
    }
    if (provider.limits().areAny()) {
      handedOn.add(row.id());
      return new Postponed(now.plus(profile.timing().attempt())).on(row, profile, now);
    }
    Admission admission = node.permits().admit(errand);
    if (admission instanceof Held held) {
      return putOff(row, errand, held, now);
    }
    tickets.put(due.attemptId(), (Ticket) admission);
    return step;
  }

  private Transition putOff(Authorization row, Errand errand, Held held, Instant now) {
    Instant until = now.plus(node.permits().wait(errand, held));
    return new Postponed(until).on(row, node.providers().profileOf(row.id()), now);
  }

  /** What died with this process before it was sent would cost each of these users a login. */
  private static boolean wouldFailTogether(ProviderProfile profile, int taken) {
    return profile.rotation().penalty() == ReusePenalty.WIDER && taken > 0;
  }

  private boolean isInUse(Authorization row, ProviderProfile profile, Instant now) {
    return profile.rotation().killsAccessToken()
        && node.leases().holdOff(row.id())
        && row.grant() != null
        && now.isBefore(node.seals().usableUntil(row.grant().accessLifetime()));
  }

  private void dispatch(Transition step, Map<String, Ticket> tickets, Stopwatch sinceClaim) {
    Authorization row = step.after();
    node.ledger().tell(step);
    Ticket ticket = row.attempt() == null ? null : tickets.remove(row.attempt().id());
    if (ticket != null) {
      renewals.send(row, ticket, sinceClaim);
    } else if (node.providers().knows(row.id()) && Revocations.pendingIn(row)) {
      node.workers().run(() -> revocations.work(row));
    } else if (row.status() == Status.ACTIVE && !row.prepared()) {
      var unused = renewals.obtain(row.id(), Demand.FRESH);
    }
  }
}
