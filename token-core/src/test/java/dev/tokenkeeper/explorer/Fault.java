package dev.tokenkeeper.explorer;

/** What may go wrong, or be asked for, so many times in a run. */
enum Fault {
  CRASH,
  /** An answer, or a request, that nobody gets. */
  LOSS,
  /** A request that is processed after its sender gave up. */
  LATE,
  /** A write whose writer is not told what became of it: applied, or applied later. */
  UNKNOWN,
  /** Provably not sent although claimed in time. */
  NOT_SENT,
  REVOKE,
  REAUTHORIZE
}
