package dev.tokenkeeper.persistence.jpa;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.Journey;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.JourneyStore;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import dev.tokenkeeper.testkit.contract.JourneyStoreContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** The contract of where journeys wait, and what several processes can make of it. */
abstract class JourneysOnAnyDatabase extends JourneyStoreContract {
  private static final AuthorizationId ID = AuthorizationId.of("bsn", "user");
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  abstract OpenDatabase database();

  @Override
  protected JourneyStore store() {
    return database().ports().journeys();
  }

  @Override
  protected JourneyStore reopened() {
    return database().reopened().journeys();
  }

  /** Each with sessions and connections of its own, as two processes on a database server have. */
  @Test
  void take_twoPersistencesOfOneDatabase_exactlyOneTakesIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (var other = JpaPersistence.open(database().settings())) {
      for (int round = 0; round < 50; round++) {
        Journey journey = journey("s-" + round);
        assertThat(store().begin(journey, 1, 1)).isTrue();
        assertThat(other.journeys().find(journey.stateHash())).contains(journey);

        List<Callable<Boolean>> takes = new ArrayList<>();
        takes.addAll(nCopies(2, () -> store().take(journey.stateHash())));
        takes.addAll(nCopies(2, () -> other.journeys().take(journey.stateHash())));
        assertThat(answers(threads.invokeAll(takes))).containsOnlyOnce(true);
        assertThat(other.journeys().find(journey.stateHash())).isEmpty();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Nodes with clocks that differ, or two calls within a millisecond. */
  @Test
  void findByBrowser_beginningsOutOfOrder_givesTheLastCalls() {
    store().begin(journey("z"), 3, 3);
    store().begin(journey("a"), 3, 3);
    assertThat(lastOfBrowser()).isEqualTo(SampleAuthorizations.hash("a"));

    store().begin(SampleAuthorizations.journey("k", "b", ID, AT.minusSeconds(1)), 1, 3);
    assertThat(lastOfBrowser()).isEqualTo(SampleAuthorizations.hash("k"));
    assertThat(store().find(SampleAuthorizations.hash("a"))).isEmpty();
  }

  @Test
  void begin_noneAllowed_isRefused() {
    assertThatThrownBy(() -> store().begin(journey("s"), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().begin(journey("s"), 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void find_rowThatMakesNoSense_failsWithoutItsContent() {
    store().begin(journey("s"), 1, 1);
    database().execute("UPDATE tokenkeeper_journey SET tenant = 'canary!'");

    assertThatThrownBy(() -> store().find(SampleAuthorizations.hash("s")))
        .isInstanceOf(StoreException.class)
        .satisfies(e -> assertThat(e.toString() + e.getCause()).doesNotContain("canary"));
  }

  private String lastOfBrowser() {
    return store().findByBrowser(SampleAuthorizations.hash("b")).orElseThrow().stateHash();
  }

  private static Journey journey(String label) {
    return SampleAuthorizations.journey(label, "b", ID, AT);
  }

  private static List<Boolean> answers(List<Future<Boolean>> futures) throws Exception {
    List<Boolean> answers = new ArrayList<>();
    for (Future<Boolean> each : futures) {
      answers.add(each.get());
    }
    return answers;
  }
}
