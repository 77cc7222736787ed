package dev.tokenkeeper.server.demo;

import dev.tokenkeeper.domain.AuthorizationId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Watches a run to its end. Belongs to one thread. */
final class Watch {
  /** Asking the providers' logs takes at most this part of the time. */
  private static final int RARELY = 10;

  private final Worlds worlds;
  private final Application application;
  private final Callers callers;
  private final InstantSource clock;
  private final List<List<AuthorizationId>> shown;
  private final long begun = System.nanoTime();
  private Map<String, Truth> truths = Map.of();
  private long askedAt;
  private long askingTook;

  Watch(Worlds worlds, Application application, Callers callers, InstantSource clock) {
    this.worlds = worlds;
    this.application = application;
    this.callers = callers;
    this.clock = clock;
    this.shown = shown(worlds);
  }

  /** As many columns for each provider as there is room for, and in each as many rows. */
  private static List<List<AuthorizationId>> shown(Worlds worlds) {
    List<List<AuthorizationId>> columns = new ArrayList<>();
    int columnsOfOne = LiveScreen.COLUMNS / worlds.all().size();
    for (World world : worlds.all()) {
      List<AuthorizationId> all = world.authorizations();
      for (int i = 0; i < columnsOfOne && i * LiveScreen.ROWS < all.size(); i++) {
        int first = i * LiveScreen.ROWS;
        columns.add(all.subList(first, Math.min(first + LiveScreen.ROWS, all.size())));
      }
    }
    return columns;
  }

  /** Shows the run until its time is over, and returns how long it was. */
  Duration until(Duration length, Screen screen) throws InterruptedException {
    for (Duration left = length; !left.isNegative(); left = length.minus(elapsed())) {
      Duration wait = left.compareTo(screen.period()) < 0 ? left : screen.period();
      TimeUnit.MILLISECONDS.sleep(wait.toMillis() + 1);
      screen.show(moment(screen));
    }
    return elapsed();
  }

  private Moment moment(Screen screen) {
    if (truths.isEmpty() || System.nanoTime() - askedAt > RARELY * askingTook) {
      truths = ask();
    }
    List<List<Standing>> standings = screen.showsStandings() ? standings() : List.of();
    return new Moment(clock.instant(), elapsed(), truths, callers.failed(), standings);
  }

  private List<List<Standing>> standings() {
    return shown.stream()
        .map(column -> column.stream().map(application::standing).toList())
        .toList();
  }

  private Map<String, Truth> ask() {
    long before = System.nanoTime();
    Map<String, Truth> answer = worlds.truths();
    askedAt = System.nanoTime();
    askingTook = askedAt - before;
    return answer;
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
