package dev.tokenkeeper.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.AuditTrail;
import dev.tokenkeeper.port.AuditTrail.Entry;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link AuditTrail} must do: keep each entry whole, once, in order. */
public abstract class AuditTrailContract {
  private static final int THREADS = 4;
  private static final int EACH = 250;
  private static final Instant AT = Instant.parse("2026-03-29T02:30:00.123Z");

  /** Returns the trail: empty at the start of each test, and the same one throughout it. */
  protected abstract AuditTrail trail();

  /** Returns what is durably recorded, oldest first, as a new process would read it. */
  protected abstract List<Entry> recorded();

  @Test
  void record_handOutAndRefusal_areBothKeptWhole() {
    AuthorizationId id = AuthorizationId.of("t", "bsn", "us/er \ud83d\ude00'%", "a");
    var handOut = new Entry("billing", id, "credentials:read", true, 3, 5_000_000_000L, AT);
    var refusal = new Entry("Z\u00fcrich", id, "credentials:read", false, -1, -1, AT.plusMillis(1));

    trail().record(handOut);
    assertThat(recorded()).containsExactly(handOut);
    trail().record(refusal);
    assertThat(recorded()).containsExactly(handOut, refusal);
  }

  @Test
  void record_sameEntryTwice_isKeptTwice() {
    trail().record(entry(1));
    trail().record(entry(1));

    assertThat(recorded()).containsExactly(entry(1), entry(1));
  }

  @Test
  void record_severalThreads_loseNothing() throws Exception {
    List<Callable<Integer>> tasks =
        IntStream.range(0, THREADS)
            .<Callable<Integer>>mapToObj(t -> () -> recordFrom(EACH * t))
            .toList();
    try (var threads = new Threads()) {
      threads.together(tasks);
    }

    assertThat(recorded())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, THREADS * EACH).mapToObj(AuditTrailContract::entry).toList());
  }

  private int recordFrom(int first) {
    IntStream.range(first, first + EACH).forEach(i -> trail().record(entry(i)));
    return first;
  }

  private static Entry entry(int number) {
    AuthorizationId id = AuthorizationId.of("bsn", "user-" + number);
    return new Entry("billing", id, "credentials:read", true, 1, number, AT.plusMillis(number));
  }
}
