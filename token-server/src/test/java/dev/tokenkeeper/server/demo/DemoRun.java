package dev.tokenkeeper.server.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;

/** A demo in this process, whose tokens live even shorter than usual. */
record DemoRun(Result result, String progress, String output) {
  private static final Pace FAST =
      new Pace(Duration.ofSeconds(3), Duration.ofSeconds(6), Duration.ofSeconds(7));

  static DemoRun of(Path data, boolean naive, int seconds, int users)
      throws IOException, InterruptedException {
    var settings = new DemoSettings(data, false, naive, seconds, users, true, FAST);
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
