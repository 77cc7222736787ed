package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Status;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that this code cannot read: newer code has written them, or they are damaged. */
abstract class UnreadableOnAnyDatabase {
  private static final AuthorizationId POISON = AuthorizationId.of("bsn", "poison");
  private static final String ONE = "WHERE subject = 'poison'";
  private static final Duration DAY = Duration.ofDays(1);

  abstract OpenDatabase database();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "attempt_kind",
        "attempt_purpose",
        "failure_kind",
        "reason",
        "attributes"
      })
  void applyDue_unreadableRowBeforeOthers_setsItAsideAndTakesTheOthers(String column) {
    insertDue("poison", 9);
    insertDue("first", 2);
    insertDue("second", 1);
    poison(column, "CANARY");

    assertThat(take(3)).containsExactly("first", "second");
    assertSetAside();
    assertThat(take(3)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "doubt_since",
        "attempt_deadline",
        "attempt_owner",
        "access_token",
        "token_type",
        "login_refused"
      })
  void applyDue_rowWithAHole_isSetAside(String column) {
    insertDue("poison", 9);
    insertDue("first", 2);
    database().execute("UPDATE tokenkeeper_authorization SET %s = NULL %s".formatted(column, ONE));

    assertThat(take(2)).containsExactly("first");
    assertSetAside();
    assertThatThrownBy(() -> database().ports().store().find(POISON))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(POISON.toString(), column);
  }

  @Test
  void applyDue_spareThatCannotBeRead_setsTheRowAside() {
    insertDue("poison", 9);
    insertDue("first", 2);
    database().execute("UPDATE tokenkeeper_spare SET purpose = 'CANARY' " + ONE);

    assertThat(take(2)).containsExactly("first");
    assertSetAside();
    assertThatThrownBy(() -> database().ports().store().find(POISON))
        .hasMessageContainingAll(POISON.toString(), "purpose of tokenkeeper_spare");
  }

  @Test
  void applyDue_asManyUnreadableRowsAsAskedFor_takesTheNext() {
    insertDue("poison", 9);
    insertDue("other poison", 8);
    insertDue("first", 2);
    database()
        .execute(
            "UPDATE tokenkeeper_authorization SET failure_kind = 'CANARY' "
                + "WHERE subject LIKE '%poison'");

    assertThat(take(1)).containsExactly("first");
  }

  @Test
  void applyDue_setAsideAndRepairedByNewerCode_isWhatItWas() {
    Authorization before = insertDue("poison", 9);
    poison("status", "SUSPENDED");
    take(1);
    Map<String, String> details =
        FormText.toMap((String) database().query("SELECT details FROM tokenkeeper_journal").get(0));
    assertThat(details).isEqualTo(Map.of("reason", "UNREADABLE", "status", "SUSPENDED"));

    Authorization after = database().ports().store().find(POISON).orElseThrow();
    assertThat(after.revision()).isEqualTo(before.revision() + 1);
    assertThat(after.status()).isEqualTo(Status.QUARANTINED);
    assertThat(after.grant()).isEqualTo(before.grant());
    assertThat(after.login()).isEqualTo(before.login());
    assertThat(after.attempt()).isEqualTo(before.attempt());
    assertThat(after.doubt()).isEqualTo(before.doubt());
    assertThat(after.spares()).containsExactlyInAnyOrderElementsOf(before.spares());
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "attempt_kind", "attempt_purpose", "failure_kind", "reason"})
  void find_nameThatThisCodeDoesNotKnow_namesRowAndColumnAndNotTheContent(String column) {
    insertDue("poison", 9);
    poison(column, "CANARY");

    assertThatThrownBy(() -> database().ports().store().find(POISON))
        .isInstanceOf(StoreException.class)
        .hasMessageContainingAll(POISON.toString(), "column " + column, "ewer code", "update")
        .satisfies(e -> assertThat(words(e)).doesNotContainIgnoringCase("canary"));
  }

  @Test
  void find_attributesThatMakeNoSense_failsWithoutTheirContent() {
    insertDue("poison", 9);
    poison("attributes", "canary%");

    assertThatThrownBy(() -> database().ports().store().find(POISON))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(POISON.toString())
        .satisfies(e -> assertThat(words(e)).doesNotContainIgnoringCase("canary"));
  }

  @Test
  void list_unreadableRowOnThePage_isNamedAndTheRowsBehindItCanBeAskedFor() {
    insertDue("a", 1);
    insertDue("poison", 1);
    insertDue("z", 1);
    poison("status", "CANARY");
    var directory = database().ports().directory();

    assertThatThrownBy(() -> directory.list(null, 10))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(POISON.toString());
    assertThat(directory.list(null, 1)).extracting(row -> row.id().subject()).containsExactly("a");
    assertThat(directory.list(POISON, 9))
        .extracting(row -> row.id().subject())
        .containsExactly("z");
  }

  @Test
  void counts_statusThatThisCodeDoesNotKnow_isCountedAsQuarantined() {
    insert(
        SampleAuthorizations.active(AuthorizationId.of("bsn", "a"), Instant.EPOCH, Instant.EPOCH));
    insertDue("poison", 1);
    poison("status", "CANARY");

    assertThat(database().ports().directory().counts())
        .isEqualTo(Map.of("bsn", Map.of(Status.ACTIVE, 1L, Status.QUARANTINED, 1L)));
  }

  private void poison(String column, String value) {
    database()
        .execute("UPDATE tokenkeeper_authorization SET %s = ? %s".formatted(column, ONE), value);
  }

  private void assertSetAside() {
    List<Object> row =
        database()
            .query(
                "SELECT status, reason, due_at - reason_since FROM "
                    + "tokenkeeper_authorization "
                    + ONE);
    assertThat(row).containsExactly("QUARANTINED", "UNREADABLE", DAY.toMillis());
    assertThat(database().eventsOf(POISON)).containsExactly("Quarantined");
  }

  private Authorization insertDue(String subject, int minutes) {
    Instant now = database().ports().store().now();
    Authorization row =
        SampleAuthorizations.complete(AuthorizationId.of("bsn", subject), now)
            .rearmed(now.minusSeconds(60L * minutes));
    insert(row);
    return row;
  }

  private void insert(Authorization row) {
    var insert = Transition.to(Authorization.absent(row.id()), row);
    assertThat(database().ports().store().apply(List.of(insert))).containsExactly(true);
  }

  private List<String> take(int max) {
    return database()
        .ports()
        .store()
        .applyDue(max, (row, now) -> Transition.to(row, row.rearmed(null)))
        .stream()
        .map(each -> each.after().id().subject())
        .toList();
  }

  /** All that a log would show of it. */
  private static String words(Throwable e) {
    var words = new StringWriter();
    e.printStackTrace(new PrintWriter(words));
    return words.toString();
  }
}
