package dev.tokenkeeper.persistence.jpa;

import com.zaxxer.hikari.HikariDataSource;
import dev.tokenkeeper.domain.Attempt;
import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.LifecycleEvent.Renewed;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.util.List;

/**
 * Writes until it is killed: a new row with its event and one more revision of a counter in each
 * transaction, and prints the counter when that is acknowledged.
 */
final class CrashingWriter {
  static final AuthorizationId COUNTER = AuthorizationId.of("bsn", "counter");

  /** Begins each line of output that is an acknowledgement; the rest is logs. */
  static final String ACKNOWLEDGED = "acknowledged ";

  private CrashingWriter() {}

  /** Takes the URL of a database; whether it is durable is what the test is about. */
  public static void main(String[] arguments) {
    var source = new HikariDataSource();
    source.setJdbcUrl(arguments[0]);
    var settings = JpaSettings.builder("test").dataSource(source).build();
    AuthorizationStore store = JpaPersistence.open(settings, source, source::close).store();
    Authorization counter =
        store.find(COUNTER).orElseGet(() -> inserted(store, SampleAuthorizations.bare(COUNTER)));
    // An error means that nobody listens any more.
    while (!System.out.checkError()) {
      counter = next(store, counter);
      System.out.println(ACKNOWLEDGED + counter.revision());
    }
  }

  static AuthorizationId row(long number) {
    return AuthorizationId.of("bsn", "user-" + number);
  }

  private static Authorization next(AuthorizationStore store, Authorization counter) {
    Authorization counted = counter.rearmed(store.now());
    Authorization row = SampleAuthorizations.complete(row(counted.revision()), store.now());
    var event = new Renewed(row.id(), store.now(), 1, 1, Attempt.Purpose.REFRESH);
    List<Boolean> written =
        store.apply(
            List.of(
                Transition.to(counter, counted),
                Transition.to(Authorization.absent(row.id()), row, event)));
    if (written.contains(false)) {
      throw new IllegalStateException("Nobody else writes here");
    }
    return counted;
  }

  private static Authorization inserted(AuthorizationStore store, Authorization row) {
    store.apply(List.of(Transition.to(Authorization.absent(row.id()), row)));
    return row;
  }
}
