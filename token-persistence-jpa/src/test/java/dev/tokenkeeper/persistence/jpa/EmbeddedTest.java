package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.domain.ConfigurationException;
import dev.tokenkeeper.domain.StoreException;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded database does in a process that treats it badly. */
class EmbeddedTest {
  @TempDir private Path folder;

  /** With H2's plain files the first interrupt closes the database, for every thread. */
  @Test
  void apply_interruptedThread_writesAndStaysInterrupted() {
    try (var database = OpenDatabase.embedded(folder)) {
      AuthorizationStore store = database.ports().store();
      for (int i = 0; i < 20; i++) {
        Thread.currentThread().interrupt();
        assertThat(store.apply(List.of(insert("user-" + i)))).containsExactly(true);
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(database.ports().directory().list(null, 100)).hasSize(20);
    }
  }

  @Test
  void find_everyConnectionTaken_failsInBoundedTime() throws Exception {
    var settings =
        JpaSettings.builder("test")
            .embedded(folder)
            .poolSize(2)
            .connectionTimeout(Duration.ofMillis(300))
            .build();
    var deciding = new CountDownLatch(2);
    var mayGoOn = new CountDownLatch(1);
    try (var persistence = JpaPersistence.open(settings)) {
      AuthorizationStore store = persistence.store();
      store.apply(List.of(insert("one"), insert("two")));
      Runnable sweep = () -> store.applyDue(1, (row, now) -> held(row, deciding, mayGoOn));
      List<Thread> sweepers = List.of(new Thread(sweep), new Thread(sweep));
      sweepers.forEach(Thread::start);
      assertThat(deciding.await(30, TimeUnit.SECONDS)).isTrue();

      long start = System.nanoTime();
      assertThatThrownBy(() -> store.find(id("one"))).isInstanceOf(StoreException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      mayGoOn.countDown();
      for (Thread sweeper : sweepers) {
        sweeper.join();
      }
      assertThat(store.find(id("one"))).isPresent();
    }
  }

  @Test
  void open_folderInUseByAnotherProcess_isRefusedWithTheRemedy() throws Exception {
    String url = OpenDatabase.url(folder);
    try (var child = ChildProcess.start(CrashingWriter.class, List.of(), url)) {
      assertThat(
              child.output().lines().anyMatch(each -> each.startsWith(CrashingWriter.ACKNOWLEDGED)))
          .isTrue();

      assertThatThrownBy(() -> OpenDatabase.embedded(folder))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContainingAll("another process", "database server");
    }
  }

  @Test
  void open_folderThatIsMissing_isMade() {
    try (var database = OpenDatabase.embedded(folder.resolve("a/b c/größe"))) {
      assertThat(database.ports().store().find(id("user"))).isEmpty();
    }
    assertThat(Files.exists(folder.resolve("a/b c/größe/tokenkeeper.mv.db"))).isTrue();
  }

  private static Transition held(
      Authorization row, CountDownLatch deciding, CountDownLatch mayGoOn) {
    deciding.countDown();
    try {
      assertThat(mayGoOn.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return Transition.none(row);
  }

  private static Transition insert(String subject) {
    Authorization row = SampleAuthorizations.active(id(subject), Instant.EPOCH, Instant.EPOCH);
    return Transition.to(Authorization.absent(row.id()), row);
  }

  private static AuthorizationId id(String subject) {
    return AuthorizationId.of("bsn", subject);
  }
}
