package dev.tokenkeeper.server.demo;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table that is drawn over itself, for people at a terminal of 80 columns and 24 lines. */
final class LiveScreen implements Screen {
  /** How many users have room. */
  static final int MOST_USERS = 36;

  private static final int COLUMNS = 3;
  private static final int BAR = 7;
  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final Terminal terminal;
  private final DemoSettings settings;
  private final String world;
  private int drawn;

  LiveScreen(Terminal terminal, DemoSettings settings, String world) {
    this.terminal = terminal;
    this.settings = settings;
    this.world = world;
  }

  @Override
  public Duration period() {
    return Duration.ofMillis(250);
  }

  @Override
  public void show(Moment moment) {
    List<String> lines = new ArrayList<>(header(moment));
    List<Standing> standings = moment.standings();
    for (int i = 0; i < standings.size(); i += COLUMNS) {
      lines.add(
          standings.subList(i, Math.min(i + COLUMNS, standings.size())).stream()
              .map(standing -> cell(standing, moment.now()))
              .collect(joining(" ")));
    }
    lines.add(footer(standings.size()));
    terminal.redraw(drawn, lines);
    drawn = lines.size();
  }

  private List<String> header(Moment moment) {
    Tally all = moment.truth().all();
    long reuses = moment.truth().refreshTokenReuses();
    return List.of(
        "%sToken Keeper%s, %s: %d users, %d callers, %d of %d s"
            .formatted(
                BOLD,
                PLAIN,
                world,
                settings.users(),
                Callers.COUNT,
                moment.elapsed().toSeconds(),
                settings.seconds()),
        "API calls %,d (%s rejected, %s failed)   refreshes %,d"
            .formatted(all.calls(), alarm(all.rejected()), alarm(moment.failed()), all.refreshes()),
        "sessions ended %,d   logins %,d   spent tokens presented %s"
            .formatted(all.sessionsEnded(), all.logins(), alarm(reuses)),
        "lost: known at the end");
  }

  private String footer(int shown) {
    String more =
        settings.users() > shown ? "; %d more users".formatted(settings.users() - shown) : "";
    return "bar: access token left, g: renewals, s: session left" + more;
  }

  private String cell(Standing standing, Instant now) {
    if (standing.trouble() != null) {
      return "%s%-7s %-17s%s".formatted(RED, standing.user(), standing.trouble(), PLAIN);
    }
    return "%-7s %s g%-3d %4s"
        .formatted(
            standing.user(),
            bar(standing.accessTokenEndsAt(), now),
            standing.generation(),
            seconds(standing.sessionEndsAt(), now));
  }

  private String bar(@Nullable Instant end, Instant now) {
    // Providers tell whole seconds, rounded down.
    double whole = settings.effectivePace().accessToken().minusSeconds(1).toMillis();
    double left = end == null ? 0 : Math.max(0, Duration.between(now, end).toMillis() / whole);
    int full = (int) Math.min(BAR, Math.ceil(left * BAR));
    return (full > BAR / 4 ? GREEN : YELLOW) + "#".repeat(full) + PLAIN + ".".repeat(BAR - full);
  }

  private static String seconds(@Nullable Instant end, Instant now) {
    return end == null
        ? ""
        : Math.max(0, Math.min(999, Duration.between(now, end).toSeconds())) + "s";
  }

  private static String alarm(long count) {
    return count == 0 ? "0" : "%s%,d%s".formatted(RED, count, PLAIN);
  }
}
