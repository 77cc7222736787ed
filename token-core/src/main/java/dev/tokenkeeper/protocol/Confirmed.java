package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Doubt;
import dev.tokenkeeper.domain.LifecycleEvent.OtherAccount;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider has said whose account a new grant is for. The same as before, or the first one: the
 * displaced grant is given up. Another one: it comes back, and the intruder's is to be revoked.
 *
 * @param epoch of the row when the provider was asked
 * @param generation of the row when the provider was asked
 * @param owner the provider's name for the account
 * @param facts about it
 * @param spareId random; names the intruder's grant
 */
public record Confirmed(
    long epoch, long generation, String owner, Map<String, String> facts, String spareId)
    implements Happening {

  @Override
  public Transition on(Authorization row, ProviderProfile profile, Instant now) {
    if (row.prepared()
        || row.status() != Status.ACTIVE
        || row.epoch() != epoch
        || row.generation() != generation) {
      return Transition.none(row);
    }
    Optional<Spare> displaced = row.spares().stream().filter(Spare::isDisplaced).findFirst();
    boolean same = row.resourceOwner() == null || row.resourceOwner().equals(owner);
    if (same || displaced.isEmpty()) {
      return Transition.to(row, row.confirmed(owner, facts, rest(row, profile), now));
    }
    return Transition.to(
        row, restored(row, profile, displaced.get(), now), new OtherAccount(row.id(), now, epoch));
  }

  /** What came before the confirmed grant is given up. */
  private static List<Spare> rest(Authorization row, ProviderProfile profile) {
    return profile.revocable() ? row.spares().stream().map(Spare::toRevoke).toList() : List.of();
  }

  private Authorization restored(
      Authorization row, ProviderProfile profile, Spare displaced, Instant now) {
    Spare intruder =
        row.grant() == null || !profile.revocable()
            ? null
            : new Spare(spareId, generation, Spare.Purpose.REVOKE, row.grant(), now);
    Doubt doubt = doubt(displaced, profile);
    Authorization back =
        Granted.schedule(row.restored(displaced, intruder, doubt, now), profile, now);
    return doubt == null ? back : back.rearmed(new Agenda(back, profile).ladder(doubt, 1, now));
  }

  /**
   * When the doubt began is not known any more: a window for replays counts as over, and what was
   * on the wire as settled when the longest attempt would be.
   */
  private static @Nullable Doubt doubt(Spare displaced, ProviderProfile profile) {
    if (displaced.purpose() != Spare.Purpose.DISPLACED_IN_DOUBT) {
      return null;
    }
    Instant at = displaced.createdAt();
    Duration settles = profile.timing().attempt().plus(profile.timing().settleAllowance());
    return new Doubt(at.minus(profile.rotation().replayWindow()), at.plus(settles), false);
  }
}
