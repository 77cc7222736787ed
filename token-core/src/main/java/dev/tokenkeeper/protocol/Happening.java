package dev.tokenkeeper.protocol;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.ProviderProfile;
import java.time.Instant;

/**
 * Something that happens to an authorization. Each kind carries its own rule of the protocol, so
 * that this one method is the whole step function.
 */
public sealed interface Happening
    permits Claim,
        Confirmed,
        Due,
        Granted,
        LateGrant,
        Postponed,
        Prepared,
        Quarantined,
        Reauthorized,
        Refused,
        Released,
        RevocationRequested,
        Revoked,
        SessionLost,
        SpareRevoked,
        Unanswered,
        Unprepared,
        Used {

  /**
   * Returns what the row becomes; {@link Transition#changes()} is false where the rule's guard does
   * not hold. Pure: same arguments, same answer.
   *
   * @param row as read
   * @param profile of the row's provider
   * @param now the store's time
   */
  Transition on(Authorization row, ProviderProfile profile, Instant now);
}
