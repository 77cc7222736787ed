package dev.tokenkeeper.domain;

import java.util.Objects;

/**
 * A provider's token rules as data: the protocol reads this and nothing else about a provider.
 *
 * @param rotation what a refresh does to the tokens before it
 * @param renewal when tokens are renewed without anybody asking
 * @param lifetimes how long tokens live where answers do not say
 * @param timing the times of an attempt and between attempts
 * @param deadToken how the API says that a token is dead
 * @param revocation what the provider ends when it is told to revoke a token
 */
public record ProviderProfile(
    Rotation rotation,
    Renewal renewal,
    Lifetimes lifetimes,
    Timing timing,
    DeadToken deadToken,
    RevocationReach revocation) {

  /** Refuses null. */
  public ProviderProfile {
    Objects.requireNonNull(rotation, "rotation");
    Objects.requireNonNull(renewal, "renewal");
    Objects.requireNonNull(lifetimes, "lifetimes");
    Objects.requireNonNull(timing, "timing");
    Objects.requireNonNull(deadToken, "deadToken");
    Objects.requireNonNull(revocation, "revocation");
  }

  /** Tells whether the provider can be told to revoke a token. */
  public boolean revocable() {
    return revocation != RevocationReach.NONE;
  }
}
