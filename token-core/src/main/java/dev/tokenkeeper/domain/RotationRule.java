package dev.tokenkeeper.domain;

/** What a refresh does to the refresh token that was used. */
public enum RotationRule {
  /** It stays good until its own end; a new one may come along. */
  REUSABLE,
  /** It is spent; presenting it again is an error, or worse (see {@link ReusePenalty}). */
  ONE_TIME,
  /** It is spent, but presenting it again inside the replay window brings the answer again. */
  ONE_TIME_WITH_GRACE,
  /** There are no refresh tokens: access tokens are minted again. */
  NONE
}
