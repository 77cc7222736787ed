package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.LifecycleEvent.Authorized;
import dev.tokenkeeper.domain.LifecycleEvent.LateAnswer;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.StoredLogin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user has logged in, for the first time or again: rule Reauthorize.
 *
 * @param journeyId random; names the spare if the grant comes too late
 * @param beganAtEpoch the row's epoch when the login began; if the user has disconnected since, the
 *     new tokens are to be revoked
 * @param grant sealed for generation 0 of the epoch after {@code beganAtEpoch}
 * @param login to be kept, or null
 * @param attributes facts about the user's account
 * @param prepared whether the session needs no preparation
 */
public record Reauthorized(
    String journeyId,
    long beganAtEpoch,
    SealedGrant grant,
    @Nullable StoredLogin login,
    Map<String, String> attributes,
    boolean prepared)
    implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (journeyId.equals(row.lastCommittedAttempt())) {
      return Transition.none(row);
    }
    if (row.epoch() != beganAtEpoch) {
      var spare = new Spare(journeyId, 0, Spare.Purpose.REVOKE, grant, now);
      return Transition.to(
          row, row.keeping(spare, now), new LateAnswer(row.id(), now, Spare.Purpose.REVOKE));
    }
    Authorization next =
        row.reauthorized(
            journeyId, grant, login, attributes, prepared, toRevoke(row, profile, now), now);
    return Transition.to(
        row, Granted.schedule(next, profile, now), new Authorized(row.id(), now, next.epoch()));
  }

  /** The displaced tokens, in the same transaction, or nobody would know of them. */
  private List<Spare> toRevoke(Authorization row, ProviderProfile profile, Instant now) {
    List<Spare> all = new ArrayList<>();
    if (!profile.revocable()) {
      return all;
    }
    row.spares().forEach(spare -> all.add(spare.toRevoke()));
    if (row.grant() != null) {
      all.add(new Spare(journeyId, row.generation(), Spare.Purpose.REVOKE, row.grant(), now));
    }
    return all;
  }
}
