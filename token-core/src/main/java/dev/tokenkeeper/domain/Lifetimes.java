package dev.tokenkeeper.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider's tokens live where its answers do not say, and what to make of answers that
 * say something absurd.
 *
 * @param accessToken used when the answer has no {@code expires_in}
 * @param refreshToken used when the answer does not say; null if refresh tokens do not end
 * @param session from login to the end of the session; null for providers without sessions
 * @param code from the arrival of an authorization code to its end
 */
public record Lifetimes(
    Duration accessToken,
    @Nullable Duration refreshToken,
    @Nullable Duration session,
    Duration code) {

  /** A token that says it is dead on arrival is used for so long, then renewed. */
  public static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Nothing is believed to live longer; RFC 6749 sets no bound, arithmetic does. */
  public static final Duration LONGEST = Duration.ofDays(3660);

  /** Returns the access token's life, bounded by the session's. */
  public Lifetime ofAccessToken(TokenGrant grant, Instant askedAt, @Nullable Session session) {
    return bounded(sane(grant.expiresIn(), accessToken), askedAt, session);
  }

  /** Returns the refresh token's life, bounded by the session's. */
  public Lifetime ofRefreshToken(TokenGrant grant, Instant askedAt, @Nullable Session session) {
    Duration said = grant.refreshExpiresIn();
    // Keycloak says 0 for an offline token, which does not end.
    boolean unsaid = said == null || said.isZero();
    if (unsaid && refreshToken == null) {
      return new Lifetime(askedAt, null).boundedBy(session == null ? null : session.endsAt());
    }
    return bounded(sane(unsaid ? refreshToken : said, LONGEST), askedAt, session);
  }

  /**
   * Returns the session of a grant: a new one after a login, the previous one after a refresh.
   *
   * @param previous the session that was refreshed, or null after a login
   */
  public @Nullable Session ofSession(
      TokenGrant grant, Instant askedAt, @Nullable Session previous) {
    Duration said = grant.sessionExpiresIn();
    if (previous != null && said == null) {
      return previous;
    }
    if (said == null && session == null && grant.sessionId() == null) {
      return null;
    }
    Instant startedAt = previous == null ? askedAt : previous.lifetime().issuedAt();
    Duration left = said == null ? session : said;
    Instant end = left == null ? null : askedAt.plus(sane(left, LONGEST));
    return new Session(grant.sessionId(), new Lifetime(startedAt, end));
  }

  private static Lifetime bounded(Duration life, Instant askedAt, @Nullable Session session) {
    return Lifetime.of(askedAt, life).boundedBy(session == null ? null : session.endsAt());
  }

  private static Duration sane(@Nullable Duration said, Duration otherwise) {
    Duration life = said == null ? otherwise : said;
    if (life.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return life.compareTo(LONGEST) > 0 ? LONGEST : life;
  }
}
