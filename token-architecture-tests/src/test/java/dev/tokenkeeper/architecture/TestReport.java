package dev.tokenkeeper.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What Surefire has written about the runs of one test.
 *
 * @param passed how many runs passed, one for each of its arguments
 * @param others how many did not, or were skipped
 */
record TestReport(long passed, long others) {

  /** Reads the last one; it counts nothing if there is none. */
  static TestReport of(Path module, Witness test) {
    Path file = module.resolve("target/surefire-reports/TEST-" + test.type() + ".xml");
    try {
      return Files.exists(file)
          ? read(Files.readString(file), test.method())
          : new TestReport(0, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a report in Surefire's XML. */
  static TestReport read(String report, String method) {
    String name = "<testcase name=\"" + Pattern.quote(method) + "(?![\\w$])[^>]*?";
    List<String> runs =
        Pattern.compile(name + "(/>|>.*?</testcase>)", Pattern.DOTALL)
            .matcher(report)
            .results()
            .map(run -> run.group(1))
            .toList();
    long bad =
        runs.stream().filter(run -> run.matches("(?s).*<(failure|error|skipped)\\b.*")).count();
    return new TestReport(runs.size() - bad, bad);
  }

  String told() {
    if (passed + others == 0) {
      return "not run";
    }
    return others == 0 ? passed + " passed" : passed + " passed, " + others + " did not";
  }
}
