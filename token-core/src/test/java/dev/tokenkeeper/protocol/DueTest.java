package dev.tokenkeeper.protocol;

import static dev.tokenkeeper.protocol.Rows.LOGIN;
import static dev.tokenkeeper.protocol.Rows.STRICT;
import static dev.tokenkeeper.protocol.Rows.T0;
import static dev.tokenkeeper.protocol.Rows.active;
import static dev.tokenkeeper.protocol.Rows.answer;
import static dev.tokenkeeper.protocol.Rows.claimed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ProviderProfile;
import dev.tokenkeeper.domain.SealedGrant;
import dev.tokenkeeper.domain.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a sweeper does with a row whose time has come. */
class DueTest {
  private static final Instant RENEWAL = T0.plusSeconds(210);

  @Test
  void schedule_newGrant_isDueWhenItsAccessTokenIsToBeRenewed() {
    assertThat(active(STRICT).dueAt()).isEqualTo(RENEWAL);
  }

  @Test
  void due_usedRow_isClaimed() {
    assertThat(attempt(due(active(STRICT), RENEWAL, T0.plusSeconds(100)))).isNotNull();
  }

  @Test
  void due_idleRow_sleepsUntilItsKeepAlive() {
    Authorization row = generation1(active(STRICT));
    Instant renewal = dueAt(row);
    Authorization after = due(row, renewal, null);
    assertThat(attempt(after)).isNull();
    assertThat(after.dueAt()).isEqualTo(issuedAt(row).plus(Duration.ofMinutes(20)));
    assertThat(attempt(due(after, dueAt(after), null))).isNotNull();
  }

  @Test
  void due_idleRowWithAStoredLogin_mayLapse() {
    Authorization row = generation1(active(STRICT, LOGIN));
    Authorization after = due(row, dueAt(row), null);
    assertThat(attempt(after)).isNull();
    assertThat(after.dueAt()).isAfter(issuedAt(row).plus(Duration.ofMinutes(30)));
    assertThat(after.status()).isEqualTo(Status.ACTIVE);
  }

  @Test
  void due_lastUseKnownToTheRowOnly_isClaimed() {
    Authorization row = generation1(active(STRICT));
    Authorization used = new Used(issuedAt(row).plusSeconds(1)).on(row, STRICT, RENEWAL).after();
    assertThat(attempt(due(used, dueAt(row), null))).isNotNull();
  }

  @Test
  void due_anyRow_isNotDueAnyMore() {
    Authorization row = claimed(active(STRICT), STRICT, "a", RENEWAL);
    for (Authorization each :
        new Authorization[] {
          active(STRICT),
          row,
          new Unanswered("a", 1, 0).on(row, STRICT, RENEWAL).after(),
          new Refused("a", 1, 0).on(row, STRICT, RENEWAL).after(),
          new RevocationRequested().on(row, STRICT, RENEWAL).after()
        }) {
      Instant after = due(each, RENEWAL, null).dueAt();
      assertThat(after == null || after.isAfter(RENEWAL)).as(each.toString()).isTrue();
    }
  }

  @Test
  void sessionLost_byManyAtOnce_areLoggedInOneAfterTheOther() {
    ProviderProfile jittered = Rows.jittered(STRICT, 0.2);
    Set<Instant> logins = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Authorization row = Rows.active(AuthorizationId.of("bsn", "user-" + i), jittered, LOGIN);
      Instant login = dueAt(new SessionLost(1, 0).on(row, jittered, RENEWAL).after());
      assertThat(login).isBetween(RENEWAL, RENEWAL.plusSeconds(60));
      logins.add(login);
    }
    assertThat(logins).hasSizeGreaterThan(90);
  }

  @Test
  void due_rowWithTokensToRevoke_isNotRenewedForThat() {
    Authorization again =
        new Reauthorized("j2", 1, Rows.grant(2, 0, T0), null, java.util.Map.of(), false, true)
            .on(active(STRICT), STRICT, T0.plusSeconds(1))
            .after();
    assertThat(again.spares()).hasSize(1);
    assertThat(again.dueAt()).isEqualTo(T0.plusSeconds(2));
    Authorization after = due(again, T0.plusSeconds(2), T0);
    assertThat(attempt(after)).isNull();
    assertThat(after.dueAt()).isEqualTo(T0.plusSeconds(92));
  }

  private static Authorization generation1(Authorization row) {
    Authorization sent = claimed(row, STRICT, "g1", RENEWAL);
    return answer(sent, "g1", RENEWAL).on(sent, STRICT, RENEWAL).after();
  }

  private static Authorization due(Authorization row, Instant now, @Nullable Instant used) {
    return new Due("due", "node", used).on(row, STRICT, now).after();
  }

  private static Instant issuedAt(Authorization row) {
    SealedGrant grant = row.grant();
    assertThat(grant).isNotNull();
    return grant.accessLifetime().issuedAt();
  }

  private static Instant dueAt(Authorization row) {
    Instant due = row.dueAt();
    assertThat(due).isNotNull();
    return due;
  }

  private static @Nullable Attempt attempt(Authorization row) {
    return row.attempt();
  }
}
