package dev.tokenkeeper.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every state within the bounds, for every kind of provider: nothing breaks, and all is counted.
 * With {@code -Dexplorer.bounds=large} the columns that are stopped here go on to their end, all
 * but the last: 125 million states, in half an hour.
 */
@Tag("whole")
class WholeProtocolTest {
  private static final boolean LARGE = "large".equals(System.getProperty("explorer.bounds"));
  private static final int FAIR_EVERY = LARGE ? 1999 : 199;

  /**
   * A run that has not ended after so many states is stopped, and says so; a large one never is.
   */
  private static final int MOST = LARGE ? Integer.MAX_VALUE : 200_000;

  @Test
  void explore_everyModeAndColumn_breaksNothingAndVisitsWhatIsPinned() throws Exception {
    Map<String, Integer> visited = new TreeMap<>();
    List<String> broken = new ArrayList<>();
    for (Report report : reports()) {
      System.out.println(report);
      visited.put(report.name(), report.states());
      report.broken().keySet().forEach(each -> broken.add(report.name() + ": " + each));
    }
    assertThat(broken).isEmpty();
    assertThat(visited).isEqualTo(LARGE ? Pins.LARGE : Pins.STATES);
  }

  private static Report explore(Run run, Column column) {
    if (LARGE) {
      return Explorer.deep(run, FAIR_EVERY, MOST);
    }
    int most = column == Column.CRASHES ? Integer.MAX_VALUE : MOST;
    return Explorer.all(run, FAIR_EVERY, most);
  }

  private static List<Report> reports() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    List<Future<Report>> all = new ArrayList<>();
    for (Column column : LARGE ? Column.LONG : EnumSet.allOf(Column.class)) {
      for (Mode mode : column.modes()) {
        Run run = new Run(mode, column.bounds, Plant.NONE);
        all.add(two.submit(() -> explore(run, column).in(column)));
      }
    }
    List<Report> reports = new ArrayList<>();
    for (Future<Report> each : all) {
      reports.add(each.get());
    }
    two.shutdown();
    return reports;
  }
}
