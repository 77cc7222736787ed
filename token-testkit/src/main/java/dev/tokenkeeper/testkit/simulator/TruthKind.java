package dev.tokenkeeper.testkit.simulator;

/** What kinds of event a {@link TruthLog} knows. */
public enum TruthKind {
  /** A login, or a client-credentials token, began a session. */
  SESSION_STARTED,
  /** A user agreed and an authorization code was issued. */
  CODE_ISSUED,
  /** An authorization code, or what stands for one, was exchanged. */
  CODE_REDEEMED,
  /** A code was refused; the detail says why. */
  CODE_REFUSED,
  /** An assertion was exchanged for an access token. */
  MINTED,
  /** A token was issued; the detail is {@code ACCESS} or {@code REFRESH}. */
  ISSUED,
  /** One refresh was granted, which spends the refresh token where it is good for one use. */
  CONSUMED,
  /** A refresh token was presented again within a grace and got the same tokens once more. */
  REPLAYED,
  /** A request came over a rate limit, or within its penalty; the detail says which. */
  THROTTLED,
  /** A refresh token that was already spent was presented again, whatever the answer was. */
  REUSED,
  /** A single token was revoked; the detail is {@code ACCESS} or {@code REFRESH}. */
  REVOKED,
  /** A login was refused; the detail is a {@link LoginRefusal}. */
  REFUSED_LOGIN,
  /** A session ended; the detail is a {@link SessionEnd}, the instant that of the real end. */
  SESSION_ENDED,
  /** An API call was answered with 2xx. Counted only, never an entry. */
  API_ACCEPTED,
  /** An API call was answered with an error; the detail is the status. Counted only. */
  API_REJECTED
}
