package dev.tokenkeeper.server.demo;

import static java.util.stream.Collectors.joining;

import dev.tokenkeeper.domain.AuthorizationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table that is drawn over itself, for people at a terminal of 80 columns and 24 lines. */
final class LiveScreen implements Screen {
  /** How many authorizations have room side by side. */
  static final int COLUMNS = 4;

  /** How many have room one below the other. */
  static final int ROWS = 12;

  private static final int BAR = 5;
  private static final String CELL = "%-18s";
  private static final String BOLD = "\u001b[1m";
  private static final String GREEN = "\u001b[32m";
  private static final String YELLOW = "\u001b[33m";
  private static final String RED = "\u001b[31m";
  private static final String PLAIN = "\u001b[0m";

  private final Terminal terminal;
  private final DemoSettings settings;
  private final Figures figures = new Figures(LiveScreen::red);
  private int drawn;

  LiveScreen(Terminal terminal, DemoSettings settings) {
    this.terminal = terminal;
    this.settings = settings;
  }

  @Override
  public Duration period() {
    return Duration.ofMillis(250);
  }

  @Override
  public boolean showsStandings() {
    return true;
  }

  @Override
  public void show(Moment moment) {
    List<String> lines = new ArrayList<>();
    lines.add(header(moment));
    lines.addAll(figures.table(moment.truths()));
    lines.add("");
    lines.add(titles(moment.standings()));
    for (int row = 0; row < ROWS; row++) {
      lines.add(row(moment, row));
    }
    lines.add(footer(moment));
    terminal.redraw(drawn, lines);
    drawn = lines.size();
  }

  private String header(Moment moment) {
    return "%sToken Keeper%s: %,d users, %d callers, %,d of %,d s; failed calls: %s"
        .formatted(
            BOLD,
            PLAIN,
            settings.users(),
            Callers.COUNT,
            moment.elapsed().toSeconds(),
            settings.seconds(),
            moment.failed() == 0 ? "0" : red("%,d".formatted(moment.failed())));
  }

  private static String titles(List<List<Standing>> columns) {
    return columns.stream()
        .map(column -> CELL.formatted(column.get(0).id().provider()))
        .collect(joining("  ", BOLD, PLAIN));
  }

  private static String row(Moment moment, int row) {
    return moment.standings().stream()
        .map(
            column ->
                row < column.size() ? cell(column.get(row), moment.now()) : CELL.formatted(""))
        .collect(joining("  "));
  }

  private static String footer(Moment moment) {
    int all = moment.truths().values().stream().mapToInt(Truth::size).sum();
    int more = all - moment.standings().stream().mapToInt(List::size).sum();
    return "bar: access token left, g: renewals; what is lost is known at the end"
        + (more > 0 ? "; %,d more".formatted(more) : "");
  }

  private static String cell(Standing standing, Instant now) {
    AuthorizationId id = standing.id();
    return standing.trouble() == null
        ? "%-7s %s g%-3d".formatted(id.subject(), bar(standing, now), standing.generation())
        : red("%-7s %-10s".formatted(id.subject(), standing.trouble()));
  }

  private static String bar(Standing standing, Instant now) {
    // Providers tell whole seconds, rounded down.
    double whole = standing.accessTokenLife().minusSeconds(1).toMillis();
    int full =
        (int) Math.min(BAR, Math.ceil(left(standing.accessTokenEndsAt(), now) / whole * BAR));
    return (full > BAR / 4 ? GREEN : YELLOW) + "#".repeat(full) + PLAIN + ".".repeat(BAR - full);
  }

  private static long left(@Nullable Instant end, Instant now) {
    return end == null ? 0 : Math.max(0, Duration.between(now, end).toMillis());
  }

  private static String red(String text) {
    return RED + text + PLAIN;
  }
}
