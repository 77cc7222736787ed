package dev.tokenkeeper.server.demo;

import java.time.Duration;

/** A line every few seconds, for files and pipes. */
final class PlainScreen implements Screen {
  private final Terminal terminal;

  PlainScreen(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Duration period() {
    return Duration.ofSeconds(5);
  }

  @Override
  public boolean showsStandings() {
    return false;
  }

  @Override
  public void show(Moment moment) {
    Truth truth = Truth.sum(moment.truths().values());
    Tally all = truth.all();
    terminal.say(
        "%3d s: %,d API calls, %d rejected, %d failed; %d refreshes, %d sessions ended, %d logins, %d reuses"
            .formatted(
                moment.elapsed().toSeconds(),
                all.calls(),
                all.rejected(),
                moment.failed(),
                all.refreshes(),
                all.sessionsEnded(),
                all.logins(),
                truth.refreshTokenReuses()));
  }
}
