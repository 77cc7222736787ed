package dev.tokenkeeper.testkit.simulator;

import java.util.List;
import java.util.function.Supplier;

/**
 * What really happened at a simulator, whatever its clients believe.
 *
 * <p>Entries are only ever appended and stand in the order in which the simulator noticed them; a
 * session that ended unobserved is noticed by the next request or question, with the instant of its
 * real end. Counts are exact; entries and token values are kept up to a capacity, see {@link
 * #forgotten}. A restarted simulator begins a new log. Safe for use by many threads.
 */
public final class TruthLog {

  private static final int FINGERPRINT_LENGTH = 16;

  private final Site site;
  private final Traffic traffic;

  TruthLog(Site site, Traffic traffic) {
    this.site = site;
    this.traffic = traffic;
  }

  /** Returns how a token appears in entries: the first 16 hexadecimal digits of its SHA-256. */
  public static String fingerprint(String token) {
    return fingerprintOfHash(Tokens.hash(token));
  }

  static String fingerprintOfHash(String hash) {
    return hash.substring(0, FINGERPRINT_LENGTH);
  }

  /** Returns all entries, in the order of their noticing. */
  public List<TruthEntry> entries() {
    return noticed(() -> site.journal().entries(entry -> true));
  }

  /** Returns the entries of one kind. */
  public List<TruthEntry> entries(TruthKind kind) {
    return noticed(() -> site.journal().entries(entry -> entry.kind() == kind));
  }

  /** Returns the entries of one user. */
  public List<TruthEntry> entries(String username) {
    return noticed(() -> site.journal().entries(entry -> entry.username().equals(username)));
  }

  /** Returns how often something happened. */
  public long count(TruthKind kind) {
    return noticed(() -> site.journal().count(kind));
  }

  /** Returns how often something happened to one user. */
  public long count(TruthKind kind, String username) {
    return noticed(() -> site.journal().count(kind, username));
  }

  /** Returns how many sessions of this user began: granted logins. */
  public long logins(String username) {
    return count(TruthKind.SESSION_STARTED, username);
  }

  /** Returns how many logins of this user were refused, for whatever reason. */
  public long refusedLogins(String username) {
    return count(TruthKind.REFUSED_LOGIN, username);
  }

  /** Returns how many refreshes of this user were granted, whether or not the answer arrived. */
  public long refreshesGranted(String username) {
    return count(TruthKind.CONSUMED, username);
  }

  /** Returns how many API calls of this user were answered with 2xx. */
  public long apiAccepted(String username) {
    return count(TruthKind.API_ACCEPTED, username);
  }

  /** Returns how many API calls of this user were answered with an error; "" for unknown tokens. */
  public long apiRejected(String username) {
    return count(TruthKind.API_REJECTED, username);
  }

  /** Returns how many API calls of this user were answered with this status. */
  public long apiRejected(String username, int status) {
    return noticed(
        () -> site.journal().countOf(TruthKind.API_REJECTED, username, Integer.toString(status)));
  }

  /**
   * Returns how many sessions of this user have ended by now, even if nobody has touched them
   * since.
   */
  public long sessionsEnded(String username) {
    return count(TruthKind.SESSION_ENDED, username);
  }

  /** Returns how many sessions of this user have ended by now for this reason. */
  public long sessionsEnded(String username, SessionEnd reason) {
    return noticed(() -> site.journal().countOf(TruthKind.SESSION_ENDED, username, reason.name()));
  }

  /**
   * Returns how often a spent refresh token was presented again, at the token endpoint, by anybody.
   */
  public long refreshTokenReuses() {
    return count(TruthKind.REUSED);
  }

  /**
   * Returns the largest number of refresh requests of one user that were ever in process at the
   * same moment, with whichever tokens: from the request's reading to the writing of its answer.
   */
  public int mostConcurrentRefreshes() {
    return traffic.mostConcurrentRefreshes();
  }

  /**
   * Returns how many refresh requests arrived while another one of the same user was in process.
   */
  public long concurrentRefreshes() {
    return traffic.concurrentRefreshes();
  }

  /**
   * Returns the values of all tokens issued, oldest first: what a search for leaks has to look for.
   */
  public List<String> issuedTokens() {
    return site.journal().issuedTokens();
  }

  /** Returns how many entries and token values were dropped because the log was full. */
  public long forgotten() {
    return site.journal().forgotten();
  }

  /** Returns whether an access or refresh token would be honoured now. */
  public boolean isLive(String accessOrRefreshToken) {
    String token = accessOrRefreshToken;
    return noticed(() -> site.deviation().honours().test(token, site.honours(token)));
  }

  private <T> T noticed(Supplier<T> question) {
    return site.atomically(question);
  }
}
