package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.domain.Failure;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.LifecycleEvent.RenewalFailed;
import dev.tokenkeeper.domain.ProviderProfile;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt ended and provably consumed nothing: rule Release. The doubt of an earlier send stays.
 *
 * @param attemptId the attempt
 * @param kind not sent, throttled or client refused
 * @param retryAfter how long the provider asked us to wait, or null
 */
public record Released(String attemptId, FailureKind kind, @Nullable Duration retryAfter)
    implements Happening {

  /** No provider is believed that asks us to wait longer. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    Attempt open = row.attempt();
    if (open == null || !open.id().equals(attemptId)) {
      return Transition.none(row);
    }
    // A refused client is not the user's failure: the row keeps its record and its turn.
    boolean ours = kind == FailureKind.CLIENT_REFUSED;
    Failure failure = ours ? row.failure() : row.failure().and(kind, now);
    int failures = Math.max(1, failure.count());
    Instant retryAt = retryAt(row, profile, failures, now);
    return Transition.to(
        row,
        row.released(failure, retryAt, retryAt),
        new RenewalFailed(row.id(), now, kind, failures));
  }

  /** A window does not wait for a back-off, but for whoever asks us to wait. */
  private Instant retryAt(Authorization row, ProviderProfile profile, int failures, Instant now) {
    Instant regular = now.plus(wait(profile, failures));
    Doubt doubt = row.doubt();
    if (doubt == null) {
      return regular;
    }
    var agenda = new Agenda(row, profile);
    Instant ladder = agenda.ladder(doubt, failures, now);
    boolean hurries = kind == FailureKind.NOT_SENT && agenda.isInWindow(doubt, now);
    return hurries ? ladder : Agenda.later(regular, ladder);
  }

  private Duration wait(ProviderProfile profile, int failures) {
    Duration backoff = profile.timing().backoff(failures);
    if (retryAfter == null || retryAfter.compareTo(backoff) <= 0) {
      return backoff;
    }
    return retryAfter.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : retryAfter;
  }
}
