package dev.tokenkeeper;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.protocol.Transition;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request for which a permit is asked.
 *
 * @param id whose it is
 * @param attempt under whose id it is counted
 * @param purpose what is sent
 * @param issues whether a token more may come of it
 * @param urgent whether somebody waits for it, or a provider's window does
 * @param inWindow whether it is a replay in such a window
 * @param kills the attempt whose access token dies of it; null for none
 * @param left until its refresh token ends, if the user would be asked then
 */
record Errand(
    AuthorizationId id,
    String attempt,
    Attempt.Purpose purpose,
    boolean issues,
    boolean urgent,
    boolean inWindow,
    @Nullable String kills,
    Duration left) {

  private static final Duration FOREVER = Duration.ofDays(3660);

  /** What a person begins. */
  static Errand firstGrant(AuthorizationId id, String journeyId) {
    return new Errand(id, journeyId, Attempt.Purpose.LOGIN, true, true, false, null, Duration.ZERO);
  }

  /** A token that must die does not wait behind those that may live longer. */
  static Errand revocation(AuthorizationId id) {
    return new Errand(
        id, RandomId.next(), Attempt.Purpose.REFRESH, false, true, false, null, Duration.ZERO);
  }

  /**
   * An attempt, if one is begun now. A replay goes out as soon as there is room, since a window
   * does not wait; inside it brings the token again that the first send is counted for.
   *
   * @param planned what a claim at this moment would write
   */
  static Errand renewal(
      Transition planned,
      String attemptId,
      Attempt.Purpose purpose,
      ProviderProfile profile,
      boolean waitedFor,
      Instant now) {
    Authorization row = planned.before();
    Attempt attempt = planned.after().attempt();
    boolean ours = attempt != null && attempt.id().equals(attemptId);
    Attempt.Kind kind = attempt == null || !ours ? Attempt.Kind.FIRST : attempt.kind();
    boolean inWindow =
        kind == Attempt.Kind.REPLAY
            && profile.rotation().rule() == RotationRule.ONE_TIME_WITH_GRACE;
    boolean kills = purpose == Attempt.Purpose.REFRESH && profile.rotation().killsAccessToken();
    return new Errand(
        row.id(),
        attemptId,
        purpose,
        !inWindow,
        waitedFor || kind != Attempt.Kind.FIRST,
        inWindow,
        kills ? row.lastCommittedAttempt() : null,
        left(row, now));
  }

  private static Duration left(Authorization row, Instant now) {
    Lifetime life = row.grant() == null ? null : row.grant().refreshLifetime();
    Instant end = life == null || row.canLogIn() ? null : life.endsAt();
    // Whoever comes too late already has no reason to hurry.
    return end != null && end.isAfter(now) ? Duration.between(now, end) : FOREVER;
  }
}
