package dev.tokenkeeper.protocol;

import static dev.tokenkeeper.protocol.Rows.STRICT;
import static dev.tokenkeeper.protocol.Rows.T0;
import static dev.tokenkeeper.protocol.Rows.active;
import static dev.tokenkeeper.protocol.Rows.claimed;
import static dev.tokenkeeper.protocol.Rows.grant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reauthorize, Revoke and RevokeWorker: nothing of an older epoch becomes current (RevokeWins). */
class EpochTest {
  private static final Instant LATER = T0.plusSeconds(210);

  @Test
  void reauthorized_again_bumpsTheEpochAndLeavesTheOldTokensToBeRevoked() {
    Authorization row = reauthorize(active(STRICT), "j2", 1);
    assertThat(row.epoch()).isEqualTo(2);
    assertThat(row.generation()).isZero();
    assertThat(row.spares())
        .singleElement()
        .extracting(Spare::purpose)
        .isEqualTo(Spare.Purpose.REVOKE);
  }

  @Test
  void reauthorized_writtenTwice_changesNothingTheSecondTime() {
    Authorization row = reauthorize(active(STRICT), "j2", 1);
    assertThat(happening("j2", 1).on(row, STRICT, LATER).changes()).isFalse();
  }

  /** A write without an answer is written again, and its tokens may have been renewed meanwhile. */
  @Test
  void reauthorized_writtenTwiceAndRenewedInBetween_changesNothingTheSecondTime() {
    Authorization row = reauthorize(active(STRICT), "j2", 1);
    Authorization sent = claimed(row, STRICT, "a", LATER.plusSeconds(300));
    Authorization renewed =
        Rows.answer(sent, "a", LATER.plusSeconds(301))
            .on(sent, STRICT, LATER.plusSeconds(301))
            .after();
    assertThat(renewed.generation()).isEqualTo(1);

    assertThat(happening("j2", 1).on(renewed, STRICT, LATER.plusSeconds(302)).changes()).isFalse();
  }

  @Test
  void reauthorized_userDisconnectedMeanwhile_isOnlyRevoked() {
    Authorization revoking = new RevocationRequested().on(active(STRICT), STRICT, LATER).after();
    Authorization after = reauthorize(revoking, "j2", 1);
    assertThat(after.status()).isEqualTo(Status.REVOKING);
    assertThat(after.spares()).hasSize(1);
  }

  @Test
  void revocationRequested_whileARefreshIsUnderWay_cannotBeUndoneByIt() {
    Authorization sent = claimed(active(STRICT), STRICT, "a", LATER);
    Authorization revoking = new RevocationRequested().on(sent, STRICT, LATER).after();
    Authorization after = Rows.answer(sent, "a", LATER).on(revoking, STRICT, LATER).after();
    assertThat(after.status()).isEqualTo(Status.REVOKING);
    Authorization done = new Revoked(2, List.of()).on(after, STRICT, LATER).after();
    assertThat(done.status()).isEqualTo(Status.REVOKED);
    assertThat(done.grant()).isNull();
    assertThat(done.dueAt()).isNotNull();
    Authorization clean =
        new SpareRevoked(done.spares().get(0), List.of()).on(done, STRICT, LATER).after();
    assertThat(clean.spares()).isEmpty();
  }

  private static Authorization reauthorize(Authorization row, String journey, long began) {
    return happening(journey, began).on(row, STRICT, LATER).after();
  }

  private static Reauthorized happening(String journey, long began) {
    return new Reauthorized(
        journey, began, grant(began + 1, 0, LATER), null, Map.of(), false, true);
  }
}
