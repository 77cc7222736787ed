package dev.tokenkeeper.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final String CANARY = "canary-7f3c";

  @Test
  void toString_ofAllThatHoldsSecrets_hidesThem() {
    Secret secret = Secret.of(CANARY);
    Lifetime life = Lifetime.of(Instant.EPOCH, Duration.ofMinutes(1));
    AuthorizationId id = AuthorizationId.of("bsn", "ada");
    assertThat(
            secret
                + " "
                + new RefreshToken(secret, life)
                + new AuthorizationCode(secret, life)
                + TokenGrant.of(secret, null, secret)
                + new AccessToken(id, 1, 2, secret, "Bearer", null, life, Instant.MAX))
        .doesNotContain(CANARY)
        .contains("***");
  }

  @Test
  void equals_sameValue_isTrueAndTellsNothingByItsHash() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    assertThat(Secret.of("a").hashCode()).isEqualTo(Secret.of("b").hashCode());
  }

  @Test
  void of_emptyValue_isRefused() {
    assertThatThrownBy(() -> Secret.of("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void bearer_revealsTheTokenForTheHeader() {
    Lifetime life = Lifetime.of(Instant.EPOCH, Duration.ofMinutes(1));
    AuthorizationId id = AuthorizationId.of("bsn", "ada");
    var token = new AccessToken(id, 1, 2, Secret.of(CANARY), "bearer", null, life, Instant.MAX);
    assertThat(token.bearer()).isEqualTo("Bearer " + CANARY);
  }
}
