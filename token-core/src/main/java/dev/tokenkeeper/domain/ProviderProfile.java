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
 * @param revocable whether the provider has a revocation endpoint
 */
public record ProviderProfile(
    Rotation rotation,
    Renewal renewal,
    Lifetimes lifetimes,
    Timing timing,
    DeadToken deadToken,
    boolean revocable) {

  /** Refuses null. */
  public ProviderProfile {
    Objects.requireNonNull(rotation, "rotation");
    Objects.requireNonNull(renewal, "renewal");
    Objects.requireNonNull(lifetimes, "lifetimes");
    Objects.requireNonNull(timing, "timing");
    Objects.requireNonNull(deadToken, "deadToken");
  }
}
