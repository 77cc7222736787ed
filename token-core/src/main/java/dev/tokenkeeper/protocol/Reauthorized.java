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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The user has logged in, for the first time or again: rule Reauthorize.
 *
 * @param journeyId random; names the spare if the grant comes too late
 * @param beganAtEpoch the row's epoch when the tokens were asked for; if the user has disconnected
 *     since, the new tokens are to be revoked
 * @param grant sealed for generation 0 of the epoch after {@code beganAtEpoch}
 * @param login to be kept, or null
 * @param attributes facts about the user's account
 * @param toConfirm whether it is yet to be found out whose account the grant is for; until then
 *     nothing of what there was before is given up
 * @param prepared whether the session needs no preparation
 */
public record Reauthorized(
    String journeyId,
    long beganAtEpoch,
    SealedGrant grant,
    @Nullable StoredLogin login,
    Map<String, String> attributes,
    boolean toConfirm,
    boolean prepared)
    implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (journeyId.equals(row.journey())) {
      // Its tokens may have been renewed since: revoking them now could end what came of them.
      return Transition.none(row);
    }
    if (row.epoch() != beganAtEpoch) {
      var spare = new Spare(journeyId, 0, Spare.Purpose.REVOKE, grant, now);
      return Transition.to(
          row, row.keeping(spare, now), new LateAnswer(row.id(), now, Spare.Purpose.REVOKE));
    }
    boolean mayComeBack = toConfirm && row.resourceOwner() != null;
    Authorization next =
        row.reauthorized(
            journeyId,
            grant,
            login,
            mayComeBack ? with(row.attributes(), attributes) : attributes,
            prepared,
            mayComeBack ? kept(row, profile, now) : toRevoke(row, profile, now),
            now.plus(profile.timing().minPeriod()),
            now);
    return Transition.to(
        row, Granted.schedule(next, profile, now), new Authorized(row.id(), now, next.epoch()));
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(some);
    all.putAll(more);
    return all;
  }

  /** The displaced tokens, in the same transaction, or nobody would know of them. */
  private List<Spare> toRevoke(Authorization row, ProviderProfile profile, Instant now) {
    List<Spare> all = new ArrayList<>();
    if (!profile.revocable()) {
      return all;
    }
    row.spares().forEach(spare -> all.add(spare.toRevoke()));
    current(row, Spare.Purpose.REVOKE, now).forEach(all::add);
    return all;
  }

  /**
   * The displaced tokens, and what may yet be needed with them. Of two displaced grants the older
   * one comes back: the newer one was never confirmed.
   */
  private List<Spare> kept(Authorization row, ProviderProfile profile, Instant now) {
    List<Spare> all = new ArrayList<>(row.spares());
    if (all.stream().noneMatch(Spare::isDisplaced)) {
      boolean doubtful = row.attempt() != null || row.doubt() != null;
      all.addAll(
          current(row, doubtful ? Spare.Purpose.DISPLACED_IN_DOUBT : Spare.Purpose.DISPLACED, now));
    } else if (profile.revocable()) {
      all.addAll(current(row, Spare.Purpose.REVOKE, now));
    }
    return all;
  }

  private List<Spare> current(Authorization row, Spare.Purpose purpose, Instant now) {
    return row.grant() == null
        ? List.of()
        : List.of(new Spare(journeyId, row.generation(), purpose, row.grant(), now));
  }
}
