package dev.tokenkeeper.benchmarks.keeper;

import dev.tokenkeeper.benchmarks.process.Fingerprint;
import dev.tokenkeeper.benchmarks.process.Gate;
import dev.tokenkeeper.benchmarks.process.Parent;
import dev.tokenkeeper.benchmarks.process.Point;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.port.TokenRequest;
import dev.tokenkeeper.protocol.Transition;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the decorated ports of one keeper know together: which attempts are its own, what it sent
 * and got for each, and what of that is stored. Tells, before a request leaves, {@code send ATTEMPT
 * KIND TOKEN PROVIDER USER EPOCH GENERATION}; then {@code unsent ATTEMPT}, {@code refused ATTEMPT}
 * or {@code got ATTEMPT TOKEN}; and {@code kept ATTEMPT} for each answer that the store is known to
 * hold. Safe for use by many threads.
 */
final class Watch {
  private static final ThreadLocal<@Nullable AuthorizationId> OPENED = new ThreadLocal<>();

  private final String process;
  private final Gate gate = new Gate(point -> Parent.tell("reached", point));
  private final Map<AuthorizationId, Authorization> claimed = new ConcurrentHashMap<>();
  private final Set<String> unkept = ConcurrentHashMap.newKeySet();

  Watch(String process) {
    this.process = process;
  }

  Gate gate() {
    return gate;
  }

  void reach(Point point, String provider) {
    gate.reach(point, provider);
  }

  /** This thread has opened what it is about to send. */
  void opened(AuthorizationId id) {
    OPENED.set(id);
  }

  /**
   * Returns the row that this thread sends this for, as it was claimed; null if it is not sent for
   * an attempt. What was opened last may have been for a request that was given up.
   */
  @Nullable Authorization sending(TokenRequest request) {
    AuthorizationId id = OPENED.get();
    OPENED.remove();
    Authorization row = id == null ? null : claimed.get(id);
    boolean fits = row != null && isFor(attemptOf(row).purpose(), request);
    return fits ? row : null;
  }

  private static boolean isFor(Attempt.Purpose purpose, TokenRequest request) {
    return switch (purpose) {
      case REFRESH -> request instanceof TokenRequest.Refresh;
      case LOGIN -> request instanceof TokenRequest.Login;
      case MINT -> false;
    };
  }

  void sends(Authorization row, Secret refreshToken) {
    Attempt attempt = attemptOf(row);
    Parent.tell(
        "send",
        attempt.id(),
        attempt.kind().name(),
        fingerprint(refreshToken),
        row.id().provider(),
        row.id().subject(),
        Long.toString(row.epoch()),
        Long.toString(row.generation()));
  }

  void unsent(Authorization row) {
    Parent.tell("unsent", attemptOf(row).id());
  }

  void refused(Authorization row) {
    Parent.tell("refused", attemptOf(row).id());
  }

  void got(Authorization row, @Nullable Secret refreshToken) {
    String attempt = attemptOf(row).id();
    unkept.add(attempt);
    Parent.tell("got", attempt, refreshToken == null ? "none" : fingerprint(refreshToken));
  }

  /** Tells whether this claims the row for us. */
  boolean isClaim(Transition step) {
    Attempt attempt = step.after().attempt();
    Attempt before = step.before().attempt();
    return attempt != null
        && attempt.owner().equals(process)
        && (before == null || !before.id().equals(attempt.id()));
  }

  /** Tells whether this stores what an attempt of ours has brought. */
  boolean isStore(Transition step) {
    Set<String> brought = answersIn(step.after());
    brought.removeAll(answersIn(step.before()));
    brought.retainAll(unkept);
    return !brought.isEmpty();
  }

  /** Such a step is stored. */
  void written(Transition step) {
    read(step.after());
  }

  /** Such a row is stored; its attempt is ours also if nobody has acknowledged the claim. */
  void read(Authorization row) {
    if (row.attempt() != null && row.attempt().owner().equals(process)) {
      claimed.merge(row.id(), row, Watch::newer);
    }
    answersIn(row).stream().filter(unkept::remove).forEach(attempt -> Parent.tell("kept", attempt));
  }

  /** Another thread may have read an older claim of ours, and come here late. */
  private static Authorization newer(Authorization one, Authorization other) {
    return one.revision() > other.revision() ? one : other;
  }

  private static Set<String> answersIn(Authorization row) {
    Set<String> attempts = new HashSet<>();
    if (row.lastCommittedAttempt() != null) {
      attempts.add(row.lastCommittedAttempt());
    }
    row.spares().stream().map(Spare::attemptId).forEach(attempts::add);
    return attempts;
  }

  private static Attempt attemptOf(Authorization row) {
    return Objects.requireNonNull(row.attempt(), "attempt");
  }

  private static String fingerprint(Secret secret) {
    return Fingerprint.of(secret.reveal(SecretAccess.granted()));
  }
}
