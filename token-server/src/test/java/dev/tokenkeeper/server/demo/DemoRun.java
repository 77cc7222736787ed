package dev.tokenkeeper.server.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;

/** A demo in this process, whose tokens live even shorter than usual. */
record DemoRun(Result result, String progress, String output) {
  static final Paces FAST = paces(Duration.ofSeconds(40));

  /** Whoever stays away for a moment has to come back in person. */
  static final Paces FORGETFUL = paces(Duration.ofSeconds(9));

  private static Paces paces(Duration refreshToken) {
    return Paces.of(
        Duration.ofSeconds(4),
        refreshToken,
        new Pace(Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ofSeconds(7)),
        Duration.ofSeconds(7),
        refreshToken,
        Duration.ofSeconds(10));
  }

  static DemoRun of(Path data, boolean naive, int seconds, int users)
      throws IOException, InterruptedException {
    return of(data, FAST, naive, seconds, users);
  }

  static DemoRun of(Path data, Paces paces, boolean naive, int seconds, int users)
      throws IOException, InterruptedException {
    var settings = new DemoSettings(data, false, naive, seconds, users, true, paces);
    var progress = new StringWriter();
    var output = new StringWriter();
    var terminal =
        new Terminal(new PrintWriter(progress, true), new PrintWriter(output, true), false);
    try (DemoFolder folder = DemoFolder.open(settings)) {
      Result result = new Demo(settings, folder, terminal).run();
      return new DemoRun(result, progress.toString(), output.toString());
    }
  }
}
