package dev.tokenkeeper.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each planted bug is found, by the check that is there for it; without it nothing is found. */
@Tag("whole")
class PlantedBugsTest {

  @Test
  void explore_eachPlantedBug_isCaughtByItsCheck() {
    List<String> rows = new ArrayList<>();
    List<String> missed = new ArrayList<>();
    for (Planting each : Planting.values()) {
      Report report = Explorer.untilBroken(each.run(), Planting.MOST);
      String caughtBy = report.broken().keySet().stream().findFirst().orElse("nothing");
      int steps = report.broken().getOrDefault(caughtBy, List.of()).size();
      rows.add(
          "%-34s | %-60s | %2d steps | %s | %s"
              .formatted(each, caughtBy, steps, each.run().mode(), each.note));
      if (!caughtBy.startsWith(each.check) || steps != each.steps) {
        missed.add(rows.get(rows.size() - 1));
      }
    }
    rows.forEach(System.out::println);
    System.out.printf("caught %d of %d%n", rows.size() - missed.size(), rows.size());
    assertThat(missed).isEmpty();
    assertThat(rows).hasSize(Planting.values().length);
  }
}
