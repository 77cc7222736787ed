package dev.tokenkeeper;

import dev.tokenkeeper.domain.AccessToken;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.KeyUnavailableException;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.RotationRule;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.SealedFor.Field;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.Session;
import dev.tokenkeeper.domain.StoredLogin;
import dev.tokenkeeper.domain.TokenGrant;
import dev.tokenkeeper.domain.UnsealException;
import dev.tokenkeeper.port.TokenCipher;
import dev.tokenkeeper.port.TokenRequest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Seals what providers answer, and opens what is stored; the only place where both sides meet. */
final class Seals {
  /** Between user name and password; a user name has no control characters. */
  private static final char SEPARATOR = '\0';

  private final TokenCipher cipher;
  private final Duration skew;
  private volatile boolean ready = true;

  Seals(TokenCipher cipher, Duration skew) {
    this.cipher = cipher;
    this.skew = skew;
  }

  /** Seals the first grant of an epoch. */
  SealedGrant sealFirst(
      AuthorizationId id, long epoch, TokenGrant grant, Lifetimes lifetimes, Instant askedAt) {
    Session session = lifetimes.ofSession(grant, askedAt, null);
    return seal(id, epoch, 0, grant, grant.refreshToken(), lifetimes, askedAt, session);
  }

  /** Seals the answer to a claimed row's attempt, for the generation that the attempt foresees. */
  SealedGrant sealNext(
      Authorization row, ProviderProfile profile, TokenGrant grant, @Nullable Secret sent) {
    Lifetimes lifetimes = profile.lifetimes();
    Instant askedAt = claimedAt(row);
    SealedGrant before = row.grant();
    Session session =
        lifetimes.ofSession(
            grant, askedAt, sent == null || before == null ? null : before.session());
    long generation = row.generation() + 1;
    SealedGrant next =
        seal(
            row.id(),
            row.epoch(),
            generation,
            grant,
            grant.refreshToken(),
            lifetimes,
            askedAt,
            session);
    if (grant.refreshToken() == null && sent != null && before != null && staysGood(row, profile)) {
      return keeping(row, next, sent, before);
    }
    return next;
  }

  /** RFC 6749 section 6: an answer without a refresh token leaves the old one in force. */
  private SealedGrant keeping(
      Authorization row, SealedGrant next, Secret refreshToken, SealedGrant before) {
    var place = new SealedFor(row.id(), next.epoch(), next.generation(), Field.REFRESH_TOKEN);
    return new SealedGrant(
        next.epoch(),
        next.generation(),
        next.accessToken(),
        cipher.seal(refreshToken, place),
        next.tokenType(),
        next.scope(),
        next.accessLifetime(),
        before.refreshLifetime(),
        next.session());
  }

  /** A spent one-time token is kept only where there is nothing else left to try. */
  private static boolean staysGood(Authorization row, ProviderProfile profile) {
    return profile.rotation().rule() != RotationRule.ONE_TIME || !row.canLogIn();
  }

  private SealedGrant seal(
      AuthorizationId id,
      long epoch,
      long generation,
      TokenGrant grant,
      @Nullable Secret refreshToken,
      Lifetimes lifetimes,
      Instant askedAt,
      @Nullable Session session) {
    Ciphertext refresh =
        refreshToken == null
            ? null
            : cipher.seal(refreshToken, new SealedFor(id, epoch, generation, Field.REFRESH_TOKEN));
    return new SealedGrant(
        epoch,
        generation,
        cipher.seal(grant.accessToken(), new SealedFor(id, epoch, generation, Field.ACCESS_TOKEN)),
        refresh,
        grant.tokenType(),
        grant.scope(),
        lifetimes.ofAccessToken(grant, askedAt, session),
        refresh == null ? null : lifetimes.ofRefreshToken(grant, askedAt, session),
        session);
  }

  StoredLogin sealLogin(AuthorizationId id, UserLogin login) {
    Secret both =
        Secret.of(login.username() + SEPARATOR + login.password().reveal(SecretAccess.granted()));
    return new StoredLogin(cipher.seal(both, SealedFor.login(id)), false);
  }

  TokenRequest.Login openLogin(AuthorizationId id, StoredLogin login) {
    String both = cipher.open(login.sealed(), SealedFor.login(id)).reveal(SecretAccess.granted());
    int end = both.indexOf(SEPARATOR);
    return new TokenRequest.Login(both.substring(0, end), Secret.of(both.substring(end + 1)));
  }

  Ciphertext sealVerifier(AuthorizationId id, long epoch, Secret verifier) {
    return cipher.seal(verifier, new SealedFor(id, epoch, 0, Field.VERIFIER));
  }

  Secret openVerifier(AuthorizationId id, long epoch, Ciphertext verifier) {
    return cipher.open(verifier, new SealedFor(id, epoch, 0, Field.VERIFIER));
  }

  /**
   * Tells whether this process has the keys to open what may have to be sent for this row. Asked
   * before a claim: a node without the key must leave the row to one that has it.
   */
  boolean hasKeysFor(Authorization row) {
    try {
      SealedGrant grant = row.grant();
      if (grant != null && grant.refreshToken() != null) {
        openRefreshToken(row.id(), grant, grant.refreshToken());
      }
      if (row.canLogIn() && row.login() != null) {
        openLogin(row.id(), row.login());
      }
      ready = true;
    } catch (KeyUnavailableException e) {
      ready = false;
    } catch (UnsealException e) {
      // The key is here; the row will be quarantined by whoever claims it.
      ready = true;
    }
    return ready;
  }

  /** Whether the last row that was looked at could be opened. */
  boolean isReady() {
    return ready;
  }

  Secret openRefreshToken(AuthorizationId id, SealedGrant grant, Ciphertext refreshToken) {
    return cipher.open(
        refreshToken, new SealedFor(id, grant.epoch(), grant.generation(), Field.REFRESH_TOKEN));
  }

  Secret openAccessValue(AuthorizationId id, SealedGrant grant) {
    return cipher.open(
        grant.accessToken(),
        new SealedFor(id, grant.epoch(), grant.generation(), Field.ACCESS_TOKEN));
  }

  AccessToken openAccessToken(Authorization row, SealedGrant grant) {
    return new AccessToken(
        row.id(),
        row.epoch(),
        row.generation(),
        openAccessValue(row.id(), grant),
        grant.tokenType(),
        grant.scope(),
        grant.accessLifetime(),
        usableUntil(grant.accessLifetime()));
  }

  /** A token is not handed out any more shortly before its end; how shortly depends on its life. */
  Instant usableUntil(Lifetime life) {
    Instant end = life.endsAt();
    if (end == null) {
      return Instant.MAX;
    }
    Duration tenth = Duration.between(life.issuedAt(), end).dividedBy(10);
    return end.minus(tenth.compareTo(skew) < 0 ? tenth : skew);
  }

  private static Instant claimedAt(Authorization row) {
    if (row.attempt() == null) {
      throw new IllegalStateException(row + " is not claimed");
    }
    return row.attempt().startedAt();
  }
}
