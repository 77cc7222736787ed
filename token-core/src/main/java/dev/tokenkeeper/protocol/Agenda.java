package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.ReusePenalty;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is to be sent for a row, and when. Pure. */
final class Agenda {
  /** A lapsed row is looked at so often; nothing depends on it. */
  private static final Duration IDLE_CHECK = Duration.ofDays(1);

  /** An idle refresh token is renewed at the latest when this part of its life is over. */
  private static final double KEEP_ALIVE_AT = 0.8;

  private final Authorization row;
  private final ProviderProfile profile;

  Agenda(Authorization row, ProviderProfile profile) {
    this.row = row;
    this.profile = profile;
  }

  /** What a claim at this instant would send; null if there is nothing left to send. */
  Attempt.@Nullable Purpose purpose(Instant now) {
    SealedGrant grant = row.grant();
    if (row.canLogIn() && (inDoubt() || refreshTokenIsSpent(now))) {
      return Attempt.Purpose.LOGIN;
    }
    if (profile.rotation().rule() == RotationRule.NONE) {
      return Attempt.Purpose.MINT;
    }
    return grant == null || grant.refreshToken() == null ? null : Attempt.Purpose.REFRESH;
  }

  /** Whether some send of the current refresh token has an unknown outcome. */
  boolean inDoubt() {
    Attempt attempt = row.attempt();
    return row.doubt() != null || (attempt != null && attempt.purpose() == Attempt.Purpose.REFRESH);
  }

  /** Whether somebody is, or may be, sending again before a person is asked. */
  boolean recoversByItself() {
    return row.canLogIn() || profile.rotation().rule() == RotationRule.NONE;
  }

  /** The first instant at which another may act on an attempt whose owner has died. */
  Instant firstTakeover(Attempt attempt) {
    boolean soon =
        attempt.purpose() != Attempt.Purpose.REFRESH
            || recoversByItself()
            || toleratesReplayAtDeadline();
    return soon ? attempt.deadline() : attempt.settleAt();
  }

  /** The first instant at which a row in doubt, without an open attempt, permits a step. */
  Instant ladder(Doubt doubt, int failures, Instant now) {
    if (recoversByItself()) {
      return now;
    }
    if (doubt.refused()) {
      return later(doubt.settleAt(), now);
    }
    if (!toleratesReplayAtDeadline() || windowIsOver(doubt, now)) {
      return later(doubt.settleAt(), now);
    }
    Instant regular = now.plus(profile.timing().backoff(failures));
    // Inside a window an attempt more is worth more than patience.
    return profile.rotation().rule() == RotationRule.ONE_TIME_WITH_GRACE
        ? earlier(regular, later(now.plus(profile.timing().minPeriod()), lastReplay(doubt)))
        : regular;
  }

  /** How a doubtful refresh token may be sent again at this instant; null if not yet, or never. */
  Attempt.@Nullable Kind replay(Doubt doubt, Instant now) {
    boolean settled = !now.isBefore(doubt.settleAt());
    return switch (profile.rotation().rule()) {
      case REUSABLE, NONE ->
          settled || !profile.rotation().killsAccessToken() ? Attempt.Kind.REPLAY : null;
      case ONE_TIME_WITH_GRACE ->
          !doubt.refused() && !windowIsOver(doubt, now) ? Attempt.Kind.REPLAY : last(settled);
      case ONE_TIME -> last(settled);
    };
  }

  /** When a replay's own deadline ends: never outside the provider's window. */
  Instant deadline(Attempt.Kind kind, @Nullable Doubt doubt, Instant now) {
    Instant deadline = now.plus(profile.timing().attempt());
    if (kind != Attempt.Kind.REPLAY
        || doubt == null
        || profile.rotation().rule() != RotationRule.ONE_TIME_WITH_GRACE) {
      return deadline;
    }
    return earlier(deadline, windowEnd(doubt));
  }

  /** When an access token begins to drain, for providers where a refresh kills it. */
  @Nullable Instant drain() {
    return profile.rotation().killsAccessToken() ? renewal() : null;
  }

