package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Ciphertext;
import dev.tokenkeeper.domain.StoredLogin;
import dev.tokenkeeper.port.KeyCheck;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import dev.tokenkeeper.testkit.contract.KeyCheckContract;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The key check's contract, and where anything sealed may be. */
abstract class KeyCheckOnAnyDatabase extends KeyCheckContract {
  private static final AuthorizationId ID = AuthorizationId.of("bsn", "user");

  abstract OpenDatabase database();

  @Override
  protected KeyCheck keyCheck() {
    return database().ports().keyCheck();
  }

  @Override
  protected KeyCheck reopened() {
    return database().reopened().keyCheck();
  }

  @Override
  protected void sealSomething() {
    store(SampleAuthorizations.active(ID, Instant.EPOCH, Instant.EPOCH));
  }

  @Test
  void nothingSealed_rowsWithoutSecrets_isTrue() {
    store(SampleAuthorizations.bare(ID));

    assertThat(keyCheck().nothingSealed()).isTrue();
  }

  @Test
  void nothingSealed_onlyALogin_isFalse() {
    var login = new StoredLogin(new Ciphertext(new byte[] {1}), false);
    store(Authorization.builder(ID).revision(1).login(login).build());

    assertThat(keyCheck().nothingSealed()).isFalse();
  }

  @Test
  void nothingSealed_onlyASpare_isFalse() {
    var spare = SampleAuthorizations.spare("attempt", 1, Instant.EPOCH);
    store(SampleAuthorizations.bare(ID).keeping(spare, Instant.EPOCH));

    assertThat(keyCheck().nothingSealed()).isFalse();
  }

  @Test
  void nothingSealed_onlyAJourney_isFalse() {
    var journey = SampleAuthorizations.journey("s", "b", ID, Instant.EPOCH);
    database().ports().journeys().begin(journey, 1, 1);

    assertThat(keyCheck().nothingSealed()).isFalse();
  }

  @Test
  void storeIfAbsent_emptyValue_isRefused() {
    assertThatThrownBy(() -> keyCheck().storeIfAbsent(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void store(Authorization row) {
    database().ports().store().apply(List.of(Transition.to(Authorization.absent(ID), row)));
  }
}
