package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.port.ProviderQuota;
import dev.tokenkeeper.port.ProviderQuota.Limit;
import dev.tokenkeeper.testkit.contract.ProviderQuotaContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract of the quota, and what several processes on one database could make of it. */
abstract class QuotaOnAnyDatabase extends ProviderQuotaContract {
  private static final int ROUNDS = 100;
  private static final Duration HOUR = Duration.ofHours(1);

  abstract OpenDatabase database();

  @Override
  protected ProviderQuota quota() {
    return database().ports().quota();
  }

  @Override
  protected ProviderQuota reopened() {
    return database().reopened().quota();
  }

  @Override
  protected Instant now() {
    return database().ports().store().now();
  }

  /** Each with sessions and connections of its own, as two processes on a database server have. */
  @Test
  void take_twoPersistencesOfOneDatabase_giveNoPlaceTwice() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (var other = JpaPersistence.open(database().settings())) {
      for (int round = 0; round < ROUNDS; round++) {
        var together = new CyclicBarrier(2);
        var limit = new Limit("round", 1 + round, HOUR, HOUR);
        Future<Boolean> one = threads.submit(() -> isTaken(quota(), together, limit));
        Future<Boolean> two = threads.submit(() -> isTaken(other.quota(), together, limit));
        assertThat(List.of(one.get(), two.get())).containsExactlyInAnyOrder(true, false);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean isTaken(ProviderQuota quota, CyclicBarrier together, Limit limit)
      throws Exception {
    String place = UUID.randomUUID().toString();
    together.await(30, TimeUnit.SECONDS);
    return quota.take("bsn", place, List.of(limit), false).isEmpty();
  }

  @Test
  void forgetEnded_everythingHasEnded_leavesNoRow() {
    quota().take("bsn", "one", List.of(new Limit("tokens", 1, HOUR, Duration.ofMillis(1))), true);
    quota().close("bsn", "application", Duration.ofMillis(1));
    int left = 1;
    for (int i = 0; i < 500 && left > 0; i++) {
      quota().forgetEnded();
      left =
          database().query("SELECT counter_name FROM tokenkeeper_quota").size()
              + database().query("SELECT place FROM tokenkeeper_quota_place").size();
    }
    assertThat(left).isZero();
  }
}
