package dev.tokenkeeper.explorer;

/** A bug to plant: in the step function (see {@link Planted}) or in what a process does. */
enum Plant {
  NONE,
  // protocol: the twelve of the kit, less the two that are enumerations
  SEND_BEFORE_INTENT,
  NO_CAS,
  CAS_ON_LEASE,
  DROP_LATE_RESULT,
  RETRY_ON_IO_EXCEPTION,
  CLEAR_INTENT_EARLY,
  CACHE_NOT_DRAINED,
  REVOKE_NOT_FENCED,
  LOCAL_CLOCK_LEASE,
  IGNORE_PERSIST_FAILURE,
  // the further ones
  RELEASE_FORGETS_DOUBT,
  ATTEMPT_BY_COUNTER,
  CLAIM_WITHOUT_REVISION,
  LAST_ONLY_ONCE,
  TAKEOVER_AT_DEADLINE,
  UNKNOWN_AS_ACTIVE,
  WINDOW_FROM_LAST_START,
  NO_QUIET_PERIOD,
  STORE_ONLY_IF_ACTIVE,
  REAUTHORIZATION_BUMPS_GENERATION,
  ALTERNATE_WITHOUT_EPOCH,
  LATE_REVOKED_FROM_MEMORY,
  REAUTHORIZE_FORGETS_REVOCATION,
  REVOKE_WITHOUT_DRAIN,
  PUBLISH_BEFORE_COMMIT,
  PROMOTE_KEEPS_GENERATION,
  LAST_BEFORE_ALTERNATE,
  ATTEMPT_NUMBER_RESET,
  // those that show only where an assumption is broken
  OLD_REFUSAL_ACCEPTED,
  REFUSED_REPLAY_ENDS,
  NO_PRE_SEND_READ,
  /** No bug: the rule Send as the protocol states it, which the product does without. */
  WITH_PRE_SEND_READ,
  /** The promise of a revocation is made from the row as it was before the revocation. */
  REVOKE_END_AS_READ;

  boolean isCounted() {
    return this == ATTEMPT_BY_COUNTER;
  }
}
