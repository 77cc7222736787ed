package dev.tokenkeeper.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the contracts of the store have in common: rows, their inserting and their comparison. */
final class Rows {

  private Rows() {}

  static AuthorizationId id(String subject) {
    return AuthorizationId.of("bsn", subject);
  }

  static List<AuthorizationId> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> id("user-%05d".formatted(i))).toList();
  }

  static Transition insert(Authorization row) {
    return Transition.to(Authorization.absent(row.id()), row);
  }

  static Authorization inserted(AuthorizationStore store, Authorization row) {
    assertThat(store.apply(List.of(insert(row)))).containsExactly(true);
    return row;
  }

  static Authorization dueIn(AuthorizationId id, Duration delay, Instant now) {
    return SampleAuthorizations.active(id, now, now.plus(delay));
  }

  static Authorization found(AuthorizationStore store, AuthorizationId id) {
    return store.find(id).orElseThrow(() -> new AssertionError("Nothing is stored for " + id));
  }

  /** Compares every field but the order of spares, which means nothing. */
  static void assertSame(@Nullable Authorization actual, Authorization expected) {
    assertThat(actual)
        .usingRecursiveComparison()
        .ignoringCollectionOrderInFields("spares")
        .isEqualTo(expected);
  }
}
