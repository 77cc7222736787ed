package dev.tokenkeeper.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What providers say, and the tests that name it.
 *
 * @param rows the statements, by the facts' ids, in the order of the page
 */
record ProviderFacts(Map<String, String> rows, List<Witness> tests) {
  private static final Path ROOT = Path.of("..");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.*) \\|");

  /** Returns those of this project. */
  static ProviderFacts ofThisProject() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/provider-facts.md"));
    return new ProviderFacts(rows(page), tests(Source.below(ROOT)));
  }

  /** Reads a page's tables; a fact that stands there twice is refused. */
  static Map<String, String> rows(String page) {
    Map<String, String> rows = new LinkedHashMap<>();
    ROW.matcher(page)
        .results()
        .forEach(
            row -> {
              if (rows.put(row.group(1), row.group(2)) != null) {
                throw new IllegalArgumentException("Twice on the page: " + row.group(1));
              }
            });
    return rows;
  }

  /** Returns what is wrong with it; nothing if each row has a test, and each test its rows. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    var untested = new TreeSet<>(rows.keySet());
    for (Witness test : tests) {
      if (!test.runs()) {
        problems.add(test.told() + " names facts and is no test that runs");
      }
      for (String fact : test.facts()) {
        if (!rows.containsKey(fact)) {
          problems.add(test.told() + " names " + fact + ", which is no row");
        } else if (test.runs()) {
          untested.remove(fact);
        }
      }
    }
    untested.forEach(fact -> problems.add(fact + " has no test: " + rows.get(fact)));
    return problems;
  }

  /** Returns the rows, each with its tests and what their last reports say. */
  String table() {
    var table = new StringBuilder("| row | test | result |\n| --- | --- | --- |\n");
    for (String fact : rows.keySet()) {
      for (Witness test : tests) {
        if (test.facts().contains(fact)) {
          String result = TestReport.of(ROOT.resolve(test.module()), test).told();
          table.append("| `%s` | %s | %s |\n".formatted(fact, test.told(), result));
        }
      }
    }
    return table.toString();
  }

  /** Returns the tests in there that name facts. */
  static List<Witness> tests(List<Source> sources) throws IOException {
    List<Witness> tests = new ArrayList<>();
    for (Source each : sources) {
      if (each.text().contains("@Fact(")) {
        tests.addAll(Witness.in(each, sources));
      }
    }
    return tests;
  }
}
