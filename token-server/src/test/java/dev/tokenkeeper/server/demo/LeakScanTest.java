package dev.tokenkeeper.server.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import dev.tokenkeeper.persistence.jpa.JpaSettings;
import dev.tokenkeeper.testkit.simulator.TruthKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * No token, password, JWT or client secret, and nothing secret of a journey, gets into the database
 * or a log, whatever goes wrong.
 */
@Tag("whole")
class LeakScanTest {
  private static final String SECRET = "bsn-at-0123456789~/+";
  @TempDir Path data;

  @AfterEach
  void stopLogging() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
  }

  static Stream<Spelling> spellings() {
    return Spelling.of(SECRET);
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void hits_aSpellingInTheMidstOfSomething_isFound(Spelling spelling) throws IOException {
    var content = new ByteArrayOutputStream();
    content.writeBytes("before ".getBytes(UTF_8));
    content.writeBytes(spelling.bytes());
    content.writeBytes(" after".getBytes(UTF_8));
    Path file = Files.write(data.resolve("file"), content.toByteArray());

    assertThat(new LeakScan(List.of(SECRET)).hits(file))
        .anySatisfy(hit -> assertThat(hit).startsWith(spelling.name() + " at "));
  }

  @Test
  void hits_insideBase64OfMore_areFoundAtEveryAlignment() throws IOException {
    for (String before : List.of("", "i", "id", "id:")) {
      byte[] more = (before + SECRET + ":end").getBytes(UTF_8);
      Path file = Files.write(data.resolve("file"), Base64.getEncoder().encode(more));

      assertThat(new LeakScan(List.of(SECRET)).hits(file)).as(before).isNotEmpty();
    }
  }

  @Test
  void everySink_afterRenewalsLoginsAndFaults_holdsNoSecret() throws Exception {
    LeakScene scene = LeakScene.play(data);
    var scan = new LeakScan(scene.secrets());
    assertThat(scene.issued()).hasSizeGreaterThan(150);
    assertThat(scene.count(TruthKind.REFUSED_LOGIN)).isPositive();
    assertThat(scene.journeys().states()).hasSizeGreaterThan(16);
    assertThat(scene.journeys().codes()).hasSizeGreaterThan(16);
    assertThat(scene.journeys().verifiers()).hasSizeGreaterThan(8);
    assertThat(Files.readString(scene.log()))
        .contains(" TRACE ", " org.hibernate.", " com.zaxxer.", " dev.tokenkeeper.events ");

    assertThat(scan.hits(withPlantedRow(scene))).isNotEmpty();
    assertThat(scan.hits(withPlantedLine(scene))).isNotEmpty();

    List<String> hits = new ArrayList<>();
    for (Path sink : scene.sinks()) {
      hits.addAll(scan.hits(sink));
    }
    System.out.println("Leak scan: " + scan + ", " + hits.size() + " hits");
    assertThat(hits).isEmpty();
  }

  /** Returns a copy of the database with a token in it. */
  private Path withPlantedRow(LeakScene scene) throws IOException, SQLException {
    Path copy = Files.createDirectories(data.resolve("planted")).resolve("tokenkeeper.mv.db");
    Files.copy(scene.database(), copy);
    String url = JpaSettings.builder("planted").embedded(copy.resolveSibling("")).build().url();
    try (Connection connection = DriverManager.getConnection(String.valueOf(url));
        PreparedStatement plant =
            connection.prepareStatement("CREATE TABLE planted AS SELECT CAST(? AS VARCHAR)")) {
      plant.setString(1, scene.issued().get(0));
      plant.execute();
    }
    return copy;
  }

  /** Returns a log with a token in it. */
  private Path withPlantedLine(LeakScene scene) {
    Path log = data.resolve("planted.log");
    DemoLog.writeTo(log);
    LeakScene.logEverything();
    LoggerFactory.getLogger(LeakScanTest.class).trace("token={}", scene.issued().get(0));
    return log;
  }
}
