package dev.tokenkeeper.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LoadCommandTest {
  private final StringWriter err = new StringWriter();

  private int run(Object command, String... args) {
    return new CommandLine(command).setErr(new PrintWriter(err, true)).execute(args);
  }

  @Test
  void storm_noThreads_isBadInput() {
    assertThat(run(new StormCommand(), "--threads", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("Use 1 or more of each");
  }

  @Test
  void storm_moreThreadsThanTheDatabaseHasConnectionsFor_isBadInput() {
    assertThat(run(new StormCommand(), "--jvms", "4", "--threads", "51")).isEqualTo(2);
    assertThat(err.toString()).contains("200 threads at most");
  }

  @Test
  void mass_noRows_isBadInput() {
    assertThat(run(new MassCommand(), "--rows", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("1 to 100000 rows");
  }

  @Test
  void plan_readFromItsArguments_isTheSame() {
    var plan =
        new LoadPlan(
            "node-1",
            URI.create("http://127.0.0.1:1/token/node-1"),
            "jdbc:postgresql://localhost:1/postgres",
            Path.of("keyset.json"),
            16);

    assertThat(LoadPlan.of(plan.arguments().toArray(String[]::new))).isEqualTo(plan);
  }
}
