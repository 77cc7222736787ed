package dev.tokenkeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.DeadToken;
import dev.tokenkeeper.domain.Lifetime;
import dev.tokenkeeper.domain.Lifetimes;
import dev.tokenkeeper.domain.OldAccessToken;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.Renewal;
import dev.tokenkeeper.domain.RevocationReach;
import dev.tokenkeeper.domain.Rotation;
import dev.tokenkeeper.domain.SealedFor;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Secret;
import dev.tokenkeeper.domain.SecretAccess;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.Timing;
import dev.tokenkeeper.port.TokenCipher;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenCacheTest {
  private static final Instant T0 = Instant.parse("2026-11-21T12:00:00Z");
  private static final Duration IDLE = Duration.ofSeconds(30);
  private final Seals seals = new Seals(new Backwards(), Duration.ofSeconds(5));
  private final TokenCache cache = new TokenCache(100);

  @Test
  void tidy_tokenNobodyUsesForAWhile_isKeptSealedOnly() {
    CachedToken entry = put("ada", 1, 1);
    entry.open(seals);
    entry.used = true;
    assertThat(cache.tidy(now(1), IDLE)).containsExactly(entry);
    assertThat(cache.tidy(now(30), IDLE)).isEmpty();
    assertThat(cache.plainTexts()).isEqualTo(1);
    cache.tidy(now(31), IDLE);
    assertThat(cache.plainTexts()).isZero();
    assertThat(entry.read()).isNull();
    assertThat(entry.open(seals).bearer()).isEqualTo("Bearer token");
  }

  @Test
  void tidy_tokenInUse_staysInTheClear() {
    CachedToken entry = put("ada", 1, 1);
    entry.open(seals);
    for (int second = 0; second < 120; second++) {
      assertThat(entry.read()).isNotNull();
      cache.tidy(now(second), IDLE);
    }
  }

  @Test
  void put_olderRevisionArrivesLate_isIgnored() {
    CachedToken newer = put("ada", 2, 7);
    put("ada", 1, 6);
    assertThat(cache.get(AuthorizationId.of("bsn", "ada"))).isSameAs(newer);
  }

  @Test
  void put_moreThanItsSize_staysBounded() {
    for (int i = 0; i < 1_000; i++) {
      put("user-" + i, 1, 1);
    }
    int kept = 0;
    for (int i = 0; i < 1_000; i++) {
      kept += cache.get(AuthorizationId.of("bsn", "user-" + i)) == null ? 0 : 1;
    }
    assertThat(kept).isBetween(50, 100);
  }

  private CachedToken put(String subject, long generation, long revision) {
    AuthorizationId id = AuthorizationId.of("bsn", subject);
    var place = new SealedFor(id, 1, generation, SealedFor.Field.ACCESS_TOKEN);
    Ciphertext sealed = new Backwards().seal(Secret.of("token"), place);
    Lifetime life = Lifetime.of(T0, Duration.ofMinutes(5));
    var grant = new SealedGrant(1, generation, sealed, null, "Bearer", null, life, null, null);
    Authorization row =
        Authorization.builder(id)
            .epoch(1)
            .generation(generation)
            .revision(revision)
            .status(Status.ACTIVE)
            .grant(grant)
            .build();
    CachedToken entry = CachedToken.of(row, grant, profile(), T0.plusSeconds(295));
    cache.put(entry);
    return entry;
  }

  private static ProviderProfile profile() {
    return new ProviderProfile(
        Rotation.reusable(OldAccessToken.STAYS_VALID),
        new Renewal(Renewal.When.WHEN_USED, 0.7, Duration.ofMinutes(20), true, 0),
        new Lifetimes(Duration.ofMinutes(5), null, null, Duration.ofMinutes(1)),
        Timing.DEFAULT,
        DeadToken.UNAUTHORIZED,
        RevocationReach.NONE);
  }

  private static long now(long second) {
    return T0.plusSeconds(second).toEpochMilli();
  }

  /** Reverses the text; no more is needed to tell sealed from open. */
  private static final class Backwards implements TokenCipher {
    @Override
    public Ciphertext seal(Secret secret, SealedFor place) {
      return new Ciphertext(reversed(secret.reveal(SecretAccess.granted())).getBytes(UTF_8));
    }

    @Override
    public Secret open(Ciphertext sealed, SealedFor place) {
      return Secret.of(reversed(new String(sealed.bytes(), UTF_8)));
    }

    private static String reversed(String text) {
      return new StringBuilder(text).reverse().toString();
    }
  }
}
