package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2Test extends AnyDatabase {
  @TempDir private static Path folder;

  @Override
  JpaSettings settings() {
    return JpaSettings.builder("test").embedded(folder).build();
  }

  @Test
  void applyDue_manyRowsDue_readsTheIndexAndNoMoreRowsThanItTakes() {
    Instant now = database.ports().store().now();
    List<Transition> rows = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Authorization row =
          SampleAuthorizations.active(
              AuthorizationId.of("bsn", "user-" + i), now, now.minusSeconds(i));
      rows.add(Transition.to(Authorization.absent(row.id()), row));
    }
    database.ports().store().apply(rows);

    String plan =
        database
            .query(
                "EXPLAIN ANALYZE " + new H2().due().replaceAll(":now|:max", "?"),
                now.toEpochMilli(),
                5)
            .get(0)
            .toString();
    assertThat(plan).containsIgnoringCase("tokenkeeper_due: due_at <=").contains("scanCount: 5 ");
  }
}
