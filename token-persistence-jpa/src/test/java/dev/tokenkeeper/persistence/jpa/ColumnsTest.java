package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.FailureKind;
import dev.tokenkeeper.domain.Spare;
import dev.tokenkeeper.domain.Status;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column that a statement forgot would be kept from every transition without a word. */
class ColumnsTest {
  private static final List<String> KEY = List.of("tenant", "provider", "subject", "account");

  @TempDir private Path folder;

  @Test
  void names_everyRowClass_areTheColumnsOfItsTable() {
    try (var database = OpenDatabase.embedded(folder)) {
      assertColumns(database, "authorization", KEY, Columns.of(AuthorizationRow.class));
      assertColumns(
          database, "spare", Columns.of(SpareKey.class).names(), Columns.of(SpareRow.class));
      assertColumns(database, "journey", List.of("state_hash"), Columns.of(JourneyRow.class));
      assertColumns(database, "journal", List.of("id"), Columns.of(JournalRow.class));
      assertColumns(database, "audit", List.of("id"), Columns.of(AuditRow.class));
    }
    assertThat(Columns.of(RowKey.class).names()).isEqualTo(KEY);
  }

  /** Code that meets an unknown name cannot read the row: see the rule in the migration. */
  @Test
  void enumNames_thatRowsMayHold_areThoseOfThisLevel() {
    assertThat(Schema.CODE_LEVEL).isEqualTo(4);
    assertThat(names(Status.values(), Attempt.Kind.values(), Attempt.Purpose.values()))
        .containsExactly(
            "ACTIVE",
            "REAUTHORIZATION_REQUIRED",
            "REVOKING",
            "REVOKED",
            "QUARANTINED",
            "FIRST",
            "REPLAY",
            "LAST",
            "REFRESH",
            "LOGIN",
            "MINT");
    assertThat(names(Spare.Purpose.values(), FailureKind.values()))
        .containsExactly(
            "ALTERNATE",
            "REVOKE",
            "DISPLACED",
            "DISPLACED_IN_DOUBT",
            "GRANT_REFUSED",
            "REFUSAL_DOUBTED",
            "LOGIN_REFUSED",
            "CLIENT_REFUSED",
            "THROTTLED",
            "NOT_SENT",
            "UNKNOWN_OUTCOME",
            "SESSION_ENDED",
            "LOST_ROTATION",
            "PREPARATION_FAILED",
            "UNREADABLE",
            "REVOKED");
  }

  private static List<String> names(Enum<?>[]... enums) {
    return Arrays.stream(enums).flatMap(Arrays::stream).map(Enum::name).toList();
  }

  private static void assertColumns(
      OpenDatabase database, String table, List<String> key, Columns<?> others) {
    List<Object> stored =
        database.query(
            "SELECT column_name FROM information_schema.columns WHERE table_name = ?",
            "TOKENKEEPER_" + table.toUpperCase(Locale.ROOT));
    assertThat(stored)
        .extracting(name -> name.toString().toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(key.stream(), others.names().stream()).toList());
  }
}