  /** When the current tokens are to be renewed ahead of their end. */
  Instant renewal() {
    Lifetime life = current().accessLifetime();
    Instant at = life.at(profile.renewal().at());
    Instant end = life.endsAt();
    if (at == null || end == null) {
      return life.issuedAt().plus(profile.renewal().keepAlive());
    }
    return at.plusMillis(spread(Duration.between(at, end).dividedBy(2)));
  }

  /**
   * When a login is made for nobody in particular. Sessions that ended together, by an outage or at
   * midnight, must not come back together; whoever waits for a token does not wait for this.
   */
  Instant login(Instant now) {
    return now.plusMillis(spread(profile.lifetimes().accessToken()));
  }

  /** When the refresh token of an idle user is to be renewed so that it does not end. */
  Instant keepAlive(Instant now) {
    Lifetime life = current().refreshLifetime();
    boolean needless = profile.rotation().rule() == RotationRule.NONE;
    if (life == null || needless || (profile.renewal().idleMayLapse() && row.canLogIn())) {
      return now.plus(IDLE_CHECK);
    }
    Duration wait = profile.renewal().keepAlive();
    Instant regular = life.issuedAt().plus(wait).minusMillis(spread(wait.dividedBy(10)));
    Instant latest = life.at(KEEP_ALIVE_AT);
    return latest == null ? regular : earlier(regular, latest);
  }

  /** Whether an idle row is due for its keep-alive. */
  boolean keepAliveIsDue(Instant now) {
    return !now.isBefore(keepAlive(now));
  }

  /** Whether the row is left alone while nobody uses it. */
  boolean sleepsWhenIdle() {
    return profile.renewal().when() == Renewal.When.WHEN_USED;
  }

  private boolean refreshTokenIsSpent(Instant now) {
    SealedGrant grant = row.grant();
    Lifetime life = grant == null ? null : grant.refreshLifetime();
    return grant == null
        || life == null
        || row.failure().isGrantDead()
        || !life.lastsFor(profile.timing().sendBudget(), now)
        || sessionIsEnding(grant.session(), now);
  }

  /** A session too short for a whole access token makes ever shorter ones: log in instead. */
  private boolean sessionIsEnding(@Nullable Session session, Instant now) {
    Duration access = profile.lifetimes().accessToken();
    long rest = (long) (access.toMillis() * (1 - profile.renewal().at()));
    return session != null && !session.lifetime().lastsFor(Duration.ofMillis(rest), now);
  }

  private boolean toleratesReplayAtDeadline() {
    return switch (profile.rotation().rule()) {
      case REUSABLE, NONE -> !profile.rotation().killsAccessToken();
      case ONE_TIME_WITH_GRACE -> true;
      case ONE_TIME -> false;
    };
  }

  private Attempt.@Nullable Kind last(boolean settled) {
    boolean permitted = profile.rotation().penalty() != ReusePenalty.WIDER;
    return settled && permitted ? Attempt.Kind.LAST : null;
  }

  /** Whether a doubtful refresh token may be sent again only for so long. */
  boolean isInWindow(Doubt doubt, Instant now) {
    return profile.rotation().rule() == RotationRule.ONE_TIME_WITH_GRACE
        && !recoversByItself()
        && !doubt.refused()
        && !windowIsOver(doubt, now);
  }

  private boolean windowIsOver(Doubt doubt, Instant now) {
    return profile.rotation().rule() == RotationRule.ONE_TIME_WITH_GRACE
        && !now.plus(profile.timing().sendBudget()).isBefore(windowEnd(doubt));
  }

  /** The last whole attempt that the window has room for. */
  private Instant lastReplay(Doubt doubt) {
    return windowEnd(doubt).minus(profile.timing().attempt());
  }

  private Instant windowEnd(Doubt doubt) {
    return doubt.since().plus(profile.rotation().replayWindow());
  }

  private SealedGrant current() {
    SealedGrant grant = row.grant();
    if (grant == null) {
      throw new IllegalStateException(row + " holds no tokens");
    }
    return grant;
  }

  /**
   * A wait that differs between users and is the same for each: no random numbers in the protocol.
   */
  private long spread(Duration most) {
    long seed = (row.id().hashCode() * 31L + row.generation()) * 0x9E3779B97F4A7C15L;
    double part = (seed >>> 11) * 0x1.0p-53;
    return (long) (most.toMillis() * profile.renewal().jitter() * part);
  }

  static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
