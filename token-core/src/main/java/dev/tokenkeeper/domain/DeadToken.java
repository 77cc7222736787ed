package dev.tokenkeeper.domain;

import java.util.Set;

/**
 * How an API says that an access token is dead.
 *
 * @param always statuses that always mean it
 * @param whenOld statuses that mean it only when the token is at its end by our clock
 * @param session statuses that mean that the whole session is gone
 */
public record DeadToken(Set<Integer> always, Set<Integer> whenOld, Set<Integer> session) {

  /** RFC 6750 section 3.1: 401 and nothing else. */
  public static final DeadToken UNAUTHORIZED = new DeadToken(Set.of(401), Set.of(), Set.of());

  /** What a status says about a token. */
  public enum Verdict {
    /** Nothing: the refusal has another reason. */
    ALIVE,
    /** The token is dead. */
    DEAD,
    /** The token and its session are dead. */
    SESSION_ENDED
  }

  /** Copies the sets. */
  public DeadToken {
    always = Set.copyOf(always);
    whenOld = Set.copyOf(whenOld);
    session = Set.copyOf(session);
  }

  /**
   * Judges an API's answer.
   *
   * @param status the HTTP status
   * @param old whether the token is at or near its end by our clock
   */
  public Verdict judge(int status, boolean old) {
    if (session.contains(status)) {
      return Verdict.SESSION_ENDED;
    }
    boolean dead = always.contains(status) || (old && whenOld.contains(status));
    return dead ? Verdict.DEAD : Verdict.ALIVE;
  }
}
