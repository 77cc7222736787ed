package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.LifecycleEvent;
import dev.tokenkeeper.domain.LifecycleEvent.OtherAccount;
import dev.tokenkeeper.domain.LifecycleEvent.RenewalFailed;
import dev.tokenkeeper.domain.LifecycleEvent.Renewed;
import dev.tokenkeeper.domain.LifecycleEvent.SessionLost;
import dev.tokenkeeper.domain.LifecycleEvent.TokenRevoked;
import dev.tokenkeeper.domain.TokenKind;
import dev.tokenkeeper.domain.TokenRevocation;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRowTest {
  private static final AuthorizationId ID = AuthorizationId.of("t", "bsn", "us/er", "a");
  private static final Instant AT = Instant.ofEpochMilli(1_234);

  @TempDir private Path folder;

  /** Stored names outlive the code: a renamed event class needs a migration. */
  @Test
  void kinds_ofAllEvents_areThoseThatDatabasesHold() {
    assertThat(
            Arrays.stream(LifecycleEvent.class.getPermittedSubclasses()).map(Class::getSimpleName))
        .contains(
            "Authorized",
            "Renewed",
            "RenewalFailed",
            "InDoubt",
            "LateAnswer",
            "SessionLost",
            "ReauthorizationRequired",
            "Revoking",
            "Revoked",
            "TokenRevoked",
            "OtherAccount",
            "Quarantined");
  }

  @Test
  void apply_events_areStoredWithTheirFacts() {
    Authorization row = SampleAuthorizations.bare(ID);
    var write =
        Transition.to(
            Authorization.absent(ID),
            row,
            new Renewed(ID, AT, 2, 3, Attempt.Purpose.REFRESH),
            new RenewalFailed(ID, AT, FailureKind.THROTTLED, 7),
            new SessionLost(ID, AT, null),
            new TokenRevoked(ID, AT, TokenKind.ACCESS_TOKEN, TokenRevocation.Result.NOT_REVOCABLE),
            new OtherAccount(ID, AT, 4));
    try (var database = OpenDatabase.embedded(folder)) {
      database.ports().store().apply(List.of(write));

      assertThat(
              database.query(
                  "SELECT kind, details, tenant, provider, subject, account, happened_at "
                      + "FROM tokenkeeper_journal ORDER BY id"))
          .containsExactly(
              "Renewed",
              "by=REFRESH&epoch=2&generation=3",
              "t",
              "bsn",
              "us/er",
              "a",
              1_234L,
              "RenewalFailed",
              "failuresInARow=7&kind=THROTTLED",
              "t",
              "bsn",
              "us/er",
              "a",
              1_234L,
              "SessionLost",
              "",
              "t",
              "bsn",
              "us/er",
              "a",
              1_234L,
              "TokenRevoked",
              "result=NOT_REVOCABLE&token=ACCESS_TOKEN",
              "t",
              "bsn",
              "us/er",
              "a",
              1_234L,
              "OtherAccount",
              "epoch=4",
              "t",
              "bsn",
              "us/er",
              "a",
              1_234L);
    }
  }
}
