package dev.tokenkeeper.persistence.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenkeeper.domain.Authorization;
import dev.tokenkeeper.domain.AuthorizationId;
import dev.tokenkeeper.port.AuthorizationStore;
import dev.tokenkeeper.protocol.Transition;
import dev.tokenkeeper.testkit.SampleAuthorizations;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints how long a write takes on the embedded database; a figure, not a promise. */
class SpeedTest {
  private static final int RUNS = 40;

  @TempDir private Path folder;

  @Test
  void apply_embeddedDatabase_timesArePrinted() {
    try (var database = new EmbeddedDatabase(folder)) {
      AuthorizationStore store = database.ports().store();
      for (int size : new int[] {1, 200, 1, 200}) {
        print("apply", size, times(store, size));
      }
    }
  }

  private static long[] times(AuthorizationStore store, int size) {
    List<Authorization> rows =
        IntStream.range(0, size)
            .mapToObj(i -> AuthorizationId.of("bsn", System.nanoTime() + "-" + i))
            .map(id -> SampleAuthorizations.active(id, Instant.EPOCH, Instant.EPOCH))
            .toList();
    store.apply(
        rows.stream().map(row -> Transition.to(Authorization.absent(row.id()), row)).toList());
    long[] micros = new long[RUNS];
    for (int run = 0; run < RUNS; run++) {
      List<Transition> changes = new ArrayList<>();
      rows.forEach(row -> changes.add(Transition.to(row, row.used(Instant.EPOCH))));
      long start = System.nanoTime();
      assertThat(store.apply(changes)).doesNotContain(false);
      micros[run] = (System.nanoTime() - start) / 1_000;
      rows = changes.stream().map(Transition::after).toList();
    }
    Arrays.sort(micros);
    return micros;
  }

  private static void print(String what, int size, long[] micros) {
    System.out.printf(
        "%s of %d rows: best %d us, median %d us, worst %d us%n",
        what, size, micros[0], micros[RUNS / 2], micros[RUNS - 1]);
  }
}
